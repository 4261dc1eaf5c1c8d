"""Claims on the wire: verified, judged in pairs."""

from datetime import datetime

from pydantic import Field, ValidationInfo, field_validator

from claims.types import DivergenceType, Flag, Stance, Verdict
from service.schemas.articles import SENTENCE, Sentence
from service.schemas.base import Id, Moment, Name, Schema, Statement, refuse_no_time
from service.schemas.provenance import Provenance, Signal

MOST_CLAIM = 2_000
"""code points; a claim is a statement, not an article"""


class Quote(Schema):
    """A verbatim span."""

    text: str = Field(description="The span's words.", examples=["241 passengers"])
    start: int = Field(
        description="First code point of the span in the text that it quotes.", examples=[14]
    )
    end: int = Field(description="Code point behind the span.", examples=[28])


class Divergence(Schema):
    """One difference between a claim and a piece of evidence."""

    type: DivergenceType = Field(description="In what they differ.", examples=["number"])
    claim: Quote = Field(
        description="The span of the claim.",
        examples=[{"text": "241 passengers", "start": 18, "end": 32}],
    )
    evidence: Quote = Field(
        description="The span of the evidence.",
        examples=[{"text": "214 passengers", "start": 14, "end": 28}],
    )
    explanation: str = Field(
        description="One line for a reader.", examples=["241 passengers here, 214 passengers there"]
    )


class FiltersIn(Schema):
    """Which articles may serve as evidence."""

    outlets: list[Name] = Field(
        default_factory=list,
        max_length=100,
        description="Only these outlets.",
        examples=[["gazette.example"]],
    )
    published_after: Moment | None = Field(
        default=None, description="Published at this time or later.", examples=["2026-03-01"]
    )
    published_before: Moment | None = Field(
        default=None, description="Published before this time.", examples=["2026-04-01"]
    )

    @field_validator("published_before")
    @classmethod
    def _later(cls, before: Moment | None, given: ValidationInfo) -> Moment | None:
        refuse_no_time(given.data.get("published_after"), before)
        return before

    exclude_articles: list[Id] = Field(
        default_factory=list,
        max_length=1000,
        description="Not these articles.",
        examples=[["gazette-0412"]],
    )


class VerifyIn(Schema):
    """A claim to verify."""

    claim: Statement = Field(
        max_length=MOST_CLAIM,
        description="One statement that can be true or false.",
        examples=["The ferry carried 241 passengers."],
    )
    as_of: Moment | None = Field(
        default=None,
        description="When the claim was made; resolves “last year” and “Monday”.",
        examples=["2026-03-11"],
    )
    filters: FiltersIn | None = Field(
        default=None,
        description="Which articles may serve as evidence.",
        examples=[{"outlets": ["gazette.example"]}],
    )
    limit: int = Field(
        default=10,
        strict=True,
        ge=1,
        le=100,
        description="Most entries of each list.",
        examples=[10],
    )


class Attribution(Schema):
    """Who says so."""

    speaker: str = Field(description="The person or body.", examples=["the coastguard"])
    cue: str = Field(description="The word that says it.", examples=["said"])


class Evidence(Schema):
    """A sentence that was judged against the claim."""

    article_id: str = Field(description="Its article.", examples=["gazette-0412"])
    outlet: str = Field(description="The article's outlet.", examples=["gazette.example"])
    url: str | None = Field(
        description="Where it was published.", examples=["https://gazette.example/ferry"]
    )
    published_at: datetime | None = Field(
        description="When it was published.", examples=["2026-03-10T18:20:00Z"]
    )
    sentence: Sentence = Field(
        description="The sentence.",
        examples=[SENTENCE],
    )
    context: str = Field(
        description="The sentence before it.", examples=["The ferry ran aground on Tuesday."]
    )
    stance: Stance = Field(description="What it says of the claim.", examples=["refutes"])
    score: float = Field(description="Probability of the stance, 0 to 1.", examples=[0.94])
    similarity: float = Field(description="Cosine of claim and sentence, -1 to 1.", examples=[0.81])
    divergences: list[Divergence] = Field(
        description="In what they differ, when they conflict.", examples=[[]]
    )
    attribution: Attribution | None = Field(
        description="Who says so, when it was read.", examples=[None]
    )
    provenance: Provenance = Field(
        description="Where the article's text comes from.",
        examples=[
            {
                "status": "none",
                "ai_probability": None,
                "flagged": False,
                "signals": [],
                "derived_from": [],
                "steps": [],
            }
        ],
    )
    marked_by: Signal | None = Field(
        default=None,
        description="The strongest signal that marks the sentence, or all of its article, as made by a machine; null where none does.",
        examples=[None],
    )
    origin: str = Field(
        description="The article that it was first reported in.", examples=["wire-77"]
    )
    overtaken: bool = Field(
        default=False,
        description="Whether it is an older figure than the claim's, which has moved since; it has no part in the verdict.",
        examples=[False],
    )


class IndependentSources(Schema):
    """Origins, not copies, on each side; those that are reports of one outlet are one."""

    supporting: int = Field(description="Origins that support the claim.", examples=[0])
    conflicting: int = Field(description="Origins that conflict with it.", examples=[2])


