"""Train the detector: `python -m training.machine_text --data DATA`.

Cuts every text into windows as the service does, fits a logistic regression over their features for each family of machines, calibrates them on texts
that the fit did not see, sets the thresholds on human news of outlets that were held out, counts the false positives on
others, and writes `claims/weights/machine_text`. `--ablation` prints a table of what each part is worth instead.
"""

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from claims.provenance.features import BITS, RHYTHM, VIEWS, features, tokens_of
from claims.provenance.machine_text import (
    CARD_FILE,
    CONTINUING,
    FAMILIES,
    INSTRUCTED,
    LEAST_WORDS,
    SHIPPED_FOLDER,
    WEIGHTS_FILE,
    tensor_name,
    windows,
)
from claims.types import ErrorRate
from index.errors import UnreadableArticle
from index.reading import read
from index.types import Section, Submission
from training.texts import (
    CALIBRATE,
    CONTINUERS,
    DEV,
    OUTLETS,
    OWN,
    PASSAGES,
    TEST,
    TRAIN,
    Sample,
    read_samples,
)

NAME = "crosscheck-machine-text"
COMMON_WORDS = 800
MOST_WINDOWS = 4
"""of one text, in training: an article of a thousand words is not five witnesses"""
SHORTER = (50, 130)
"""words of the shorter stretch that is taken from each training text besides"""
RARE = 3
"""windows that an n-gram must stand in"""
FOLDS = 5
POWERS = (0.0, 0.25, 0.5)
ARTICLES_FLAGGED = 0.0015
"""share of the calibrating human articles that may stand above the threshold of articles"""
SECTIONS_FLAGGED = 0.0015
"""share of them that may have a window above the threshold of sections besides"""
TEXTS_FLAGGED = 0.01
"""share of the short human texts, judged by models that did not see them, that may stand above the threshold"""

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Recipe:
    """What a detector is made of."""

    name: str = "all"
    views: tuple[str, ...] = VIEWS
    rhythm: float = 0.35
    """what a standard deviation of a measure of rhythm weighs against a whole view"""
    strength: float = 1.0
    """inverse of the penalty on the weights' squares"""
    families: tuple[str, ...] = FAMILIES
    without: frozenset[str] = frozenset()
    """sources that are left out"""


@dataclass(frozen=True)
class Rows:
    """Windows as matrices, one row each."""

    grams: Mapping[str, sparse.csr_matrix]
    rhythm: NDArray[np.float32]
    text: Places
    """the number of the text that a window is cut from"""
    words: Places

    def of(self, texts: Iterable[int]) -> Places:
        """The rows cut from some texts."""
        return np.flatnonzero(np.isin(self.text, np.fromiter(texts, dtype=np.int64)))


@dataclass(frozen=True)
class Linear:
    """Weights of every view and of the rhythm, for one family of machines."""

    tables: Mapping[str, Floats]
    rhythm: Floats
    bias: float

    def log_odds(self, rows: Rows, wanted: Places) -> Floats:
        """One number a row."""
        grams = sum(rows.grams[view][wanted] @ table for view, table in self.tables.items())
        return np.asarray(grams + rows.rhythm[wanted] @ self.rhythm + self.bias)


@dataclass(frozen=True)
class Model:
    """The weights of each family."""

    families: Mapping[str, Linear]

    def log_odds(self, rows: Rows, wanted: Places) -> Floats:
        """One number a row: the odds of the families add up."""
        each = [family.log_odds(rows, wanted) for family in self.families.values()]
        return np.asarray(np.logaddexp.reduce(each))


