import pytest

from claims.decide import Thresholds, combine, flags_of, same_matter, verdict_of
from claims.divergence import FactCheck, Relation
from claims.types import DivergenceType, Flag, Quote, Scores, Stance, Verdict

MODEL = Scores(supports=0.8, refutes=0.1, neutral=0.1)


def check(relation: Relation, kind: DivergenceType = DivergenceType.NUMBER) -> FactCheck:
    return FactCheck(kind, relation, Quote("241", 0, 3), None)


def test_equal_facts_leave_the_model_alone() -> None:
    """Without a difference the scores are the model's."""
    assert combine(MODEL, [check(Relation.EQUAL)], same=True, found=True) == MODEL


def test_a_differing_number_refutes_what_the_model_supports() -> None:
    """On the same matter a wrong number turns "supports" into "refutes", and the scores still add up to 1."""
    scores = combine(MODEL, [check(Relation.DIFFERENT)], same=True, found=True)
    assert scores.best() is Stance.REFUTES
    assert scores.refutes == pytest.approx(0.1 + 0.8 * 0.9 + 0.1 * 0.6)
    assert scores.supports + scores.refutes + scores.neutral == pytest.approx(1.0)


def test_a_difference_on_another_matter_changes_nothing() -> None:
    """Where the evidence shares too few of the claim's words, its figures are of something else."""
    assert combine(MODEL, [check(Relation.DIFFERENT)], same=False, found=False) == MODEL


def test_a_conflict_off_the_matter_is_none() -> None:
    """What a search brings up on the same story does not refute a claim on something else."""
    refuting = Scores(supports=0.05, refutes=0.9, neutral=0.05)
    scores = combine(refuting, [], same=False, found=True)
    assert scores.best() is Stance.NEUTRAL
    assert scores.refutes == pytest.approx(0.18)
    assert combine(refuting, [], same=True, found=True) == refuting
    assert combine(refuting, [], same=False, found=False) == refuting


def test_a_name_that_the_article_lacks_is_not_supported() -> None:
    """What nobody in the article is called cannot be said of it."""
    scores = combine(MODEL, [check(Relation.UNSTATED, DivergenceType.NAME)], same=True, found=True)
    assert scores.best() is Stance.NEUTRAL
    assert scores.supports == pytest.approx(0.16)


def test_a_figure_that_the_sentence_lacks_is_not_supported() -> None:
    """A number or date that is not there turns most of the support into silence, and refutes nothing."""
    scores = combine(MODEL, [check(Relation.UNSTATED, DivergenceType.DATE)], same=True, found=True)
    assert [scores.supports, scores.refutes] == pytest.approx([0.24, 0.1])


def test_thresholds_can_be_set() -> None:
    """Another set of thresholds decides otherwise."""
    trusting = Thresholds(overlooked=0.0, silent=0.0)
    assert (
        combine(MODEL, [check(Relation.DIFFERENT)], same=True, found=True, thresholds=trusting)
        == MODEL
    )


@pytest.mark.parametrize(
    ("overlap", "similarity", "same"),
    [
        (0.5, None, True),
        (0.4, None, False),
        (0.5, 0.3, False),
        (0.5, 0.45, True),
        (0.7, 0.1, True),
        (0.4, 0.5, False),
        (0.4, 0.6, True),
        (0.2, 0.9, False),
    ],
)
def test_the_same_matter_shares_words_or_meaning(
    overlap: float, similarity: float | None, same: bool
) -> None:
    """Two thirds of the claim's words are enough, half of them in a pair that is not far apart, fewer in a close one."""
    assert same_matter(overlap, similarity) is same


def test_what_is_contained_is_not_refuted() -> None:
    """Where the evidence says the claim word for word, the weight of "refutes" goes to "supports"."""
    refuting = Scores(supports=0.2, refutes=0.7, neutral=0.1)
    scores = combine(refuting, [], same=True, found=True, contained=True)
    assert [scores.supports, scores.refutes] == pytest.approx([0.9, 0.0])


def test_equal_scores_choose_caution() -> None:
    """Of equally likely stances neutral comes first, then refutes."""
    assert Scores(0.4, 0.2, 0.4).best() is Stance.NEUTRAL
    assert Scores(0.45, 0.45, 0.1).best() is Stance.REFUTES


@pytest.mark.parametrize(
    ("supporting", "conflicting", "verdict"),
    [
        (0, 0, Verdict.NOT_ENOUGH_EVIDENCE),
        (2, 0, Verdict.SUPPORTED),
        (0, 1, Verdict.REFUTED),
        (3, 1, Verdict.CONFLICTING),
    ],
)
def test_the_verdict_follows_the_origins(
    supporting: int, conflicting: int, verdict: Verdict
) -> None:
    """Both sides make a conflict, one side decides, none decides nothing."""
    assert verdict_of(supporting, conflicting) is verdict


@pytest.mark.parametrize(
    ("origins", "conflicting", "flagged", "flags"),
    [
        (2, 0, [False, True], (Flag.AGREEMENT,)),
        (2, 1, [False, False], (Flag.DIVERGENCE,)),
        (1, 0, [False], (Flag.SINGLE_SOURCE,)),
        (1, 0, [True, True], (Flag.AI_GENERATED, Flag.SINGLE_SOURCE)),
        (0, 0, [], ()),
    ],
)
def test_flags_say_what_to_know(
    origins: int, conflicting: int, flagged: list[bool], flags: tuple[Flag, ...]
) -> None:
    """Agreement needs two origins and no conflict; AI is flagged only when all who say it are marked."""
    assert flags_of(origins, conflicting, flagged) == flags
