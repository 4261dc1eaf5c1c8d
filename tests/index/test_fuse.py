from index.fuse import RANK_CONSTANT, reciprocal_rank


def test_found_by_both_beats_first_in_one() -> None:
    """An id in both rankings comes before one that leads a single ranking."""
    assert reciprocal_rank([1, 2, 3], [4, 2]) == [2, 1, 4, 3]


def test_ties_keep_the_first_order() -> None:
    """Ids of equal score stay in the order in which they first appear."""
    assert reciprocal_rank([7], [9]) == [7, 9]


def test_nothing_found() -> None:
    """Empty rankings fuse to an empty one."""
    assert reciprocal_rank([], []) == []
    assert RANK_CONSTANT == 60
