"""The nouns of a verdict: stance, divergence, evidence, comparison, provenance."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from index.outlets import key_of
from index.types import Article, FactCheck, Sentence


class Stance(StrEnum):
    """What one sentence says of one claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEUTRAL = "neutral"


class Verdict(StrEnum):
    """What all the evidence says of a claim; the four labels of AVeriTeC (Schlichtkrull et al. 2023)."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    CONFLICTING = "conflicting"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


class DivergenceType(StrEnum):
    """In what two texts on one claim differ."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    NAME = "name"
    ROLE = "role"
    NEGATION = "negation"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    OTHER = "other"


class Flag(StrEnum):
    """What an editor should know of a claim at a glance."""

    AGREEMENT = "agreement"
    DIVERGENCE = "divergence"
    AI_GENERATED = "ai_generated"
    SINGLE_SOURCE = "single_source"
    SUPERSEDED = "superseded"


class CellStance(StrEnum):
    """What an article says of the claim of a row."""

    ASSERTS = "asserts"
    CONTRADICTS = "contradicts"
    SILENT = "silent"


class ProvenanceStatus(StrEnum):
    """How much is known of where a text comes from, the strongest first; `undetermined` is what cannot be told."""

    SIGNED = "signed"
    DECLARED = "declared"
    INFERRED = "inferred"
    NONE = "none"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Quote:
    """A verbatim span: `text == whole[start:end]`, in code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Divergence:
    """One difference between a claim and a piece of evidence, with both spans and what a reader is told of each."""

    type: DivergenceType
    claim: Quote
    evidence: Quote
    here: str = ""
    """what stands in the claim; empty where something stands in the evidence only, or nothing can be named"""
    there: str = ""
    """what stands in the evidence"""
    guessed: bool = False
    """whether it is but the likeliest explanation of a conflict, which no fact shows"""

    @property
    def explanation(self) -> str:
        """One line for a reader."""
        if self.here and self.there:
            return f"{self.here} here, {self.there} there"
        if self.here or self.there:
            return f"{self.here} here, not there" if self.here else f"{self.there} there, not here"
        if self.type is DivergenceType.NEGATION:
            return "one denies what the other says"
        return "the two statements cannot both be true"

    def turned(self) -> "Divergence":
        """The same seen from the other side: what was the claim is now the evidence."""
        return replace(
            self, claim=self.evidence, evidence=self.claim, here=self.there, there=self.here
        )


@dataclass(frozen=True)
class Scores:
    """Probabilities of the three stances; each 0 to 1, together 1."""

    supports: float
    refutes: float
    neutral: float

    def best(self) -> Stance:
        """The likeliest stance; of equals the more cautious one: neutral, then refutes."""
        order = (
            (self.neutral, Stance.NEUTRAL),
            (self.refutes, Stance.REFUTES),
            (self.supports, Stance.SUPPORTS),
        )
        return max(order, key=lambda pair: pair[0])[1]

    def of(self, stance: Stance) -> float:
        """The probability of one stance."""
        return {
            Stance.SUPPORTS: self.supports,
            Stance.REFUTES: self.refutes,
            Stance.NEUTRAL: self.neutral,
        }[stance]


@dataclass(frozen=True)
class Covered:
    """How much of a claim is spoken of where a search found a sentence: `claims.coverage` measures it."""

    by_sentence: float
    """share of the claim, 0 to 1"""
    by_article: float
    """the same of the passage of its article that speaks of most"""
    behind: float
    """`by_article` less that of the article which speaks of most; at most 0"""
    farther: float
    """the cosine of the article's closest sentence less that of the closest of all; at most 0"""


@dataclass(frozen=True)
class Pair:
    """A claim and a piece of evidence to be judged together.

    Dates resolve "Monday" and "last year"; a posted claim without one is made on what is at hand, and takes the evidence's.
    """

    claim: str
    evidence: str
    claim_date: datetime | None = None
    evidence_date: datetime | None = None
    context: str = ""
    """what stands before the evidence and may be needed to understand it"""
    background: str = ""
    """the article that a search found the evidence in, title and text; empty where evidence is given with its claim.

    A name that stands nowhere in it is not meant, and evidence that was found has weights of its own in the combination.
    """
    similarity: float | None = None
    """the cosine of both, -1 to 1, where it is known"""
    covered: Covered | None = None
    """how much of the claim is spoken of there; None of evidence given with its claim"""
    posted: bool = True
    """whether somebody asks it of us; False of a claim that stands in an article, whose day is its own, known or not"""
    kinship: float | None = None
    """how alike the articles are that claim and evidence stand in, about 0 to 1; None where the claim stands in none"""


