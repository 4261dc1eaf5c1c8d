"""Other pairs made of short ones: compound claims, evidence among other sentences, evidence that names nobody, and pairs that have nothing to do with each other.

The sets that people made ask one thing of one or two sentences. A newsroom's claim says several things, and its evidence
stands in a paragraph.
"""

import random
import re
from collections import defaultdict
from collections.abc import Sequence

from training.contrast import FULL_NAME
from training.pairs import LABELS, NEUTRAL, REFUTES, SUPPORTS, Pair

SURE = tuple(frozenset({stance}) for stance in (SUPPORTS, REFUTES, NEUTRAL))


def compounds(pairs: Sequence[Pair], rows: int, chance: random.Random) -> list[Pair]:
    """Two claims in one, on the evidence of both: refuted if either is, supported if both are, neutral otherwise.

    Every second one joins claims on the same evidence, where there are such. Pairs with more than one stance allowed
    are passed over.
    """
    sure = [pair for pair in pairs if pair.allowed in SURE]
    same: dict[str, list[Pair]] = defaultdict(list)
    for pair in sure:
        same[pair.evidence].append(pair)
    made = []
    for _ in range(rows):
        one = chance.choice(sure)
        other = chance.choice(same[one.evidence] if chance.random() < 0.5 else sure)
        if other.claim == one.claim:
            continue
        texts = [one.evidence] if one.evidence == other.evidence else [one.evidence, other.evidence]
        chance.shuffle(texts)
        made.append(
            Pair(
                " ".join(texts),
                joined(one.claim, other.claim, chance),
                both(one.allowed, other.allowed),
                f"{one.origin}+compound",
            )
        )
    return made


def both(one: frozenset[int], other: frozenset[int]) -> frozenset[int]:
    """The stance towards a claim that says two things, of the stances towards each."""
    for stance in (REFUTES, NEUTRAL):
        if stance in one | other:
            return frozenset({stance})
    return frozenset({SUPPORTS})


def joined(one: str, other: str, chance: random.Random) -> str:
    """Two claims as one text: joined by a conjunction, or one sentence behind the other."""
    head = one.rstrip().rstrip(".")
    return head + chance.choice([", and ", ", while ", "; ", ". ", ". "]) + other.strip()


def among_others(pairs: Sequence[Pair], rows: int, chance: random.Random) -> list[Pair]:
    """Pairs whose evidence stands at a random place among two to five that have nothing to do with it; the stance stays."""
    made = []
    for pair in chance.sample(pairs, min(rows, len(pairs))):
        texts = [chance.choice(pairs).evidence for _ in range(chance.randint(2, 5))]
        texts.insert(chance.randint(0, len(texts)), pair.evidence)
        made.append(Pair(" ".join(texts), pair.claim, pair.allowed, f"{pair.origin}+among"))
    return made


def unnamed(pairs: Sequence[Pair], rows: int, chance: random.Random) -> list[Pair]:
    """Pairs whose evidence says "he" or "the group" where claim and evidence had a full name; the stance stays.

    A claim names its people; in the article, the sentence before does.
    """
    made: list[Pair] = []
    for pair in chance.sample(pairs, len(pairs)):
        named = [name for name in re.findall(FULL_NAME, pair.claim) if name in pair.evidence]
        if len(made) == rows:
            break
        if named and len(named[0]) < len(pair.evidence) / 2:
            word = chance.choice(["he", "she", "they", "the official", "the group", "it"])
            evidence = pair.evidence.replace(named[0], word)
            evidence = evidence[0].upper() + evidence[1:]
            made.append(Pair(evidence, pair.claim, pair.allowed, f"{pair.origin}+unnamed"))
    return made


def unrelated(pairs: Sequence[Pair], rows: int, chance: random.Random) -> list[Pair]:
    """Claims against the evidence of a pair drawn at random: neutral."""
    made = []
    for _ in range(rows):
        one, other = chance.choice(pairs), chance.choice(pairs)
        if one.evidence != other.evidence:
            made.append(
                Pair(one.evidence, other.claim, LABELS["neutral"], f"{other.origin}+unrelated")
            )
    return made
