import gzip
import json
from pathlib import Path

import numpy as np

from training.checkworthiness import Part, Plan, Rows, calibrate, fit, log_odds, part_of, read


def rows(count: int, seed: int) -> Rows:
    """Inputs of three numbers whose first one alone decides."""
    chance = np.random.default_rng(seed)
    seen = chance.normal(size=(count, 3)).astype(np.float32)
    labels = (seen[:, 0] > 0).astype(np.float32)
    return Rows(seen, labels, np.ones(count, dtype=np.float32))


def test_the_network_learns_what_decides() -> None:
    """Trained on one draw, it is right on nearly all of another, and the same plan gives the same weights."""
    plan = Plan(hidden=16, dropout=0.0, epochs=80)
    layers = fit(rows(600, 1), plan)
    held = rows(200, 2)
    assert ((log_odds(layers, held.seen) > 0) == (held.labels > 0.5)).mean() > 0.95
    again = fit(rows(600, 1), plan)
    assert all(np.array_equal(layers[name], again[name]) for name in layers)


def test_calibration_moves_scores_to_the_share_of_claims() -> None:
    """Where one in five is a claim whatever the input says, every score comes to lie near one in five."""
    held = rows(500, 3)
    labels = np.tile(np.asarray([1, 0, 0, 0, 0], dtype=np.float32), 100)
    noisy = Rows(held.seen, labels, held.weights)
    layers = calibrate(fit(rows(600, 1), Plan(hidden=8, epochs=5)), noisy, ["news"] * 500)
    scores = 1 / (1 + np.exp(-log_odds(layers, held.seen)))
    assert abs(scores.mean() - 0.2) < 0.01
    assert scores.std() < 0.05


def test_no_debate_speech_or_article_is_in_two_parts(tmp_path: Path) -> None:
    """Neighbouring sentences of debates, whole speeches and whole articles are kept together; our own only train."""
    written: dict[str, list[dict[str, object]]] = {
        "claimbuster/train": [
            {"id": at, "text": f"Debate {at}.", "label": "check-worthy" if at % 3 else "not"}
            for at in range(4000)
        ],
        "policlaim/train_golden": [
            {"text": f"Speech {name}.", "speech": name, "label": "1"}
            for name in ("AL2003", "DE1999", "IN2001", "KY2018")
        ],
        "babe_media_bias/SG2": [
            {"text": "A fact.", "news_link": "one", "label_opinion": "Entirely factual"},
            {"text": "A view.", "news_link": "one", "label_opinion": "Expresses writer’s opinion"},
            {"text": "Nobody knows.", "news_link": "two", "label_opinion": "No agreement"},
        ],
    }
    for name, lines in written.items():
        path = tmp_path / "claims" / f"{name}.jsonl.gz"
        path.parent.mkdir(parents=True)
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
    judged = read(tmp_path, Plan(written=5))
    of = {
        origin: [one for one in judged if one.origin == origin]
        for origin in ("claimbuster", "policlaim", "babe", "written", "furniture")
    }
    blocks = [{one.part for one in of["claimbuster"][at : at + 400]} for at in range(0, 4000, 400)]
    assert all(len(block) == 1 for block in blocks)
    assert {part for block in blocks for part in block} > {Part.TRAIN}
    assert [one.part for one in of["policlaim"]] == [Part.TRAIN, Part.TEST, Part.TUNE, Part.TEST]
    assert [(one.label, one.part) for one in of["babe"]] == [
        (1.0, part_of("one")),
        (0.0, part_of("one")),
    ]
    assert {(one.label, one.part) for one in of["written"]} == {(1.0, Part.TRAIN)}
    assert len(of["written"]) == 5
    assert {(one.label, one.part) for one in of["furniture"]} == {(0.0, Part.TRAIN)}