@dataclass(frozen=True)
class Judgement:
    """The stance of a pair, the model's own scores, and the differences found; both inputs stay visible."""

    scores: Scores
    model: Scores
    divergences: tuple[Divergence, ...] = ()

    @property
    def stance(self) -> Stance:
        """The likeliest stance."""
        return self.scores.best()


class Finding(StrEnum):
    """What one step of the ladder found out about the text."""

    AI = "ai"
    ASSISTED = "assisted"
    NO_AI = "no_ai"
    UNSTATED = "unstated"
    IMAGE = "image"
    UNVERIFIED = "unverified"
    BROKEN = "broken"
    UNDETERMINED = "undetermined"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Signal:
    """One statement or trace of a text's origin, where it stood, and what it covers."""

    kind: str
    """`signature`, `disclosure` (somebody says that a machine was involved), `inference` or `characters`"""
    method: str
    """how it was seen: `phrase`, `byline`, `schema.org`, `microdata`, `meta`, `attribute`, `header`, `ninjs`, a form of C2PA,
    `detector`, or the kind of characters"""
    scope: str
    """`article`, `text`, `section` or `image`"""
    value: str
    start: int | None = None
    end: int | None = None
    covers: tuple[int, int] | None = None
    """the code points of the section that a `section` signal speaks of"""
    ai: bool = False
    """whether it marks what it speaks of as made by a machine"""
    sent_start: int | None = None
    """first code point in the text as it was sent, of what reading has taken out"""
    sent_end: int | None = None


