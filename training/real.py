"""Pairs of real news: `python -m training.real --data DATA --out FILE [--folder PATH]`.

In a large corpus most of what a search finds for a statement stands in an article on something else; no set of pairs
shows such sentences, nor do stories, whose articles all tell of one event. Sentences of real articles are set against the
closest ones of articles on other matters: neutral. So that real prose alone does not tell of silence, others are set
against themselves and what stands around them, as they are and with one fact changed. PATH keeps the corpus, the same
that `training.kinship` keeps; what that one measures on is in neither.
"""

import argparse
import json
import random
import re
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.audits import fill, news, split
from claims import types
from claims.checkworthiness import states
from claims.decide import DEFAULT
from claims.judge import readable
from claims.kinship import kinship, profile_of
from index.encoder import SentenceVectors
from index.types import EVERYWHERE, Article, Section, Sentence
from service.engine import open_engine
from service.settings import Settings
from training.contrast import contrast
from training.kinship import AUDITED, FAR, NEWS, REPEATED, SENTENCES
from training.pairs import LABELS, Pair

ASKED = 16_000
"""sentences that are set against those of other articles"""
CLOSEST = 12
"""how many of the closest sentences are looked at for each"""
TAKEN = 2
"""and how many of those on another matter are taken"""
BORNE_OUT = 2
"""sentences of an article that are set against themselves"""
SHORTEST, LONGEST = 6, 40
"""words of a sentence that is taken for a claim"""

Told = tuple[Article, Sentence]


def strangers(
    articles: Sequence[Article], vectors: SentenceVectors, chance: random.Random
) -> list[Pair]:
    """Sentences against close ones of articles on other matters, but for nearly the same words: neutral."""
    told = [(a, s) for a in articles for s in a.sentences if s.section is not Section.CAPTION]
    ground = np.stack([vectors[sentence.id] for _, sentence in told])
    profiles = {article.id: profile_of(article, vectors) for article in articles}

    @cache
    def kin(one: str, other: str) -> float:
        return kinship(profiles[one], profiles[other])

    asked = [place for place, (_, sentence) in enumerate(told) if _claims(sentence.text)]
    made: list[Pair] = []
    for place in chance.sample(asked, min(ASKED, len(asked))):
        article, sentence = told[place]
        cosines = ground @ ground[place]
        closest = np.argsort(-cosines)[: CLOSEST + 1].tolist()
        far = [
            told[at]
            for at in closest
            if DEFAULT.related <= cosines[at] < REPEATED
            and told[at][0].id != article.id
            and kin(article.id, told[at][0].id) < FAR
        ]
        made += [
            Pair(_evidence(other), _plain(sentence.text), LABELS["neutral"], "news/real+stranger")
            for other in chance.sample(far, min(TAKEN, len(far)))
        ]
    return made


def borne_out(articles: Sequence[Article], chance: random.Random) -> list[Pair]:
    """Sentences against themselves, alone or among their neighbours, and the same with one fact changed or reworded."""
    pairs: list[Pair] = []
    for article in articles:
        texts = [_plain(s.text) for s in article.sentences if s.section is Section.BODY]
        places = [place for place, text in enumerate(texts) if _claims(text)]
        for place in chance.sample(places, min(BORNE_OUT, len(places))):
            before, behind = chance.choice([(0, 0), (0, 0), (1, 0), (1, 1)])
            evidence = " ".join(texts[max(0, place - before) : place + behind + 1])
            pairs.append(Pair(evidence, texts[place], LABELS["entailment"], "news/real"))
    return pairs + contrast(pairs, chance)


def _claims(text: str) -> bool:
    return SHORTEST <= len(text.split()) <= LONGEST and "?" not in text and states(text)


def _evidence(told: Told) -> str:
    article, sentence = told
    pair = types.Pair("", _plain(sentence.text), context=_plain(article.before(sentence)))
    return readable(pair)


def _plain(text: str) -> str:
    """Without the quotation marks of a tokeniser, which would tell real news from all other pairs."""
    return re.sub("``|''", '"', text)


def main() -> None:
    """Fill the corpus and write the pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument(
        "--out", type=Path, required=True, help="JSON Lines that training.stance reads"
    )
    parser.add_argument("--folder", type=Path, help="keep the corpus of news here")
    options = parser.parse_args()
    stored, _ = split(news(options.data / NEWS), AUDITED)
    chance = random.Random(5)
    with (
        tempfile.TemporaryDirectory() as scratch,
        open_engine(Settings(data_folder=options.folder or Path(scratch))) as engine,
    ):
        fill(engine, stored, SENTENCES)
        articles = engine.page(EVERYWHERE, None, len(stored))
        pairs = strangers(articles, engine.corpus.vectors(articles), chance)
    pairs += borne_out(articles, chance)
    with options.out.open("w", encoding="utf-8") as out:
        for pair in pairs:
            row = {"premise": pair.evidence, "hypothesis": pair.claim, "origin": pair.origin}
            allowed = sorted(pair.allowed)
            out.write(json.dumps({**row, "allowed": allowed}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
