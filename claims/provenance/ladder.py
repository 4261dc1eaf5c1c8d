"""The ladder: the strongest step that holds gives the status, and every step says what it saw.

    signed     a C2PA manifest whose signature and hash hold
    declared   labels, bylines, and marks in the head, the reply's header or the ninjs item

A step that finds a broken or unverifiable manifest says so and leaves the status to the next. What is odd about the
characters of a text stands beside the ladder: it says nothing of who wrote it.
"""

from claims.provenance import characters, declared, signed
from claims.types import Provenance, ProvenanceStatus
from index.types import Article, Section, Sentence

STEPS = (signed.look, declared.look)
"""strongest first"""
_WHOLE = frozenset({"article", "text"})


def assess(article: Article) -> Provenance:
    """Everything that is known of where an article comes from; `flagged` only where its own text is marked as AI."""
    steps = tuple(look(article) for look in STEPS)
    signals = tuple(signal for step in steps for signal in step.signals)
    return Provenance(
        status=next((step.status for step in steps if step.holds), ProvenanceStatus.NONE),
        flagged=any(signal.ai and signal.scope in _WHOLE for signal in signals),
        signals=(*signals, *characters.look(article)),
        steps=steps,
    )


def marked_as_ai(provenance: Provenance, sentence: Sentence) -> bool:
    """Whether a sentence stands in an article or a section that is marked as made by a machine."""
    if provenance.flagged:
        return sentence.section in (Section.BODY, Section.HEADLINE)
    covers = [signal.covers for signal in provenance.signals if signal.ai and signal.covers]
    return any(start <= sentence.start and sentence.end <= end for start, end in covers)