def common_words(texts: Sequence[Sample]) -> list[str]:
    """The words that most texts of every source use: they belong to the language and not to a topic."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    count: Counter[str] = Counter()
    for text in texts:
        count[text.source] += 1
        seen[text.source].update(set(tokens_of(text.text[:1500])))
    shared = set.intersection(*(set(words) for words in seen.values()))
    share = {
        word: min(seen[source][word] / count[source] for source in seen)
        for word in shared
        if word[0].isalpha()
    }
    return sorted(sorted(share), key=lambda word: -share[word])[:COMMON_WORDS]


def cut(texts: Sequence[Sample], common: frozenset[str]) -> Rows:
    """The windows of all texts; of those that train at most MOST_WINDOWS."""
    read, text_of, words = [], [], []
    for number, text in enumerate(texts):
        sentences = sentences_of(text.text)
        sizes = [len(sentence.split()) for sentence in sentences]
        runs = windows(sizes)
        if text.part == TRAIN:
            runs = random.Random(text.text).sample(runs, min(len(runs), MOST_WINDOWS))
        for run in runs:
            read.append(features([sentences[place] for place in run], common))
            text_of.append(number)
            words.append(sum(sizes[place] for place in run))
    grams = {
        view: _matrix([(each.places[view], each.values[view]) for each in read]) for view in VIEWS
    }
    rhythm = np.array([each.rhythm for each in read]).reshape(-1, len(RHYTHM))
    return Rows(grams, rhythm, np.array(text_of, dtype=np.int64), np.array(words, dtype=np.int64))


def sentences_of(text: str) -> list[str]:
    """The sentences of the body, as the service reads them; none where nothing is left."""
    try:
        article = read(Submission("training.example", text=text, language="en"))
    except UnreadableArticle:
        return []
    return [sentence.text for sentence in article.sentences if sentence.section is Section.BODY]


def stretch_of(text: Sample) -> Sample | None:
    """A text of SHORTER words from somewhere in a longer one, which is judged apart; None where it is no longer."""
    chance = random.Random(text.text)
    sentences = sentences_of(text.text)
    sizes = [len(sentence.split()) for sentence in sentences]
    goal = chance.uniform(*SHORTER)
    start = end = chance.randrange(len(sizes)) if sizes else 0
    while end < len(sizes) and sum(sizes[start:end]) < goal:
        end += 1
    if LEAST_WORDS <= sum(sizes[start:end]) < sum(sizes):
        return replace(text, text=" ".join(sentences[start:end]))
    return None


def _matrix(rows: Sequence[tuple[Places, NDArray[np.float32]]]) -> sparse.csr_matrix:
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([places for places, _ in rows]).astype(np.int32)
    values = np.concatenate([values for _, values in rows])
    return sparse.csr_matrix((values, places, ends), shape=(len(rows), 1 << BITS))


def weights_of(texts: Sequence[Sample], rows: Rows, wanted: Places) -> Floats:
    """What each row counts: in every class of length, people and machines the same, and no source more than its root."""
    machine = np.array([texts[number].machine for number in rows.text[wanted]])
    sources = np.array([texts[number].source for number in rows.text[wanted]])
    lengths = np.minimum(rows.words[wanted] // 50, 4)
    weights = np.ones(len(wanted))
    for kind in (True, False):
        for source in set(sources[machine == kind]):
            chosen = (machine == kind) & (sources == source)
            weights[chosen] = chosen.sum() ** -0.5
    for length in set(lengths):
        both = lengths == length
        share = both.mean()
        for kind in (True, False):
            chosen = both & (machine == kind)
            weights[chosen] *= share / max(weights[chosen].sum(), 1e-9)
    scaled: NDArray[np.float64] = weights / weights.mean()
    return scaled


def fit(texts: Sequence[Sample], rows: Rows, wanted: Places, recipe: Recipe) -> Linear:
    """Logistic regression over the windows `wanted`; n-grams by how rare they are, rhythm by its spread."""
    machine = np.array([texts[number].machine for number in rows.text[wanted]])
    scales = {view: _scale(rows.grams[view][wanted]) for view in recipe.views}
    kept = {view: np.flatnonzero(scale) for view, scale in scales.items()}
    mean, spread = rows.rhythm[wanted].mean(0), rows.rhythm[wanted].std(0) + 1e-6
    step = recipe.rhythm / spread / len(RHYTHM) ** 0.5
    parts = [
        rows.grams[view][wanted][:, kept[view]] @ sparse.diags(scales[view][kept[view]])
        for view in recipe.views
    ]
    parts.append(sparse.csr_matrix((rows.rhythm[wanted] - mean) * step))
    learned = LogisticRegression(
        C=recipe.strength, solver="liblinear", dual=True, max_iter=100, random_state=0
    )
    learned.fit(
        sparse.hstack(parts, format="csr"),
        machine,
        sample_weight=weights_of(texts, rows, wanted),
    )
    found = np.split(learned.coef_[0], np.cumsum([len(kept[view]) for view in recipe.views]))
    tables = {}
    for view, weights in zip(recipe.views, found, strict=False):
        tables[view] = np.zeros(1 << BITS)
        shipped = (weights * scales[view][kept[view]]).astype(np.float16)
        tables[view][kept[view]] = shipped
    rhythm = found[-1] * step
    return Linear(tables, rhythm, float(learned.intercept_[0] - mean @ rhythm))


def _scale(matrix: sparse.csr_matrix) -> Floats:
    """How much an n-gram counts: more the fewer windows hold it, nothing where fewer than RARE do."""
    count = np.bincount(matrix.indices, minlength=matrix.shape[1])
    rarity = np.log((1 + matrix.shape[0]) / (1 + count)) + 1
    return np.where(count >= RARE, rarity, 0.0)


@dataclass(frozen=True)
class Judged:
    """Texts with their mean log-odds, and those of each of their windows."""

    texts: list[Sample]
    odds: Floats
    words: Floats
    windows: list[tuple[Floats, Floats]]
    """log-odds and words of each window of a text"""

    @property
    def machine(self) -> NDArray[np.bool_]:
        """Which of the texts a machine wrote."""
        return np.array([text.machine for text in self.texts])

    def where(self, chosen: Callable[[Sample], bool]) -> "Judged":
        """Some of the texts."""
        places = [place for place, text in enumerate(self.texts) if chosen(text)]
        return Judged(
            [self.texts[place] for place in places],
            self.odds[places],
            self.words[places],
            [self.windows[place] for place in places],
        )


def judged(texts: Sequence[Sample], rows: Rows, odds: Floats, numbers: Iterable[int]) -> Judged:
    """Put windows together to texts; those without a window are left out."""
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row, number in enumerate(rows.text):
        rows_of[int(number)].append(row)
    found = [number for number in numbers if number in rows_of]
    parts = [(odds[rows_of[n]], rows.words[rows_of[n]].astype(float)) for n in found]
    return Judged(
        [texts[number] for number in found],
        np.array([float(np.average(each, weights=words)) for each, words in parts]),
        np.array([float(words.sum()) for _, words in parts]),
        parts,
    )


def folds(texts: Sequence[Sample], numbers: Sequence[int]) -> list[tuple[list[int], list[int]]]:
    """FOLDS ways to part texts into those that train and those that are judged, groups whole."""
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    groups = [texts[number].group for number in numbers]
    kinds = [f"{texts[number].source} {texts[number].machine}" for number in numbers]
    return [
        ([numbers[place] for place in one], [numbers[place] for place in other])
        for one, other in splitter.split(kinds, kinds, groups)
    ]


def sources_out(
    texts: Sequence[Sample], numbers: Sequence[int]
) -> dict[str, tuple[list[int], list[int]]]:
    """For each source of both kinds: the texts of all others that share no group with it, and its own."""
    found = {}
    for source in sorted({texts[number].source for number in numbers}):
        own = [number for number in numbers if texts[number].source == source]
        if len({texts[number].machine for number in own}) == 2:
            groups = {texts[number].group for number in own}
            others = [
                n for n in numbers if texts[n].source != source and texts[n].group not in groups
            ]
            found[source] = (others, own)
    return found


def rates(machine: NDArray[np.bool_], odds: Floats) -> tuple[float, float, float]:
    """AUROC, and the share of machine texts found where 1 % and 5 % of human ones are flagged."""
    human = np.sort(odds[~machine])[::-1]
    found = [
        float((odds[machine] > human[int(share * len(human))]).mean()) for share in (0.01, 0.05)
    ]
    return float(roc_auc_score(machine, odds)), found[0], found[1]


def wilson(wrong: int, count: int, z: float = 1.96) -> ErrorRate:
    """A share with its 95 % interval (Wilson 1927)."""
    share = wrong / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z / (1 + z * z / count) * (share * (1 - share) / count + z * z / (4 * count**2)) ** 0.5
    return ErrorRate(
        round(share, 5),
        round(max(0.0, middle - reach), 5),
        round(min(1.0, middle + reach), 5),
        count,
    )


@dataclass(frozen=True)
class Calibration:
    """From log-odds and length to a probability, and the probabilities that flag."""

    slope: float
    power: float
    shift: float
    threshold: float = 1.0
    section_threshold: float = 1.0

    def probability(self, odds: Floats, words: Floats) -> Floats:
        """One for each, 0 to 1."""
        return np.asarray(1 / (1 + np.exp(-(self.slope * words**self.power * odds + self.shift))))

    def highest(self, texts: Judged) -> Floats:
        """The probability of each text's likeliest window."""
        return np.array([float(self.probability(*window).max()) for window in texts.windows])

    def flags(self, texts: Judged) -> NDArray[np.bool_]:
        """Which texts are flagged, whole or in part."""
        whole = self.probability(texts.odds, texts.words) >= self.threshold
        return np.asarray(whole | (self.highest(texts) >= self.section_threshold))


