"""Check-worthiness on sentences that people judged: `python -m benchmarks.checkworthiness --data DATA`.

Three sets are not trained on in the parts used here: debates (ClaimBuster, by blocks of neighbouring sentences), speeches
(PoliClaim, two whole ones) and political news (BABE, by article; sentences that are factual but also opinionated are left
out, and stand in a row of their own as no claims). The fourth is news of our own: sentences of the ten stories as one reader
took them, doubtful ones left out. Beside the shipped network stand the rules that it replaced and words alone (tf-idf of
one and two words, logistic regression, trained on the same rows). Average precision, F1 of the claims at the threshold that is
shipped, and the expected calibration error in ten bins.
"""

import argparse
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_fscore_support
from sklearn.pipeline import make_pipeline

from claims.checkworthiness import CheckWorthiness
from claims.detect import CHECKABLE, Detector
from claims.facts import read_facts
from index.encoder import SentenceEncoder
from training.checkworthiness import Judged, Part, Plan, read

OWN = Path(__file__).parent / "news_sentences.jsonl"
BINS = 10
RULES_FROM = 0.35
"""the score from which the rules listed a claim"""
_OPINION = re.compile(
    r"\b(?:i|we)\s(?:think|believe|feel|hope)\b|\b(?:should|must|ought|hopefully|arguably|perhaps|beautiful|terrible|wonderful|shameful|best|worst)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\b(?:may|might|could|would|will likely|is likely to)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!…][\"”’')\]]*$")

Scores = NDArray[np.float64]
Scorer = Callable[[Sequence[str]], Scores]


def rules(texts: Sequence[str]) -> Scores:
    """Figures, dates and names for a claim, opinion and future against it."""
    return np.asarray([_rule(text) for text in texts])


def _rule(text: str) -> float:
    if len(text.split()) < 5 or not _ENDS.search(text):
        return 0.0
    facts = read_facts(text)
    score = 0.35 + 0.15 * bool(facts.quantities) + 0.15 * bool(facts.dates)
    score += min(0.3, 0.1 * len(facts.names)) + 0.05 * (len(facts.stems) > 8)
    return score - 0.25 * bool(_OPINION.search(text)) - 0.1 * bool(_FUTURE.search(text))


def words(train: Sequence[Judged]) -> Scorer:
    """Words alone; a sentence that is fact and opinion at once counts half on each side."""
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=10, max_iter=1000),
    )
    texts = [one.text for one in train]
    labels = np.asarray([one.label for one in train])
    model.fit(
        texts + texts,
        np.repeat([1, 0], len(train)),
        logisticregression__sample_weight=np.concatenate([labels, 1 - labels]),
    )
    return lambda asked: np.asarray(model.predict_proba(list(asked))[:, 1])


def network() -> Scorer:
    """The shipped network."""
    detector = Detector(SentenceEncoder.load(), CheckWorthiness.load())
    return lambda asked: detector.worth(asked).astype(np.float64)


def calibration_error(scores: Scores, labels: Scores) -> float:
    """Expected calibration error (Guo et al. 2017): how far scores and shares of claims lie apart, by bins of equal width."""
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    return float(
        sum(
            abs(scores[bins == at].mean() - labels[bins == at].mean()) * (bins == at).mean()
            for at in np.unique(bins)
        )
    )


def held_out(judged: Sequence[Judged]) -> dict[str, tuple[list[str], Scores]]:
    """The measured sets: texts, and 1 for a claim or 0 for none."""
    test = [one for one in judged if one.part is Part.TEST]
    sets = {
        "ClaimBuster": [one for one in test if one.origin == "claimbuster"],
        "PoliClaim": [one for one in test if one.origin == "policlaim"],
        "BABE": [one for one in test if one.origin == "babe" and one.label != 0.5],
        "BABE, mixed too": [one for one in test if one.origin == "babe"],
    }
    found = {
        name: ([one.text for one in rows], np.floor([one.label for one in rows]))
        for name, rows in sets.items()
    }
    own = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    found["news of our own"] = (
        [row["text"] for row in own],
        np.asarray([float(row["claim"]) for row in own]),
    )
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    judged = read(options.data, Plan())
    scorers = {
        "rules": (rules, RULES_FROM),
        "words": (words([one for one in judged if one.part is not Part.TEST]), CHECKABLE),
        "network": (network(), CHECKABLE),
    }
    for name, (texts, labels) in held_out(judged).items():
        print(f"{name}: {len(texts)} sentences, {int(labels.sum())} claims")
        for scorer, (score, threshold) in scorers.items():
            scores = np.clip(score(texts), 0, 1)
            precision, recall, f1, _ = precision_recall_fscore_support(
                labels, scores >= threshold, average="binary"
            )
            print(
                f"  {scorer:<8} average precision {average_precision_score(labels, scores):.3f}"
                f"   precision {precision:.3f}   recall {recall:.3f}   F1 {f1:.3f}"
                f"   calibration error {calibration_error(scores, labels):.3f}"
            )


if __name__ == "__main__":
    main()
