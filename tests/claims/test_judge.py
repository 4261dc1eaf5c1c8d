from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from claims.divergence import Relation, differences
from claims.judge import hold, readable, shows_conflict
from claims.stance import Probabilities
from claims.types import DivergenceType, Pair, Stance
from service.engine import Engine
from tests.parts import WORD_JUDGE, WordStance

MONDAY = datetime(2025, 11, 17, tzinfo=UTC)


def test_a_wrong_number_refutes_though_the_model_supports() -> None:
    """Both inputs stay visible: the model's scores and what the facts made of them."""
    judgement = WORD_JUDGE.judge(
        [Pair("The ferry carried 241 people.", "The ferry carried 214 people.")]
    )[0]
    assert judgement.model.best() is Stance.SUPPORTS
    assert judgement.stance is Stance.REFUTES
    assert [d.type for d in judgement.divergences] == [DivergenceType.NUMBER]


class Contrary(WordStance):
    """Refutes whatever it is asked."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """One row a pair."""
        return np.asarray([(0.02, 0.95, 0.03)] * len(pairs), dtype=np.float32)


class Certain(WordStance):
    """Supports whatever it is asked."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """One row a pair."""
        return np.asarray([(0.96, 0.02, 0.02)] * len(pairs), dtype=np.float32)


@pytest.mark.parametrize(
    ("claim", "evidence", "stance"),
    [
        ("It employs 1.2 million people.", "It employs 1,200,000 people.", Stance.SUPPORTS),
        ("The tunnel is 1.2 km long.", "The tunnel is 1,200 metres long.", Stance.SUPPORTS),
        ("The tunnel is 1.2 km long.", "The tunnel is 1,500 metres long.", Stance.REFUTES),
        ("Some 12 sat and 30 stood.", "Some 30 sat and 12 stood.", Stance.REFUTES),
        ("It employs 1.2 million people.", "It feeds 1,200,000 people.", Stance.REFUTES),
    ],
)
def test_the_same_figure_in_another_notation_is_no_conflict(
    claim: str, evidence: str, stance: Stance
) -> None:
    """Where all other words are the same and in the same order, a model that refutes is wrong."""
    judge = replace(WORD_JUDGE, model=Contrary())
    (judgement,) = judge.judge([Pair(claim, evidence)])
    assert judgement.stance is stance
    ways = Pair(claim, evidence), Pair(evidence, claim)
    (mutual,) = judge.judge_both_ways([ways], [0.9])
    assert (mutual.scores.refutes > 0) is (stance is Stance.REFUTES)


class Silent(WordStance):
    """A model that must not be asked."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """Nothing, of no pair."""
        assert not pairs
        return np.zeros((0, 3), dtype=np.float32)


@pytest.mark.parametrize(
    ("one", "other", "stance", "told"),
    [
        ("The tunnel is 1.2 km long.", "The tunnel is 1,200 metres long.", Stance.SUPPORTS, []),
        ("The council met on Monday.", "The council met on November 17.", Stance.SUPPORTS, []),
        ("The ferry took 214 people.", "The ferry took 241 people.", Stance.REFUTES, ["214 here, 241 there"]),
    ],
)  # fmt: skip
def test_of_the_same_words_but_for_figures_and_days_no_model_is_asked(
    one: str, other: str, stance: Stance, told: list[str]
) -> None:
    """The same figure or day in another notation is the same, and another figure is a conflict, for sure."""
    ways = Pair(one, other, MONDAY, MONDAY), Pair(other, one, MONDAY, MONDAY)
    (mutual,) = replace(WORD_JUDGE, model=Silent()).judge_both_ways([ways], [0.9])
    assert mutual.scores.of(stance) == 1.0
    assert [divergence.explanation for divergence in mutual.divergences] == told


@pytest.mark.parametrize(
    ("claim", "written"),
    [
        ("The council of Varn met on November 17.", datetime(2026, 11, 18, tzinfo=UTC)),
        ("The council of Varn met on November 16.", MONDAY),
        ("The council of Varn met on November 17 2024.", MONDAY),
    ],
)
def test_the_same_words_about_another_day_bear_nothing_out(claim: str, written: datetime) -> None:
    """A meeting of last year is none of this year, however alike the words are."""
    evidence = "The council of Varn met on November 17 and approved the budget."
    model = Certain()
    same = Pair("The council of Varn met on November 17.", evidence, MONDAY, MONDAY)
    other = Pair(claim, evidence, written, MONDAY)
    there, elsewhere = replace(WORD_JUDGE, model=model).judge([same, other])
    assert there.stance is Stance.SUPPORTS
    assert elsewhere.scores.supports == 0.0


def test_a_figure_that_shows_a_conflict_counts_for_what_both_ways_say() -> None:
    """Then the learned weights of two statements are not asked, but the mean of what each says of the other is."""
    ways = (
        Pair("The ferry carried 241 people.", "The ferry carried 214 people in June."),
        Pair("The ferry carried 214 people in June.", "The ferry carried 241 people."),
    )
    combination = replace(WORD_JUDGE.combination, aligned={"bias": (9.0, 0.0)})
    judge = replace(WORD_JUDGE, combination=combination)
    (mutual,) = judge.judge_both_ways([ways], [0.9])
    there, back = (judgement.scores.refutes for judgement in judge.judge(ways))
    assert mutual.scores.refutes == pytest.approx((there + back) / 2)
    assert mutual.divergences[0].explanation == "241 here, 214 there"
    same = Pair("A ferry left.", "The ferry left."), Pair("The ferry left.", "A ferry left.")
    assert judge.judge_both_ways([same], [0.9])[0].scores.supports > 0.99


def test_what_one_calls_false_conflicts_whatever_is_learned() -> None:
    """Two statements of which one calls the other false are no agreement, and their conflict is a negation."""
    said = "The flood gates were left open."
    denied = "The claim that the flood gates were left open is false."
    combination = replace(WORD_JUDGE.combination, aligned={"bias": (0.0, -9.0)})
    judge = replace(WORD_JUDGE, combination=combination)
    (mutual,) = judge.judge_both_ways([(Pair(said, denied), Pair(denied, said))], [0.9])
    assert mutual.scores.best() is Stance.REFUTES
    assert [found.type for found in mutual.divergences] == [DivergenceType.NEGATION]


@pytest.mark.parametrize(("pull", "stance"), [(0.5, Stance.NEUTRAL), (1.2, Stance.REFUTES)])
def test_a_conflict_that_no_fact_shows_must_be_likely(pull: float, stance: Stance) -> None:
    """What is likelier a conflict than anything else, but not by far, is neither that nor the same."""
    combination = replace(WORD_JUDGE.combination, aligned={"bias": (-0.9, pull)})
    ways = Pair("A ferry left.", "The ferry left."), Pair("The ferry left.", "A ferry left.")
    (mutual,) = replace(WORD_JUDGE, combination=combination).judge_both_ways([ways], [0.9])
    assert mutual.scores.best() is stance


class OneWay(WordStance):
    """Supports by what speaks of a ferry, and refutes by the rest."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """One row a pair."""
        rows = [(0.97, 0.01, 0.02) if "ferry" in e else (0.01, 0.98, 0.01) for e, _ in pairs]
        return np.asarray(rows, dtype=np.float32)


@pytest.mark.parametrize("pull", [0.0, 9.0])
def test_two_do_not_say_the_same_where_one_refutes_the_other_or_it_is_less_likely_than_not(
    pull: float,
) -> None:
    """Whatever is learned of two statements: what is surely refuted, or doubtful, agrees with nothing."""
    aligned = {"bias": (pull, -9.0)}
    combination = replace(WORD_JUDGE.combination, aligned=aligned, given={"bias": (-1.0, -1.0), "model_supports": (1.0, 0.0), "model_refutes": (0.0, 1.0)})  # fmt: skip
    ways = Pair("A boat left.", "The ferry left."), Pair("The ferry left.", "A boat left.")
    for model, doubted in ((OneWay(), True), (Certain(), pull == 0.0)):
        judge = replace(WORD_JUDGE, model=model, combination=combination)
        (mutual,) = judge.judge_both_ways([ways], [0.9])
        assert (mutual.scores.supports == 0.0) is doubted


@pytest.mark.parametrize(("other", "supports"), [("Roughly 1,900 boats left the old port.", 0.0), ("The old port saw 2,400 boats leave.", 0.99)])  # fmt: skip
def test_two_whose_figures_differ_both_ways_do_not_say_the_same(
    other: str, supports: float
) -> None:
    """A model that hears the same in both does not make an agreement of two figures."""
    one = "Some 2,400 boats left the old port."
    combination = replace(WORD_JUDGE.combination, aligned={"bias": (9.0, -9.0)}, given={"bias": (3.0, 0.0)})  # fmt: skip
    judge = replace(WORD_JUDGE, model=Certain(), combination=combination)
    (mutual,) = judge.judge_both_ways([(Pair(one, other), Pair(other, one))], [0.9])
    assert mutual.scores.supports >= supports
    assert (mutual.scores.supports == 0.0) is (supports == 0.0)


def test_monday_is_the_date_it_was() -> None:
    """With the evidence's date a weekday agrees with its day and conflicts with another."""
    evidence = "The ministry proposed the talks on Monday."
    right, wrong = WORD_JUDGE.judge(
        [
            Pair("The ministry proposed the talks on November 17.", evidence, evidence_date=MONDAY),
            Pair("The ministry proposed the talks on November 19.", evidence, evidence_date=MONDAY),
        ]
    )
    assert (right.stance, right.divergences) == (Stance.SUPPORTS, ())
    assert wrong.stance is Stance.REFUTES
    assert wrong.divergences[0].explanation == "19 November 2025 here, 17 November 2025 there"


