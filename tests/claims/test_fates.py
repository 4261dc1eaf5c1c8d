from claims.facts.fates import fates_of, words_for
from claims.facts.words import stem


def test_fates_are_told_in_many_words() -> None:
    """A word tells of each fate that news has it for, and a fate has all of its words."""
    assert fates_of(["crew", "lost"]) == {"dead", "destroyed", "fewer"}
    assert words_for(["held"]) == set(map(stem, ["arrested", "detained", "jailed", "imprisoned"]))
    assert words_for([]) == frozenset()
