"""The ladder: the strongest step that holds gives the status, and every step says what it saw.

    signed     a C2PA manifest whose signature and hash hold
    declared   labels, bylines, and marks in the head, the reply's header or the ninjs item
    inferred   the detector finds the article, or a part of it, more than likely a machine's

A step that finds a broken or unverifiable manifest says so and leaves the status to the next. Where people are said to have
written, what is inferred flags nothing. What is odd about the characters of a text stands beside the ladder: it says
nothing of who wrote it.
"""

from dataclasses import replace

from claims.provenance import characters, declared, inferred, signed
from claims.types import Finding, Provenance, ProvenanceStatus, Step
from index.types import Article, Section, Sentence

STEPS = (signed.look, declared.look)
"""what others state of the text, strongest first"""
_WHOLE = frozenset({"article", "text"})


def assess(article: Article) -> Provenance:
    """Everything that is known of where an article comes from; `flagged` only where its own text is marked as AI."""
    stated = tuple(look(article) for look in STEPS)
    inference = inferred.look(article)
    steps = (*stated, _under(stated, inference.step))
    signals = tuple(signal for step in steps for signal in step.signals)
    return Provenance(
        status=_status(steps),
        flagged=any(signal.ai and signal.scope in _WHOLE for signal in signals),
        signals=(*signals, *characters.look(article)),
        ai_probability=inference.ai_probability,
        steps=steps,
        detector=inference.detection,
    )


def _under(stated: tuple[Step, ...], step: Step) -> Step:
    """What is inferred, where others may have stated that people wrote: then it marks nothing."""
    if any(other.finding in (Finding.NO_AI, Finding.ASSISTED) for other in stated):
        return replace(step, signals=tuple(replace(signal, ai=False) for signal in step.signals))
    return step


def _status(steps: tuple[Step, ...]) -> ProvenanceStatus:
    """The strongest step that holds; else whether the last one could tell at all."""
    untold = steps[-1].finding is Finding.UNDETERMINED
    nothing = ProvenanceStatus.UNDETERMINED if untold else ProvenanceStatus.NONE
    return next((step.status for step in steps if step.holds), nothing)


def marked_as_ai(provenance: Provenance, sentence: Sentence) -> bool:
    """Whether a sentence stands in an article or a section that is marked as made by a machine."""
    if provenance.flagged:
        return sentence.section in (Section.BODY, Section.HEADLINE)
    covers = [signal.covers for signal in provenance.signals if signal.ai and signal.covers]
    return any(start <= sentence.start and sentence.end <= end for start, end in covers)
