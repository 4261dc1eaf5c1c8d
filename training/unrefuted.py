"""Pairs of real news of one story, in which next to nothing is refuted, as people judged them or as is nearly sure.

Sentences of one story in real news seldom contradict each other, and a model of sentence pairs that saw only written ones takes
what is merely told otherwise for a conflict. Three kinds: sentences of news that people found to say the same or not (MRPC,
Dolan & Brockett 2005); sentences of summaries with the content units that each expresses (the pyramids of Nenkova &
Passonneau 2004; topics that `benchmarks.qa_align` measures on are left out); and close sentences of outlets on one event.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

from benchmarks.qa_align import UNITS, is_held_out, topic_of
from claims.checkworthiness import states
from claims.facts.words import content_stems
from index.encoder import Encoder
from training.machine_text import sentences_of
from training.pairs import NEUTRAL, REFUTES, SUPPORTS, Pair, read_rows

NOT_REFUTED = frozenset({SUPPORTS, NEUTRAL})
PARAPHRASES = "nli/mrpc/train"
EVENTS = "news/neus_allsides/train"
CLOSE, REPEATED = 0.45, 0.95
"""cosines between which two sentences of one event are close, and not the same words"""
AN_EVENT = 3
"""pairs of an event, the closest"""


def unrefuted(data: Path, encoder: Encoder, chance: random.Random) -> list[Pair]:
    """All three kinds."""
    return [*paraphrases(data), *content_units(data, chance), *events(data, encoder)]


def paraphrases(data: Path) -> Iterator[Pair]:
    """Sentences that say the same, both ways; of two that do not, the one that says more is at least not borne out.

    People let details pass that only one of them gives, so one that names a figure more may as well be silent.
    """
    for row in read_rows(data, PARAPHRASES):
        ways = (row["premise"], row["hypothesis"]), (row["hypothesis"], row["premise"])
        for evidence, claim in ways:
            if row["label"] == "paraphrase":
                sure = _figures(claim) <= _figures(evidence)
                allowed = frozenset({SUPPORTS}) if sure else NOT_REFUTED
                yield Pair(evidence, claim, allowed, PARAPHRASES)
            elif len(content_stems(claim) - content_stems(evidence)) >= 2:
                yield Pair(evidence, claim, frozenset({REFUTES, NEUTRAL}), PARAPHRASES)


def content_units(data: Path, chance: random.Random) -> list[Pair]:
    """Sentences with the units that they express, borne out, and with as many others of their topic, not refuted."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in (row for name in UNITS for row in read_rows(data, name)):
        if not is_held_out(topic_of(row["topic"])):
            said[row["topic"]][row["text"]].add(row["scu_label"])
    pairs: list[Pair] = []
    for texts in said.values():
        units = sorted(set[str]().union(*texts.values()))
        for text, own in texts.items():
            others = [unit for unit in units if unit not in own]
            chosen = chance.sample(others, min(len(own), len(others)))
            pairs += [Pair(text, u, frozenset({SUPPORTS}), UNITS[0]) for u in sorted(own)]
            pairs += [Pair(text, u, NOT_REFUTED, f"{UNITS[0]}+other") for u in chosen]
    return pairs


def events(data: Path, encoder: Encoder) -> Iterator[Pair]:
    """The closest sentences of two outlets on one event, each by the other."""
    listed: Any = [event["articles"] for event in read_rows(data, EVENTS)]
    told = [
        [[*filter(states, sentences_of(sent["text"]))] for sent in articles] for articles in listed
    ]
    texts = [text for event in told for sentences in event for text in sentences]
    rows = iter(encoder.encode(texts))
    for event in told:
        held = [[(text, next(rows)) for text in sentences] for sentences in event]
        close = [
            (float(here @ there), one, other)
            for ours, theirs in combinations(held, 2)
            for (one, here), (other, there) in product(ours, theirs)
        ]
        between = sorted((found for found in close if CLOSE <= found[0] < REPEATED), reverse=True)
        for _, one, other in between[:AN_EVENT]:
            yield Pair(one, other, NOT_REFUTED, f"{EVENTS}+event")
            yield Pair(other, one, NOT_REFUTED, f"{EVENTS}+event")


def _figures(text: str) -> frozenset[str]:
    return frozenset(word for word in text.split() if any(map(str.isdigit, word)))
