import json
import random
from functools import cache

import pytest

from benchmarks.provenance import ATTACKS, attacked
from claims.provenance import assess, inferred, marked_as_ai
from claims.provenance.machine_text import shipped
from claims.types import Finding, ProvenanceStatus
from index.types import Section
from tests.parts import article, word_detector
from training.pairs import NEWS

PLAIN = "The crew of the ferry waited on the quay until the tide had turned again."
GERMAN = "Die Besatzung der Fähre wartete am Kai, bis sich die Flut am Abend wieder gedreht hatte."


def infer(text: str) -> inferred.Inference:
    """What a detector that knows one word says."""
    found = article(text)
    body = tuple((s.start, s.end) for s in found.sentences if s.section is Section.BODY)
    return inferred.infer(found.text, body, word_detector("rain"))


def test_a_short_text_gets_no_answer() -> None:
    """Under fifty words nothing is guessed, and the reply says why."""
    found = assess(article(PLAIN))
    assert (found.status, found.ai_probability) == (ProvenanceStatus.UNDETERMINED, None)
    assert (found.flagged, found.signals) == (False, ())
    assert found.detector is not None
    assert found.detector.undetermined == "15 words, fewer than 50"


def test_an_unknown_language_gets_no_answer() -> None:
    """German text is not judged, whatever language the article is said to be in."""
    found = infer(" ".join(f"{GERMAN[:-1]} um {hour} Uhr." for hour in range(6)))
    assert found.ai_probability is None
    assert found.step.finding is Finding.UNDETERMINED
    assert found.detection.undetermined == "the language de, of which it knows nothing"


def test_an_article_above_the_threshold_is_flagged() -> None:
    """Its signal covers all that was judged."""
    text = "\n\n".join(
        f"Rain and rain and rain fell on pier {number} again." for number in range(12)
    )
    found = infer(text)
    assert found.step.finding is Finding.AI
    (signal,) = found.step.signals
    assert (signal.kind, signal.method, signal.scope, signal.ai) == (
        "inference",
        "detector",
        "article",
        True,
    )
    assert (signal.start, signal.end) == (0, len(text))


def test_a_mixed_article_is_seen_as_mixed() -> None:
    """Where only some windows are above the threshold, those are marked with their place, and the article is not."""
    human = [f"{PLAIN[:-1]} {number} times." for number in range(53)]
    machine = [f"Rain and rain and rain fell on pier {number} again." for number in range(30)]
    found = infer("\n\n".join([*human, *machine]))
    assert [signal.scope for signal in found.step.signals] == ["section"]
    start, end = found.step.signals[0].covers or (0, 0)
    place = len("\n\n".join(human)) + 2
    assert abs(start - place) < 200
    assert end == len("\n\n".join([*human, *machine]))
    assert len(found.detection.windows) == 8


def test_a_human_text_is_not_flagged() -> None:
    """Below the threshold there is a probability and no signal."""
    found = infer("\n\n".join(f"{PLAIN[:-1]} {number} times." for number in range(6)))
    assert found.step.signals == ()
    assert found.ai_probability is not None
    assert found.ai_probability < 0.5


@cache
def machine_text() -> str:
    """A long machine-written article of this project."""
    with (NEWS / "machine_texts.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    articles: list[str] = [row["text"] for row in rows if row["kind"] == "article"]
    return max(articles, key=lambda text: assess(article(text)).ai_probability or 0.0)


def test_the_shipped_detector_flags_and_marks() -> None:
    """An article that reads like a machine's is inferred, with the threshold and its error rate, and its sentences marked."""
    written = article(machine_text())
    found = assess(written)
    assert (found.status, found.flagged) == (ProvenanceStatus.INFERRED, True)
    assert found.detector is not None
    assert (found.ai_probability or 0) >= found.detector.threshold
    assert found.detector.false_positives.count >= 2000
    assert marked_as_ai(found, written.sentences[0])


@pytest.mark.parametrize("name", [*ATTACKS, "spaces"])
def test_a_disguise_moves_nothing(name: str) -> None:
    """Characters that nobody sees leave the probability as it was."""
    text = machine_text()
    changed = attacked(text, name, random.Random(1))
    plain, other = assess(article(text)), assess(article(changed))
    assert other.ai_probability == pytest.approx(plain.ai_probability)
    assert (other.status, other.flagged) == (plain.status, plain.flagged)


def test_the_shipped_detector_is_read_once() -> None:
    """Every article is judged by the same weights."""
    assert shipped() is shipped()
