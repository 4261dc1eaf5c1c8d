from claims.facts.people import KINDS, PERSONS, noun


def test_people_have_one_stem_in_any_number() -> None:
    """One woman and two women are counted alike, one person and two people too; what others are counted by keeps its stem."""
    assert [noun(word) for word in ("women", "person", "ships")] == ["woman", "people", "ship"]
    assert not PERSONS & KINDS