@pytest.mark.parametrize("day", [16, 19])
def test_undated_evidence_has_no_yesterday(day: int) -> None:
    """The claim's date does not tell when the evidence was written: its "yesterday" neither agrees with a day nor differs."""
    claim = f"The ministry proposed the talks on November {day}."
    evidence = "The ministry proposed the talks yesterday."
    undated = hold(Pair(claim, evidence, claim_date=MONDAY)).checks
    dated = hold(Pair(claim, evidence, claim_date=MONDAY, evidence_date=MONDAY)).checks
    assert [check.relation for check in undated] == [Relation.UNSTATED]
    assert dated[0].relation is (Relation.EQUAL if day == 16 else Relation.DIFFERENT)


def test_an_undated_claim_is_of_today_only_where_somebody_posts_it() -> None:
    """What stands in an undated article does not count from the day of its evidence."""
    pair = Pair(
        "The ministry proposed the talks yesterday.",
        "The ministry proposed the talks on November 3.",
        evidence_date=MONDAY,
    )
    assert [check.relation for check in hold(pair).checks] == [Relation.DIFFERENT]
    assert hold(replace(pair, posted=False)).claim.dates == ()


def test_a_name_that_the_article_lacks_takes_the_support_away() -> None:
    """With an article behind the evidence a name is looked for in it; without one it may stand right before."""
    pair = Pair(
        "Then Nordlink offered to host the public talks.", "She offered to host the public talks."
    )
    assert WORD_JUDGE.judge([pair])[0].stance is Stance.SUPPORTS
    behind = Pair(pair.claim, pair.evidence, background="The minister of Kelland spoke.")
    assert WORD_JUDGE.judge([behind])[0].stance is Stance.NEUTRAL