def calibrate(seen: Judged) -> Calibration:
    """The calibration with the smallest loss on texts that the model did not see, people and machines counting the same."""
    best: tuple[float, Calibration] | None = None
    machine = seen.machine
    weights = np.where(machine, 0.5 / machine.mean(), 0.5 / (1 - machine.mean()))
    for power in POWERS:
        inputs = (seen.odds * seen.words**power)[:, None]
        spread = float(inputs.std())
        learned = LogisticRegression(C=1e6).fit(inputs / spread, machine, sample_weight=weights)
        chances = learned.predict_proba(inputs / spread)[
            np.arange(len(machine)), machine.astype(int)
        ]
        loss = float(-(weights * np.log(np.maximum(chances, 1e-9))).mean())
        found = Calibration(
            float(learned.coef_[0][0]) / spread, power, float(learned.intercept_[0])
        )
        if best is None or loss < best[0]:
            best = loss, found
    assert best is not None
    return best[1]


def with_thresholds(found: Calibration, news: Judged, short: Judged) -> Calibration:
    """Thresholds that flag no more of human texts than the shares named above."""
    article = max(
        _above(found.probability(news.odds, news.words), ARTICLES_FLAGGED),
        _above(found.probability(short.odds, short.words), TEXTS_FLAGGED),
    )
    section = max(
        article,
        _above(found.highest(news), SECTIONS_FLAGGED),
        _above(found.highest(short), TEXTS_FLAGGED),
    )
    return replace(found, threshold=article, section_threshold=section)


