"""The last step: what the words of a text show of their making, where the detector can tell.

It answers only for the body of an article, of LEAST_WORDS words or more, in a language that it was trained on; else the
article is undetermined. An article is flagged above one threshold, a window of an article that is not above another; both
were set, and their false positives counted, on human news (`claims/weights/machine_text/README.md`).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock

import py3langid
from cachetools import LRUCache, cached

from claims.provenance.machine_text import LEAST_WORDS, MachineText, shipped, windows
from claims.types import Detection, Finding, ProvenanceStatus, Signal, Step, Window
from index.types import Article, Section

LANGUAGE_SAMPLE = 2_000
"""code points that the language is guessed from"""
REMEMBERED = 5_000
"""articles whose detection is kept: a search meets the same ones again and again"""

Spans = tuple[tuple[int, int], ...]


def _key(text: str, body: Spans) -> bytes:
    """A text and its sentences in a few bytes; the cache is not to hold the texts themselves."""
    return hashlib.sha256(f"{body} {text}".encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True)
class Inference:
    """The step, the probability that a machine wrote the article where there is one, and how it was come by."""

    step: Step
    ai_probability: float | None
    detection: Detection


def look(article: Article) -> Inference:
    """Judge the body of an article with the shipped detector."""
    body = tuple((s.start, s.end) for s in article.sentences if s.section is Section.BODY)
    return _remembered(article.text, body)


@cached(LRUCache(REMEMBERED), key=_key, lock=Lock())
def _remembered(text: str, body: Spans) -> Inference:
    return infer(text, body, shipped())


def infer(text: str, body: Spans, detector: MachineText) -> Inference:
    """Judge the sentences of a text.

    Args:
        text: the cleaned text.
        body: start and end of each sentence, in code points.
        detector: what judges them.
    """
    card = detector.card
    sentences = [text[start:end] for start, end in body]
    sizes = [len(sentence.split()) for sentence in sentences]
    detection = Detection(card.name, card.threshold, card.section_threshold, card.false_positives)
    if reason := _unfit(sentences, sum(sizes), card.languages):
        step = Step(ProvenanceStatus.INFERRED, Finding.UNDETERMINED)
        return Inference(step, None, replace(detection, undetermined=reason))
    found, odds = [], 0.0
    for run in windows(sizes):
        each = detector.log_odds([sentences[place] for place in run])
        words = sum(sizes[place] for place in run)
        odds += each * words / sum(sizes)
        start, end = body[run.start][0], body[run.stop - 1][1]
        found.append(Window(start, end, words, detector.probability(each, words)))
    probability = detector.probability(odds, sum(sizes))
    signals = _signals(probability, found, detector)
    finding = Finding.AI if signals else Finding.NOTHING
    step = Step(ProvenanceStatus.INFERRED, finding, signals)
    return Inference(step, probability, replace(detection, windows=tuple(found)))


def _unfit(sentences: Sequence[str], words: int, languages: Sequence[str]) -> str | None:
    """Why a text gets no answer; None where it gets one."""
    if words < LEAST_WORDS:
        return f"{words} words, fewer than {LEAST_WORDS}"
    language = str(py3langid.classify(" ".join(sentences)[:LANGUAGE_SAMPLE])[0])
    return None if language in languages else f"the language {language}, of which it knows nothing"


def _signals(
    probability: float, found: Sequence[Window], detector: MachineText
) -> tuple[Signal, ...]:
    """The whole article, or else the runs of windows that are above the threshold of sections."""
    card = detector.card
    if probability >= card.threshold:
        return (_signal("article", found, probability),)
    runs: list[list[Window]] = []
    for before, window in zip([None, *found], found, strict=False):
        if window.ai_probability < card.section_threshold:
            continue
        if runs and runs[-1][-1] is before:
            runs[-1].append(window)
        else:
            runs.append([window])
    return tuple(_signal("section", run, min(w.ai_probability for w in run)) for run in runs)


def _signal(scope: str, run: Sequence[Window], probability: float) -> Signal:
    start, end = run[0].start, run[-1].end
    covers = (start, end) if scope == "section" else None
    return Signal("inference", "detector", scope, f"{probability:.4f}", start, end, covers, ai=True)
