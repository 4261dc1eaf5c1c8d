"""What news tells of things and people, and the words for it."""

from collections.abc import Iterable

from claims.facts.words import stem

_FATES = {
    fate: frozenset(map(stem, words.split()))
    for fate, words in {
        "accused": "charged charge indicted prosecuted",
        "bought": "bought buy acquired acquire imported import",
        "built": "built build",
        "closed": "closed close closing closure shut",
        "critical": "condition",
        "damaged": "damaged damage",
        "dead": "died die dying dead death killed drowned perished lost",
        "destroyed": "destroyed demolished razed flattened gutted lost",
        "expelled": "deported expelled",
        "fewer": "cut cutting axed axe axing shed shedding eliminated eliminate scrapped slashed slash lost lose losing loss fired sacked laid dismissed",
        "freed": "released release freed acquitted bailed pardoned",
        "held": "arrested detained jailed imprisoned",
        "hurt": "injured injure injury injuring hurt wounded",
        "ill": "infected sickened",
        "intercepted": "intercepted intercept downed repelled",
        "launched": "launched launch fired",
        "missing": "missing",
        "more": "added created create creating hired hire hiring recruited won win gained gain",
        "moved": "evacuated evacuate displaced displace fled",
        "opened": "opened reopened",
        "recovered": "recovered recover recuperated",
        "refused": "rejected refused refuse denied",
        "allowed": "approved approve granted",
        "saved": "rescued rescue saved save",
        "sentenced": "convicted sentenced",
        "sold": "sold sell exported export",
        "vaccinated": "vaccinated vaccinate inoculated",
    }.items()
}
"""what news tells of things and people, and the words for it; those that one befell are others than those that another did"""
MAY_BE_ONE = frozenset(["moved", "saved"])
"""fates that may befall the same: "rescued" and "evacuated" can be told of one person"""
OF_ALL_KINDS = frozenset(
    ["critical", "dead", "freed", "held", "hurt", "ill", "missing", "saved", "sentenced"]
)
"""fates that befall people of all kinds at once: of 12 dead two can be passengers"""


def fates_of(words: Iterable[str]) -> frozenset[str]:
    """The fates that stems of words tell of."""
    return frozenset(fate for fate, told in _FATES.items() if not told.isdisjoint(words))


def words_for(fates: Iterable[str]) -> frozenset[str]:
    """Stems of all words that news has for fates."""
    return frozenset[str]().union(*(_FATES[fate] for fate in fates))