@pytest.mark.parametrize(
    ("claim", "evidence", "context", "stance"),
    [
        ("Ivo Strand said the budget was balanced.", "Strand said the budget was balanced.", "", Stance.SUPPORTS),
        ("Lena Hartwig said the budget was balanced.", "Strand said the budget was balanced.", "", Stance.NEUTRAL),
        ("Ivo Strand said the budget was balanced.", "He said the budget was balanced.", "It rained, Ivo Strand said.", Stance.SUPPORTS),
        ("Lena Hartwig said the budget was balanced.", "He said the budget was balanced.", "It rained, Ivo Strand said.", Stance.NEUTRAL),
        ("Lena Hartwig said the budget was balanced.", "The budget was balanced, Strand said, as Hartwig listened.", "", Stance.SUPPORTS),
    ],
)  # fmt: skip
def test_what_another_says_bears_nothing_out(
    claim: str, evidence: str, context: str, stance: Stance
) -> None:
    """The source of a claim must be the evidence's, unless the evidence speaks of both."""
    behind = "The finance minister, Ivo Strand, met Governor Lena Hartwig of Anders."
    (judgement,) = WORD_JUDGE.judge([Pair(claim, evidence, context=context, background=behind)])
    assert judgement.stance is stance


@pytest.mark.parametrize(
    ("claim", "evidence", "day", "restated"),
    [
        ("It is open, the clinic said on Monday.", "It is open, the clinic said on Tuesday.", 18, True),
        ("It opened on Friday, Ann Lee said on Monday.", "It opened on Friday, Ann Lee said on Tuesday.", 18, True),
        ("It is open, the clinic said on Monday.", "It is open, the clinic said on Tuesday.", 17, False),
        ("It opened on Monday, the clinic said.", "It opened on Tuesday, the clinic said.", 18, False),
        ("It has 42 beds, the clinic said on Monday.", "It has 43 beds, the clinic said on Tuesday.", 18, False),
        ("It is open, the clinic said on Monday.", "It is open, the clinic said.", 18, False),
    ],
)  # fmt: skip
def test_what_a_source_says_again_on_another_day_is_the_same(
    claim: str, evidence: str, day: int, restated: bool
) -> None:
    """The report of the next day has it said on its own day; of two reports of one day one is wrong, and so is another day of the deed."""
    written = datetime(2025, 11, day, tzinfo=UTC)
    assert hold(Pair(claim, evidence, MONDAY, written)).is_restated is restated


