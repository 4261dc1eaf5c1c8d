"""Results of audits in words, the same on a page and in a terminal."""

from claims.types import Flag
from service.schemas import AuditedClaim, AuditResult, Provenance, Signal

_FLAGS = {
    Flag.AGREEMENT: "several independent sources agree",
    Flag.DIVERGENCE: "contradicted",
    Flag.AI_GENERATED: "only texts marked as made by a machine say it",
    Flag.SINGLE_SOURCE: "a single source besides the article",
    Flag.SUPERSEDED: "newer reports have replaced it",
}
_CIRCULAR = "no text that says it rests on a human one, as far as was seen"
_STATED = {"signature": "signed", "disclosure": "declared"}


def called(result: AuditResult) -> str:
    """What an article is called: its headline, the file that it was read from, its id, or its place."""
    return result.title or result.source or result.article_id or f"Article at place {result.place}"


def remarks(claim: AuditedClaim) -> dict[str, str]:
    """What to know of a claim at a glance, each flag with its words."""
    said = {flag.value: _FLAGS[flag] for flag in claim.flags}
    return {**said, "circular_support": _CIRCULAR} if claim.circular_support else said


def marks(result: AuditResult) -> list[str]:
    """What marks an article, or a part of it, as made by a machine; a label of a picture does not."""
    found = result.provenance
    if found is None:
        return []
    return [
        f"{'A part of the text' if signal.scope == 'section' else 'The text'} is marked as made by a machine, {ground(signal, found)}"
        for signal in found.signals
        if signal.ai and signal.scope != "image"
    ]


def ground(signal: Signal, provenance: Provenance) -> str:
    """Whether a signal is signed, declared or only inferred; what it says, or how often it is wrong."""
    if signal.kind != "inference":
        return f"{_STATED[signal.kind]} ({signal.method}): “{signal.value}”"
    said = f"only inferred, with a probability of {signal.value}"
    if provenance.detector is None:
        return said
    wrong = provenance.detector.false_positives
    return f"{said}; {wrong.rate:.2%} of human articles are marked so by mistake"
