"""How alike two articles are in what they are about, by their first sentences.

A weighted sum of a dense part (sentence vectors) and a sparse one (words, and the words of names), after Miranda et al. 2018,
"Multilingual Clustering of Streaming News", and Saravanakumar et al. 2021, "Event-driven news stream clustering using
entity-aware contextual embeddings". Time does not count here: who asks adds what it takes off.
"""

import math
from collections import Counter

import numpy as np

from claims.facts.names import read_names
from claims.facts.words import content_stems
from index.encoder import SentenceVectors
from index.stories import Profile
from index.types import Article, Section, Sentence

DENSE, WORDS, NAMES = 0.4, 0.5, 0.1
"""what the cosines of vectors, words and names weigh"""
ONE_STORY = 0.34
"""mean likeness from which articles are one story"""
LEAD = 6
"""sentences that tell what an article is about: its headline and the first of its body"""


def profile_of(article: Article, vectors: SentenceVectors) -> Profile:
    """What an article is about, by its first sentences."""
    lead = lead_of(article)
    vector = np.sum([vectors[s.id] for s in lead], axis=0)
    return Profile(
        article_id=article.id,
        headline=article.title or lead[0].text,
        words=Counter(stem for s in lead for stem in content_stems(s.text)),
        names=tuple(
            sorted({w for s in lead for n in read_names(s.text) if n.sure for w in n.key.split()})
        ),
        vector=vector / max(float(np.linalg.norm(vector)), 1e-9),
        headline_vector=vectors[lead[0].id],
    )


def lead_of(article: Article) -> list[Sentence]:
    """The sentences that tell what an article is about."""
    told = [s for s in article.sentences if s.section in (Section.HEADLINE, Section.BODY)]
    return told[:LEAD]


def kinship(one: Profile, other: Profile) -> float:
    """How alike two articles are: 1 for the same text, about 0 where nothing is shared."""
    here, there = terms_of(one), terms_of(other)
    shared = math.fsum(worth * there[term] for term, worth in here.items() if term in there)
    return DENSE * float(one.vector @ other.vector) + shared


def terms_of(profile: Profile) -> dict[str, float]:
    """Words by the logarithm of how often they stand, and words of names, each part scaled to what it weighs."""
    words = {f"w {stem}": 1.0 + math.log(count) for stem, count in profile.words.items()}
    names = {f"n {word}": 1.0 for word in profile.names}
    return {**_scaled(words, WORDS), **_scaled(names, NAMES)}


def _scaled(terms: dict[str, float], weight: float) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in terms.values()) / weight)
    return {term: value / length for term, value in terms.items()}
