"""Near misses: claims set against the closest sentences that do not decide them, as a search will bring them up.

A random sentence would be too easy to tell, so the encoder finds those that talk of the same things (hard negatives as
in Karpukhin et al. 2020). FEVER's claims marked "not enough info" come without a passage and are neutral to any; a
true claim on a passage cannot be refuted by the passage's other sentences, nor a false one be supported by them.
"""

import random

import numpy as np
from sentence_transformers import SentenceTransformer

from index import sentences
from training.pairs import LABELS, NEUTRAL, REFUTES, SUPPORTS, Pair

NEAREST = 6
"""Among how many of the closest passages one is drawn."""
SIBLINGS = 2
"""How many other sentences of its own passage a claim is set against."""

Event = str


def mine(
    claims: list[str], passages: list[str], encoder: SentenceTransformer, chance: random.Random
) -> list[Pair]:
    """One neutral pair for each claim, by cosine similarity of the encoder's vectors."""
    unique = sorted(set(passages))
    options = {"batch_size": 128, "normalize_embeddings": True, "show_progress_bar": False}
    ground = np.asarray(encoder.encode(unique, **options), dtype=np.float32)
    asked = np.asarray(encoder.encode(claims, **options), dtype=np.float32)
    mined: list[Pair] = []
    for start in range(0, len(claims), 512):
        similarity = asked[start : start + 512] @ ground.T
        nearest = np.argpartition(-similarity, NEAREST, axis=1)[:, :NEAREST]
        mined += [
            Pair(
                unique[int(chance.choice(places))], claim, LABELS["neutral"], "nli/fever_nli+mined"
            )
            for claim, places in zip(claims[start : start + 512], nearest.tolist(), strict=True)
        ]
    return mined


def siblings(
    claims: list[tuple[Event, Pair]], passages: dict[Event, str], encoder: SentenceTransformer
) -> list[Pair]:
    """Claims against the closest other sentences of their own event, and the closest of another event.

    Of the own event two stances stay open (supports or neutral for a true claim, refutes or neutral for a false one);
    of another event a sentence is neutral, for every event is invented on its own.
    """
    ground = [
        (event, text[start:end])
        for event, text in passages.items()
        for start, end in sentences.split(text)
    ]
    options = {"batch_size": 128, "normalize_embeddings": True, "show_progress_bar": False}
    vectors = np.asarray(encoder.encode([text for _, text in ground], **options), dtype=np.float32)
    asked = np.asarray(
        encoder.encode([pair.claim for _, pair in claims], **options), dtype=np.float32
    )
    made: list[Pair] = []
    for (event, pair), cosines in zip(claims, asked @ vectors.T, strict=True):
        order = np.argsort(-cosines).tolist()
        own = [
            ground[at][1]
            for at in order
            if ground[at][0] == event and ground[at][1] not in pair.evidence
        ]
        other = next(ground[at][1] for at in order if ground[at][0] != event)
        made.append(Pair(other, pair.claim, LABELS["neutral"], "written/train+other"))
        if NEUTRAL not in pair.allowed:
            open_to = frozenset({SUPPORTS, REFUTES} & pair.allowed | {NEUTRAL})
            made += [
                Pair(text, pair.claim, open_to, "written/train+sibling") for text in own[:SIBLINGS]
            ]
    return made
