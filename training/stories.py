"""Stories told by several outlets, as pairs: what a search brings up for a claim, and what it says of it.

The stories of `data/stories` give, for each claim, the articles that support and that contradict it and the sentences
that decide. Their other sentences speak of the same people and places and decide nothing, which no set of single pairs
shows; a claim names its people, and the sentence that decides often says "he" or "the bank". Those of `data/reports.jsonl`
have one article each.
"""

import json
from collections.abc import Sequence

import numpy as np
from sentence_transformers import SentenceTransformer

from benchmarks.stories import Story, load, wanted
from index import sentences
from training.neutrals import encoded
from training.pairs import NEUTRAL, NEWS, REFUTES, SUPPORTS, Pair

FOLDER = NEWS / "stories"
REPORTS = NEWS / "reports.jsonl"
HELD_OUT = 4
"""every fourth story is kept from the stance model: it steers, and the combination is learned on it"""
NEAREST = 5
"""sentences of an article that a claim is set against, besides those that decide"""
BEFORE = 3
"""every third of these comes with the sentence before it, as the deciding ones do"""
STRANGERS = 2
"""sentences of other stories"""
STANCES = {"support": SUPPORTS, "conflict": REFUTES}


def read_stories(*, held_out: bool) -> list[Story]:
    """The stories to train the stance model on, or those held out from it."""
    return [
        story
        for place, story in enumerate(load(FOLDER))
        if (place % HELD_OUT == HELD_OUT - 1) is held_out
    ]


def read_reports() -> list[Story]:
    """Stories of one article each, all to train on; `complete`, for every sentence that decides a claim is named."""
    with REPORTS.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def story_pairs(stories: Sequence[Story], encoder: SentenceTransformer) -> list[Pair]:
    """Every claim against the deciding and the closest other sentences of its story's articles, and of other stories.

    Of an article that takes a side, a sentence not named as deciding may take it too or be silent, unless the story is
    complete; in a silent article every sentence is. A deciding sentence comes alone and with the one before.
    """
    ground = [
        (story["id"], article["id"], before, text)
        for story in stories
        for article in story["articles"]
        for before, text in _with_before(article["text"])
    ]
    vectors = encoded([text for *_, text in ground], encoder)
    made: list[Pair] = []
    homes = np.array([home for home, *_ in ground])
    for story in stories:
        own = homes == story["id"]
        asked = encoded([gold["claim"] for gold in story["claims"]], encoder)
        for gold, cosines in zip(story["claims"], asked @ vectors.T, strict=True):
            closest = np.argsort(-cosines)
            strange = ~own[closest]
            ranked = closest[~strange | (np.cumsum(strange) <= STRANGERS)]
            made += _pairs(gold, story, [ground[place] for place in ranked.tolist()])
    return made


def _pairs(gold: Story, story: Story, ranked: list[tuple[str, str, str, str]]) -> list[Pair]:
    made: list[Pair] = []
    taken: dict[str, int] = {}
    for home, article, before, text in ranked:
        key, most = (article, NEAREST) if home == story["id"] else ("", STRANGERS)
        if article in gold["skip"]:
            continue
        side = STANCES.get(wanted(gold, article) or "")
        if side is not None and decides(text, gold["evidence"][article]):
            allowed = frozenset({side})
            made.append(Pair(text, gold["claim"], allowed, "stories+decides"))
            made.append(Pair(f"{before} {text}", gold["claim"], allowed, "stories+decides"))
        elif taken.get(key, 0) < most:
            taken[key] = taken.get(key, 0) + 1
            evidence = text if taken[key] % BEFORE else f"{before} {text}"
            known = "complete" in story and evidence is text
            open_to = {NEUTRAL} if side is None or known else {NEUTRAL, side}
            kind = "silent" if open_to == {NEUTRAL} else "aside"
            made.append(Pair(evidence, gold["claim"], frozenset(open_to), f"stories+{kind}"))
    return made


def decides(sentence: str, evidence: Sequence[str]) -> bool:
    """Whether a sentence is one that the gold names as deciding, however either was split."""
    return any(sentence in quote or quote in sentence for quote in evidence)


def _with_before(text: str) -> list[tuple[str, str]]:
    """Each sentence of a text with the one before it, empty for the first."""
    spans = [
        paragraph[start:end]
        for paragraph in text.split("\n\n")
        for start, end in sentences.split(paragraph)
    ]
    return list(zip(["", *spans], spans, strict=False))