SAID = "“We were told in writing that the papers were in order,”"
SPOKE = (
    "Karin Roth, Dynamo's lawyer, spoke, and so did Mayor Lena Holm and the chairman, Pavel Sand."
)


@pytest.mark.parametrize(
    ("claim", "evidence", "requoted"),
    [
        (f"{SAID} Dynamo's lawyer said.", f"{SAID} Roth said.", True),
        ("“The papers were in order,” the lawyer said.", f"{SAID} Roth said.", True),
        (f"{SAID} the mayor said.", f"{SAID} Roth said.", False),
        (f"{SAID} Dynamo's lawyer said.", f"{SAID} Dynamo's chairman said.", False),
        ("“The papers were never in order,” the lawyer said.", f"{SAID} Roth said.", False),
        (f"{SAID} the lawyer said.", f"Roth denied having said {SAID[:-2]}.”", False),
        ("The lawyer, who leaves the club after nine years in May, said “it is over now”.", "“It is over now,” Roth said.", False),
    ],
)  # fmt: skip
def test_a_quotation_is_that_of_who_is_named_in_the_article(
    claim: str, evidence: str, *, requoted: bool
) -> None:
    """Told by the office here and by the name there it is one, word for word and from one mouth."""
    assert hold(Pair(claim, evidence, background=SPOKE)).is_requoted is requoted


@pytest.mark.model
def test_a_quotation_from_one_mouth_refutes_nothing(real_engine: Engine) -> None:
    """Though the model takes a name for another person than an office; from two mouths it still does."""
    pairs = [
        Pair(f"{SAID} {speaker} said.", f"{SAID} Roth said.", background=SPOKE, similarity=0.8)
        for speaker in ("Dynamo's lawyer", "Mayor Holm")
    ]
    same, other = real_engine.judge.judge(pairs)
    assert (same.stance, same.scores.refutes, other.stance) == (Stance.SUPPORTS, 0, Stance.REFUTES)


def test_a_former_office_that_one_text_calls_so_shows_no_conflict() -> None:
    """Two of another field do; "former" is left out as often as not."""
    claim = "Justice minister Ann Lee left."
    shown = {
        evidence: any(
            shows_conflict(found) for found in differences(hold(Pair(claim, evidence)).checks)
        )
        for evidence in (
            "Former justice minister Ann Lee left.",
            "Ann Lee, justice minister until 2022, left.",
            "Health minister Ann Lee left.",
        )
    }
    assert list(shown.values()) == [False, False, True]


def test_a_sentence_that_leans_on_the_one_before_is_read_with_it() -> None:
    """A pronoun takes the sentence before along, a full statement does not."""
    assert (
        readable(Pair("c", "He resigned.", context="The mayor spoke."))
        == "The mayor spoke. He resigned."
    )
    assert readable(Pair("c", "The mayor resigned.", context="It rained.")) == "The mayor resigned."
    assert readable(Pair("c", "He resigned.")) == "He resigned."


@pytest.mark.model
@pytest.mark.parametrize(
    ("claim", "evidence", "stance"),
    [
        (
            "The ferry carried 241 passengers.",
            "The ferry, which carried 214 passengers, ran aground.",
            Stance.REFUTES,
        ),
        (
            "There were 214 people on the ferry.",
            "The ferry carried 214 passengers.",
            Stance.SUPPORTS,
        ),
        (
            "The operator admitted the failure.",
            "The operator denied that there had been a failure.",
            Stance.REFUTES,
        ),
    ],
)
def test_the_shipped_judge_on_plain_news(
    real_engine: Engine, claim: str, evidence: str, stance: Stance
) -> None:
    """Numbers, rewordings and denials are told as an editor would."""
    assert real_engine.judge.judge([Pair(claim, evidence)])[0].stance is stance