class Model(Schema):
    """A model that had a part in a verdict."""

    name: str = Field(description="What it is called.", examples=["crosscheck-stance"])
    digest: str = Field(
        description="SHA-256 over its weights and the precision they are multiplied in.",
        examples=["9f" * 32],
    )


SNAPSHOT = (
    "The state of the corpus that was asked: it counts every change, removals and corrections too."
)
MODELS = [{"name": "crosscheck-stance", "digest": "9f" * 32}]
THRESHOLDS = {"stance": 0.5, "related": 0.3, "candidates": 60}


class PriorCheck(Schema):
    """What others found of the same claim."""

    id: str = Field(description="The fact check.", examples=["k-5f2c9e0a71b34d88"])
    claim: str = Field(
        description="The claim as they worded it.", examples=["The ferry had 241 passengers."]
    )
    rating: str = Field(description="What they found, in their words.", examples=["Mostly false"])
    author: str = Field(description="Who checked it.", examples=["Skerrow Facts"])
    url: str = Field(description="Where they tell it.", examples=["https://facts.example/241"])
    published_at: datetime | None = Field(
        description="When they told it.", examples=["2026-03-12T09:00:00Z"]
    )
    similarity: float = Field(description="Cosine of both claims, -1 to 1.", examples=[0.93])
    stance: Stance = Field(
        description="`supports` where your claim says what was checked, `refutes` where it says the opposite, so that the rating "
        "speaks for it.",
        examples=["supports"],
    )


class VerifyOut(Schema):
    """The verdict on a claim."""

    claim: str = Field(
        description="The claim, without characters that cannot be seen.",
        examples=["The ferry carried 241 passengers."],
    )
    verdict: Verdict = Field(description="What all the evidence says of it.", examples=["refuted"])
    confidence: float = Field(
        description="How sure that is, 0 to 1; where `judged` is 0 it tells nothing.",
        examples=[0.94],
    )
    flags: list[Flag] = Field(
        description="What to know of the claim at a glance.", examples=[["divergence"]]
    )
    independent_sources: IndependentSources = Field(
        description="Origins on each side.", examples=[{"supporting": 0, "conflicting": 2}]
    )
    supporting: list[Evidence] = Field(description="Evidence for it, best first.", examples=[[]])
    conflicting: list[Evidence] = Field(
        description="Evidence against it, best first.", examples=[[]]
    )
    related: list[Evidence] = Field(
        description="Sentences on the matter that take no side, closest first.", examples=[[]]
    )
    circular_support: bool = Field(
        description="Whether, of the articles looked at, only texts marked as AI say it and none of them rests on a human text.",
        examples=[False],
    )
    judged: int = Field(
        description="Sentences that were judged, whatever they say; with none the verdict is without any reading.",
        examples=[41],
    )
    fact_checks: list[PriorCheck] = Field(
        default_factory=list,
        description="Fact checks of others on the same claim, surest first. They are no evidence: the verdict is without them.",
        examples=[[]],
    )
    snapshot: str = Field(description=SNAPSHOT, examples=["r7"])
    models: list[Model] = Field(description="What made the verdict.", examples=[MODELS])
    thresholds: dict[str, float] = Field(
        description="Where the lines were drawn.", examples=[THRESHOLDS]
    )


class PairIn(Schema):
    """A claim and a piece of evidence."""

    claim: Statement = Field(
        max_length=MOST_CLAIM,
        description="The claim; offsets count without characters that cannot be seen.",
        examples=["The ferry carried 241 passengers."],
    )
    evidence: Statement = Field(
        max_length=20_000,
        description="What to judge it by; offsets count as in the claim.",
        examples=["The ferry carried 214 passengers."],
    )
    claim_date: Moment | None = Field(
        default=None, description="When the claim was made.", examples=["2026-03-11"]
    )
    evidence_date: Moment | None = Field(
        default=None, description="When the evidence was written.", examples=["2026-03-10"]
    )


class StanceIn(Schema):
    """Pairs to judge."""

    pairs: list[PairIn] = Field(
        min_length=1,
        max_length=256,
        description="1 to 256 pairs.",
        examples=[
            [
                {
                    "claim": "The ferry carried 241 passengers.",
                    "evidence": "The ferry carried 214 passengers.",
                }
            ]
        ],
    )


class StanceScores(Schema):
    """Probabilities that add up to 1."""

    supports: float = Field(
        description="Probability that the evidence supports the claim.", examples=[0.04]
    )
    refutes: float = Field(description="Probability that it refutes it.", examples=[0.94])
    neutral: float = Field(description="Probability that it says nothing of it.", examples=[0.02])


class StanceResult(Schema):
    """The stance of one pair."""

    stance: Stance = Field(description="The likeliest stance.", examples=["refutes"])
    scores: StanceScores = Field(
        description="Model and facts together.",
        examples=[{"supports": 0.04, "refutes": 0.94, "neutral": 0.02}],
    )
    model: StanceScores = Field(
        description="The model alone, before the facts were compared.",
        examples=[{"supports": 0.6, "refutes": 0.38, "neutral": 0.02}],
    )
    divergences: list[Divergence] = Field(
        description="In what they differ, when they conflict.", examples=[[]]
    )


class StanceOut(Schema):
    """One result a pair, in the order sent."""

    results: list[StanceResult] = Field(description="One entry a pair.", examples=[[]])
