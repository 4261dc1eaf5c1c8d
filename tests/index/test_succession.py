from hypothesis import given
from hypothesis import strategies as st

from index.succession import aligned, successors
from tests.parts import article


def test_a_corrected_sentence_is_found_again() -> None:
    """A changed figure and other words are corrections; what tells of something else is none."""
    old = article(
        "The ferry carried 214 passengers. It ran aground on Tuesday. Nobody was hurt. The harbour was closed.",
        id="ferry",
    )
    new = article(
        "Two people drowned off Skerrow. The ferry carried 241 passengers. It ran aground late on Tuesday. The harbour was closed.",
        id="ferry",
    )
    found = successors(old, new)
    assert [found.get(sentence.id) for sentence in old.sentences] == [
        new.sentences[1],
        new.sentences[2],
        None,
        None,
    ]
    assert old.sentences[3].id not in found


def test_corrections_keep_their_order() -> None:
    """Of texts that are alike the pairs stand in one order, so that all of them find one."""
    old = ["Berth 1 is closed today.", "Berth 2 is closed today.", "Berth 3 is closed today."]
    assert aligned(old, ["Berth 4 is closed today.", *old[1:]]) == [0, 1, 2]
    assert aligned(old[1:], old) == [1, 2]
    assert aligned(old, old[2:]) == [None, None, 0]
    assert aligned(old, []) == [None, None, None]
    assert aligned([], old) == []


@given(
    st.lists(st.text("ab ", min_size=1, max_size=8), max_size=6),
    st.lists(st.text("ab ", min_size=1, max_size=8), max_size=6),
)
def test_nothing_is_paired_twice_or_out_of_order(old: list[str], new: list[str]) -> None:
    """The places of the new texts rise."""
    places = [place for place in aligned(old, new) if place is not None]
    assert places == sorted(set(places))
    assert all(0 <= place < len(new) for place in places)