@pytest.mark.model
@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        (
            "House prices in Anders rose in February.",
            "House prices in Anders fell by a little in February, the statistics office said.",
        ),
        (
            "The bus drivers' strike in Skerrow has ended.",
            "The bus drivers' strike in Skerrow continues, the union said.",
        ),
        ("The council opened the bridge on Monday.", "The council closed the bridge on Monday."),
        (
            "Shares of the bank rose 5 percent on Friday.",
            "Shares of the bank fell 5 percent on Friday.",
        ),
        (
            "Parliament approved the budget on Thursday.",
            "Parliament rejected the budget on Thursday.",
        ),
        (
            "The shipyard hired 200 workers this year.",
            "The shipyard dismissed 200 workers this year.",
        ),
        (
            "Anders won the final in Port Skerrow.",
            "Anders lost the final in Port Skerrow, beaten on penalties.",
        ),
        (
            "The finance minister supports the tax on second homes.",
            "The finance minister opposes the tax on second homes.",
        ),
        (
            "Unemployment in Kelland increased in March.",
            "Unemployment in Kelland declined in March to a record low.",
        ),
        (
            "The former mayor was convicted of fraud.",
            "The former mayor was acquitted of fraud on Tuesday.",
        ),
        (
            "The museum will reopen in May.",
            "The museum will stay shut until the autumn, the director said.",
        ),
        (
            "The airline cut its fares to the islands.",
            "The airline raised its fares to the islands by a tenth.",
        ),
        (
            "Government troops entered the town of Tarn.",
            "Government troops left the town of Tarn before dawn.",
        ),
        (
            "Schools in the north stayed open on Friday.",
            "Schools in the north were closed on Friday because of the snow.",
        ),
        ("The union accepted the employers' offer.", "The union turned down the employers' offer."),
        (
            "The captain admitted that he had been drinking.",
            "The captain denied that he had been drinking.",
        ),
        ("Ticket sales doubled last year.", "Ticket sales halved last year, the theatre said."),
        ("The missing hikers were found alive.", "The missing hikers were found dead on Sunday."),
    ],
)
def test_the_opposite_in_like_words_supports_nothing(
    real_engine: Engine, claim: str, evidence: str
) -> None:
    """A sentence that a search finds close to the claim and that says the contrary is no support."""
    found = Pair(claim, evidence, background=evidence, similarity=0.85)
    assert real_engine.judge.judge([found])[0].stance is not Stance.SUPPORTS


def test_a_pair_without_a_chance_is_known_before_the_model_is_asked() -> None:
    """Where the article lacks the claim's name no model could bring the pair to a side."""
    hopeless = Pair(
        "Then Nordlink offered to host the public talks.",
        "She offered to host the public talks.",
        background="The minister of Kelland spoke.",
    )
    plain = Pair("The ferry carried 241 people.", "The ferry carried 214 people.")
    assert WORD_JUDGE.sift([hopeless, plain]) == [False, True]


def test_what_may_well_take_a_side_is_read_both_ways() -> None:
    """Only of a pair that a search found, and that stands close to a side, the model also reads the evidence by the claim."""
    likely = Pair("The ferry carried 241 people.", "The ferry carried 214 people.")
    found = replace(likely, background=likely.evidence)
    silent = Pair("The mayor resigned.", "It rained.", background="It rained.")
    reads = WORD_JUDGE.read([likely, found, silent])
    assert [read.back is not None for read in reads] == [False, True, False]
    longer = Pair("The ferry left.", "The ferry left and the crowd went home in the rain.")
    (read,) = WORD_JUDGE.read([replace(longer, background=longer.evidence)])
    assert read.back is not None
    assert (read.model.best(), read.back.best()) == (Stance.SUPPORTS, Stance.NEUTRAL)
    assert {name: read.signals[name] > 0 for name in ("back", "back_supports")} == {
        "back": True,
        "back_supports": False,
    }


def test_the_hour_of_a_text_tells_whether_it_may_be_tomorrow() -> None:
    """A weekday in an article of a late hour by UTC may be that of the next day, and is no conflict then."""
    text = "The mayor resigned on Wednesday."
    wednesday = datetime(2026, 3, 11, 8, tzinfo=UTC)
    assert [
        hold(Pair(text, text, wednesday, datetime(2026, 3, 10, hour, tzinfo=UTC)))
        .checks[0]
        .relation
        for hour in (9, 22)
    ] == [Relation.DIFFERENT, Relation.EQUAL]
