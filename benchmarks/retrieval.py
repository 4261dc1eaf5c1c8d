"""Recall of the search, by meaning, by words, both, and with the rest of what was found: `python -m benchmarks.retrieval`.

Claims on the held-out news events are searched for in the sentences of all 624 passages, those on the held-out stories in the
articles of these; right are the sentences that support or refute the claim. With `--data DATA` also claims of `nli/fever_dev`,
searched for in all of its evidence, where right is the evidence given with the claim, and the same-event queries of
`retrieval/neus_same_event`: right is an article of another outlet on the same event. Prints recall@k: the share of the right ones
among the first k, averaged over claims.
"""

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stories import submissions
from claims.verify import Question, search
from index import reading
from index.corpus import SNAPSHOT, Corpus, open_corpus
from index.encoder import SentenceEncoder
from index.fuse import reciprocal_rank
from index.records import Records
from index.types import Article, Submission
from index.vectors import FaissIndex
from training.pairs import read_news, read_rows
from training.stories import decides, read_stories

DEPTHS = (1, 5, 10, 20, 60)
QUERIES = 300
"""of each set, drawn at random: each reads the articles that it finds"""


@dataclass(frozen=True)
class Asked:
    """A query, what is right (article id, and its sentence where it must be that one), and an article to leave out."""

    text: str
    right: frozenset[tuple[str, str]]
    without: str = ""


def news() -> tuple[list[Article], list[Asked]]:
    """All passages, and the held-out claims that one sentence decides."""
    passages = [
        reading.read(Submission(outlet="news.example", id=row["event"], text=row["passage"]))
        for row in read_news("passages")
    ]
    held = {(article.id, s.text) for article in passages for s in article.sentences}
    asked = [
        Asked(row["hypothesis"], frozenset({(row["event"], row["premise"])}))
        for row in read_news("dev")
        if row["label"] != "neutral" and (row["event"], row["premise"]) in held
    ]
    return passages, asked


def stories() -> tuple[list[Article], list[Asked]]:
    """The articles of the stories that the stance model has not seen, and the claims that sentences of theirs decide."""
    told = read_stories(held_out=True)
    articles = {article.id: article for article in map(reading.read, submissions(told))}
    asked = []
    for gold in (gold for story in told for gold in story["claims"]):
        right = {
            (id_, sentence.text)
            for id_, quotes in gold["evidence"].items()
            for sentence in articles[id_].sentences
            if decides(sentence.text, quotes)
        }
        asked += [Asked(gold["claim"], frozenset(right))] if right else []
    return list(articles.values()), asked


def encyclopedia(data: Path) -> tuple[list[Article], list[Asked]]:
    """Evidence from Wikipedia, each piece an article of its own, and the claims that it supports or refutes."""
    right: dict[str, set[tuple[str, str]]] = defaultdict(set)
    pieces: dict[str, str] = {}
    for row in read_rows(data, "nli/fever_dev/dev"):
        id_ = pieces.setdefault(row["premise"], f"piece-{len(pieces)}")
        right[row["hypothesis"]].add((id_, ""))
    articles = [
        reading.read(Submission(outlet="encyclopedia.example", id=id_, text=text))
        for text, id_ in pieces.items()
    ]
    return articles, [Asked(claim, frozenset(places)) for claim, places in right.items()]


def events(data: Path) -> tuple[list[Article], list[Asked]]:
    """Short articles of three outlets each, and headlines that ask for the other two."""
    rows = read_rows(data, "retrieval/neus_same_event/corpus")
    articles = [
        reading.read(Submission(outlet="news.example", id=row["id"], text=row["text"]))
        for row in rows
        if row["text"].strip()
    ]
    queries = [
        row for row in read_rows(data, "retrieval/neus_same_event/queries") if row["relevant"]
    ]
    asked = [
        Asked(row["text"], frozenset((article, "") for article in row["relevant"]), row["exclude"])
        for row in queries
    ]
    return articles, asked


class Searches:
    """A folder's stored articles, searched each way apart and together."""

    def __init__(self, folder: Path, articles: Sequence[Article]) -> None:
        self.encoder = SentenceEncoder.load()
        with open_corpus(folder, self.encoder) as corpus:
            for start in range(0, len(articles), 200):
                corpus.ingest(articles[start : start + 200])
        self.records = Records.open(f"sqlite:///{folder / 'crosscheck.db'}")
        self.vectors = FaissIndex.open(
            folder / SNAPSHOT, self.encoder.name, self.encoder.dimension, self.records.corpus_id()
        )
        self.corpus = Corpus(self.records, self.vectors, self.encoder)

    def find(self, asked: Asked) -> dict[str, list[tuple[str, str]]]:
        """What each way finds, best first, as (article id, sentence)."""
        vector = self.encoder.encode([asked.text])[0]
        dense = self.vectors.search(vector[None], DEPTHS[-1])[0]
        lexical = self.records.lexical([asked.text], DEPTHS[-1])[0]
        rows = {"dense": dense, "lexical": lexical, "fused": reciprocal_rank(dense, lexical)}
        places = self.records.places(list({row for found in rows.values() for row in found}))
        by_sentence = all(sentence for _, sentence in asked.right)
        found = {
            name: [
                (places[row][0].id, places[row][1].text if by_sentence else "") for row in ranked
            ]
            for name, ranked in rows.items()
        }
        if by_sentence:
            wide = search(self.corpus, Question(asked.text))
            found["widened"] = [(hit.article.id, hit.sentence.text) for hit in wide]
        return {
            name: list(dict.fromkeys(place for place in ranked if place[0] != asked.without))
            for name, ranked in found.items()
        }


def recall(
    found: Sequence[tuple[str, str]], right: frozenset[tuple[str, str]], depth: int
) -> float:
    """The share of what is right among the first `depth`."""
    return len(right & set(found[:depth])) / len(right)


def show(name: str, articles: Sequence[Article], asked: Sequence[Asked]) -> None:
    """Print the table of one set."""
    questions = random.Random(5).sample(asked, min(QUERIES, len(asked)))
    with tempfile.TemporaryDirectory() as folder:
        searches = Searches(Path(folder), articles)
        results = [(searches.find(one), one.right) for one in questions]
        searches.records.close()
    print(f"{name}: {len(articles)} articles, {len(results)} queries")
    for way in results[0][0]:
        shares = [
            sum(recall(found[way], right, depth) for found, right in results) / len(results)
            for depth in DEPTHS
        ]
        line = "   ".join(
            f"@{depth} {share:.3f}" for depth, share in zip(DEPTHS, shares, strict=True)
        )
        print(f"  {way:<8} {line}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="the data folder, for the public queries")
    options = parser.parse_args()
    show("held-out news claims, the sentence", *news())
    show("claims on held-out stories, the sentences", *stories())
    if options.data:
        show("claims of FEVER, the evidence", *encyclopedia(options.data))
        show("headlines, other outlets' articles on the event", *events(options.data))


if __name__ == "__main__":
    main()