@dataclass(frozen=True)
class Step:
    """A step of the ladder: what it found, and all that it saw."""

    status: ProvenanceStatus
    finding: Finding
    signals: tuple[Signal, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the step says something of the text that can be relied on as far as its kind goes."""
        return self.finding in (Finding.AI, Finding.ASSISTED, Finding.NO_AI, Finding.UNSTATED)


@dataclass(frozen=True)
class ErrorRate:
    """How often a thing went wrong: the share, its 95 % interval (Wilson 1927), each 0 to 1, and of how many."""

    rate: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Window:
    """A run of sentences, `start` to `end` in code points, and the probability that a machine wrote it."""

    start: int
    end: int
    words: int
    ai_probability: float


@dataclass(frozen=True)
class Detection:
    """What the detector saw, from which probability it flags, and how often it is wrong there."""

    model: str
    threshold: float
    """probability from which an article is flagged"""
    section_threshold: float
    """probability from which a window is"""
    false_positives: ErrorRate
    """human articles that are flagged at these thresholds, whole or in part"""
    windows: tuple[Window, ...] = ()
    undetermined: str | None = None
    """why there is no answer, where there is none"""


@dataclass(frozen=True)
class Derivation:
    """Another article that this one was taken from, or shares a text with; `share` of its words, 0 to 1."""

    article_id: str
    share: float
    mode: str
    """`copy` or `rewrite`"""
    direction_known: bool = True
    """whether anything tells that this one took from the other, and not the other from it or both from a third"""
    agency: str | None = None
    """the agency that both credit where neither credits the other: each may have it from there"""

    @property
    def untold(self) -> bool:
        """Whether nothing tells where either has it from."""
        return not self.direction_known and self.agency is None

    @property
    def relation(self) -> str:
        """What it is to the other article, in words that stand before its name."""
        if self.direction_known:
            return f"{self.mode} of"
        return "same text as" if self.mode == "copy" else "same report in other words as"

    @property
    def caveat(self) -> str:
        """Why it is not said to be taken from the other; empty where it is."""
        if self.direction_known:
            return ""
        return f"both credit {self.agency}" if self.agency else "who took it is not known"


@dataclass(frozen=True)
class Provenance:
    """Where a text comes from, as far as it says or shows."""

    status: ProvenanceStatus
    flagged: bool
    signals: tuple[Signal, ...] = ()
    ai_probability: float | None = None
    """of the detector, 0 to 1; None where it gave no answer"""
    derived_from: tuple[Derivation, ...] = ()
    steps: tuple[Step, ...] = ()
    detector: Detection | None = None


@dataclass(frozen=True)
class Evidence:
    """A sentence that was judged against a claim; `similarity` is the cosine, -1 to 1."""

    article: Article
    sentence: Sentence
    context: str
    judgement: Judgement
    similarity: float
    provenance: Provenance
    origin: str
    machine_origin: bool = False
    """it is marked as AI, and so is the origin that it rests on"""
    overtaken: bool = False
    """the claim, or a newer report that bears it out, says that the figure has moved since; it counts for nothing in the verdict"""

    @property
    def score(self) -> float:
        """The probability of the stance, 0 to 1."""
        return self.judgement.scores.of(self.judgement.stance)


@dataclass(frozen=True)
class PriorCheck:
    """A fact check of others on a claim; `similarity` is the cosine of both claims, -1 to 1."""

    check: FactCheck
    similarity: float
    judgement: Judgement
    """`supports`: the claim says what was checked; `refutes`: it says the opposite"""

    @property
    def score(self) -> float:
        """The probability of the stance, 0 to 1."""
        return self.judgement.scores.of(self.judgement.stance)


@dataclass(frozen=True)
class Verification:
    """The verdict on a claim with all its evidence, best first."""

    claim: str
    verdict: Verdict
    confidence: float
    flags: tuple[Flag, ...]
    supporting: tuple[Evidence, ...]
    conflicting: tuple[Evidence, ...]
    related: tuple[Evidence, ...]
    supporting_origins: int
    """of an article's own claim those besides the article; what was taken from it stands last in `supporting`"""
    conflicting_origins: int
    snapshot: int
    circular_support: bool = False
    """only texts marked as AI say it, and none of them rests on a human text"""
    judged: int = 0
    """sentences that were judged, whatever they say"""
    fact_checks: tuple[PriorCheck, ...] = ()
    """of others, on the same claim; they are no evidence and have no part in the verdict"""

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The articles of the evidence on both sides, by their ids, each once."""
        return tuple(dict.fromkeys(e.article.id for e in (*self.supporting, *self.conflicting)))


@dataclass(frozen=True)
class Claim:
    """A checkable statement found in an article: a verbatim span of its sentence, in code points of the article."""

    sentence: Sentence
    text: str
    start: int
    end: int
    statement: str
    """the same in words that stand alone: `text`, with the subject or the source that the sentence gives it elsewhere"""
    check_worthiness: float
    """probability that a reader takes it for a claim of fact, 0 to 1"""

    @property
    def id(self) -> str:
        """Stable while its sentence stands."""
        place = self.start - self.sentence.start, self.end - self.sentence.start
        whole = place == (0, len(self.sentence.text))
        key = self.sentence.id if whole else f"{self.sentence.id} {place[0]} {place[1]}"
        return "c-" + hashlib.sha256(key.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Cell:
    """What one article says of the claim of a row."""

    article_id: str
    stance: CellStance
    sentence: Sentence | None = None
    score: float = 0.0
    divergences: tuple[Divergence, ...] = ()


@dataclass(frozen=True)
class ComparedClaim:
    """One row: a claim, and a cell for each article, in the order the articles were given."""

    id: str
    text: str
    flags: tuple[Flag, ...]
    independent_sources: int
    cells: tuple[Cell, ...]
    ai_articles: tuple[str, ...]
    """the articles that say it and are marked as AI there"""
    circular_support: bool = False
    """only texts marked as AI say it, and none of them rests on a human text"""

    @property
    def is_shared(self) -> bool:
        """Whether more than one article speaks of it."""
        return sum(cell.stance is not CellStance.SILENT for cell in self.cells) > 1

    @property
    def urgency(self) -> tuple[bool, int]:
        """The order in which a reader wants rows: what is contradicted first, then what most origins say."""
        return Flag.DIVERGENCE not in self.flags, -self.independent_sources


@dataclass(frozen=True)
class Standing:
    """How one article stands among those compared; rows are named by their ids, in the order of the rows."""

    origin: str
    """the article where the most of its words were first reported, itself if it is a report of its own"""
    omits: tuple[str, ...]
    """rows that most independent origins assert and on which it is silent"""
    alone: tuple[str, ...]
    """rows that no other article asserts"""


@dataclass(frozen=True)
class Comparison:
    """Rows of claims over the articles compared."""

    articles: tuple[Article, ...]
    provenance: Mapping[str, Provenance]
    standings: Mapping[str, Standing]
    claims: tuple[ComparedClaim, ...]
    summary: dict[str, int] = field(default_factory=dict)

    @property
    def origins(self) -> int:
        """How many outlets the articles come from, each counted where the most of its words were first reported."""
        outlets = {article.id: key_of(article.outlet) for article in self.articles}
        return len({outlets[standing.origin] for standing in self.standings.values()})

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """A letter for each article by its id; two letters from the 27th on."""
        return {
            article.id: (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)
            for at, article in enumerate(self.articles)
        }


def quote(whole: str, start: int, end: int) -> Quote:
    """The span of a text as a quote."""
    return Quote(whole[start:end], start, end)


def counted(flags: Sequence[Sequence[Flag]]) -> dict[str, int]:
    """How many rows carry each flag."""
    return {flag.value: sum(flag in row for row in flags) for flag in Flag}
