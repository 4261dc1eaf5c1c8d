"""Near-miss neutrals: claims without evidence, each set against the closest passages that are silent on it.

FEVER's claims marked "not enough info" come without a passage; a random one would be too easy to tell, so the encoder
finds passages that talk of the same things (hard negatives as in Karpukhin et al. 2020).
"""

import random

import numpy as np
from sentence_transformers import SentenceTransformer

from training.pairs import LABELS, Pair

NEAREST = 6
"""Among how many of the closest passages one is drawn."""


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