def _above(chances: Floats, share: float) -> float:
    """The smallest probability that no more than a share of the texts reach, half way to the last one below."""
    ordered = np.sort(chances)[::-1]
    allowed = int(share * len(ordered))
    highest, next_allowed = ordered[allowed], ordered[allowed - 1] if allowed else 1.0
    return round(float(highest + next_allowed) / 2, 5)


@dataclass(frozen=True)
class Material:
    """All texts with their windows."""

    texts: list[Sample]
    rows: Rows
    common: list[str]

    @classmethod
    def read(cls, data: Path) -> "Material":
        """Read every text of every part."""
        texts = read_samples(data)
        train = [text for text in texts if text.part == TRAIN]
        texts += [short for text in train if (short := stretch_of(text))]
        common = common_words(train)
        return cls(texts, cut(texts, frozenset(common)), common)

    def numbers(self, part: str, without: frozenset[str] = frozenset()) -> list[int]:
        """The texts of a part, without those of some sources."""
        return [
            number
            for number, text in enumerate(self.texts)
            if text.part == part and text.source not in without
        ]

    def fit(self, numbers: Sequence[int], recipe: Recipe) -> Model:
        """Train each family on its machine texts and all human ones among some; one without texts is left out."""
        found = {}
        for family in recipe.families:
            chosen = [n for n in numbers if in_family(self.texts[n], family)]
            if any(self.texts[n].machine for n in chosen):
                found[family] = fit(self.texts, self.rows, self.rows.of(chosen), recipe)
        return Model(found)

    def judge(self, model: Model, numbers: Sequence[int]) -> Judged:
        """What a model says of some texts."""
        wanted = self.rows.of(numbers)
        odds = np.full(len(self.rows.text), np.nan)
        odds[wanted] = model.log_odds(self.rows, wanted)
        return judged(self.texts, self.rows, odds, numbers)

    def unseen(self, ways: Iterable[tuple[list[int], list[int]]], recipe: Recipe) -> list[Judged]:
        """Texts judged by models that did not see them, one table for each way to part them."""
        return [self.judge(self.fit(train, recipe), held) for train, held in ways]


