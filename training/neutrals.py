"""Near misses: claims set against the closest sentences that do not decide them, as a search will bring them up.

A random sentence would be too easy to tell, so the encoder finds those that talk of the same things (hard negatives as
in Karpukhin et al. 2020). FEVER's claims marked "not enough info" come without a passage and are neutral to any; a
true claim on a passage cannot be refuted by the passage's other sentences, nor a false one be supported by them.
"""

import random

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from index import sentences
from training.pairs import LABELS, NEUTRAL, Pair

NEAREST = 6
"""Among how many of the closest passages one is drawn."""
SIBLINGS = 4
"""How many other sentences of its own passage a claim is set against."""
STRANGERS = 2
"""How many sentences of other events."""

Event = str


def mine(
    asked: list[Pair], passages: list[str], encoder: SentenceTransformer, chance: random.Random
) -> list[Pair]:
    """Each claim against a close passage other than its own, by cosine similarity of the encoder's vectors.

    A claim without evidence is neutral to it; a supported one is supported or neutral, a refuted one refuted or neutral.
    """
    unique = sorted(set(passages))
    ground, claims = encoded(unique, encoder), encoded([pair.claim for pair in asked], encoder)
    mined: list[Pair] = []
    for start in range(0, len(asked), 512):
        similarity = claims[start : start + 512] @ ground.T
        nearest = np.argpartition(-similarity, NEAREST, axis=1)[:, :NEAREST].tolist()
        for pair, places in zip(asked[start : start + 512], nearest, strict=True):
            others = [unique[place] for place in places if unique[place] != pair.evidence]
            mined.append(
                Pair(
                    chance.choice(others),
                    pair.claim,
                    pair.allowed | {NEUTRAL},
                    f"{pair.origin}+near",
                )
            )
    return mined


def siblings(
    claims: list[tuple[Event, Pair]], passages: dict[Event, str], encoder: SentenceTransformer
) -> list[Pair]:
    """Claims against the closest other sentences of their own event, and the closest of other events.

    Of the own event two stances stay open, as in `mine`; of another event a sentence is neutral, for every event is
    invented on its own.
    """
    ground = [
        (event, text[start:end])
        for event, text in passages.items()
        for start, end in sentences.split(text)
    ]
    vectors = encoded([text for _, text in ground], encoder)
    asked = encoded([pair.claim for _, pair in claims], encoder)
    made: list[Pair] = []
    for (event, pair), cosines in zip(claims, asked @ vectors.T, strict=True):
        ranked = [ground[at] for at in np.argsort(-cosines).tolist()]
        strange = [text for other, text in ranked if other != event][:STRANGERS]
        made += [
            Pair(text, pair.claim, LABELS["neutral"], f"{pair.origin}+stranger") for text in strange
        ]
        if NEUTRAL not in pair.allowed:
            own = [text for other, text in ranked if other == event and text not in pair.evidence]
            made += [
                Pair(t, pair.claim, pair.allowed | {NEUTRAL}, f"{pair.origin}+sibling")
                for t in own[:SIBLINGS]
            ]
    return made


def encoded(texts: list[str], encoder: SentenceTransformer) -> NDArray[np.float32]:
    """Unit vectors of texts, shape (texts, dimension)."""
    vectors = encoder.encode(
        texts, batch_size=128, normalize_embeddings=True, show_progress_bar=False
    )
    return np.asarray(vectors, dtype=np.float32)