def in_family(text: Sample, family: str) -> bool:
    """Whether a text trains a family: its machines' texts, and people's; the articles of outlets, longer by far, only one."""
    if text.machine:
        return (text.generator in CONTINUERS) == (family == CONTINUING)
    return family == INSTRUCTED or text.source != OUTLETS


def together(parts: Sequence[Judged]) -> Judged:
    """Several tables as one."""
    return Judged(
        [text for part in parts for text in part.texts],
        np.concatenate([part.odds for part in parts]),
        np.concatenate([part.words for part in parts]),
        [window for part in parts for window in part.windows],
    )


def ablation(material: Material) -> None:
    """Print what each part of the recipe is worth, on the dev split and with whole sources held out."""
    recipes = [
        Recipe(),
        *(Recipe(f"without {view}", tuple(v for v in VIEWS if v != view)) for view in VIEWS),
        *(Recipe(f"only {view}", (view,), rhythm=0.0) for view in VIEWS),
        Recipe("without rhythm", rhythm=0.0),
        Recipe("without allsides", without=frozenset({OUTLETS})),
        Recipe("without own texts", without=frozenset({OWN, PASSAGES})),
        Recipe("instructed alone", families=(INSTRUCTED,)),
    ]
    _say(
        f"{'':<24}{'AUROC':>8}{'at 1 %':>8}{'at 5 %':>8}{'all':>8}{'at 1 %':>8}{'sources out':>13}"
    )
    for recipe in recipes:
        train = material.numbers(TRAIN, recipe.without)
        dev = material.judge(material.fit(train, recipe), material.numbers(DEV))
        usual = dev.where(lambda text: text.generator not in CONTINUERS)
        out = material.unseen(sources_out(material.texts, train).values(), recipe)
        mean = float(np.mean([rates(part.machine, part.odds)[0] for part in out]))
        area, at_one, at_five = rates(usual.machine, usual.odds)
        whole, whole_at_one, _ = rates(dev.machine, dev.odds)
        _say(
            f"{recipe.name:<24}{area:>8.3f}{at_one:>8.3f}{at_five:>8.3f}{whole:>8.3f}{whole_at_one:>8.3f}{mean:>13.3f}"
        )


def make(material: Material, folder: Path) -> None:
    """Fit, calibrate, set the thresholds, count the false positives, write."""
    recipe = Recipe()
    train = material.numbers(TRAIN)
    unseen = together(material.unseen(folds(material.texts, train), recipe))
    model = material.fit(train, recipe)
    news = material.judge(model, material.numbers(CALIBRATE))
    short = unseen.where(lambda text: not text.machine and text.source != OUTLETS)
    calibration = with_thresholds(calibrate(unseen), news, short)
    held = material.judge(model, material.numbers(TEST)).where(lambda text: text.source == OUTLETS)
    wrong = wilson(int(calibration.flags(held).sum()), len(held.texts))
    _write(folder, model, calibration, wrong, material.common)
    _say(
        f"{wrong.rate:.4f} of {wrong.count} human articles flagged ({wrong.low:.4f} to {wrong.high:.4f})"
    )


def _write(
    folder: Path, model: Model, calibration: Calibration, wrong: ErrorRate, common: Sequence[str]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tensors: dict[str, NDArray[Any]] = {}
    for name, family in model.families.items():
        for view, table in family.tables.items():
            tensors[tensor_name(name, view)] = table.astype(np.float16)
        tensors[tensor_name(name, "rhythm")] = family.rhythm.astype(np.float32)
        tensors[tensor_name(name, "bias")] = np.array([family.bias], dtype=np.float32)
    save_file(tensors, folder / WEIGHTS_FILE)
    card = {
        "name": NAME,
        "languages": ["en"],
        **asdict(calibration),
        "false_positives": asdict(wrong),
        "common": sorted(common),
    }
    (folder / CARD_FILE).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Train, or print the ablation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--out", type=Path, default=SHIPPED_FOLDER, help="where the weights go")
    parser.add_argument("--ablation", action="store_true", help="print what each part is worth")
    options = parser.parse_args()
    material = Material.read(options.data)
    if options.ablation:
        ablation(material)
    else:
        make(material, options.out)


if __name__ == "__main__":
    main()
