"""Calibrate the stance model: `python -m training.calibrate --data DATA`.

Near misses make the model lean to neutral. A temperature and a bias for each stance are fitted on the steering sets by
negative log-likelihood (vector scaling, Guo et al. 2017), and written beside the weights.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch

from claims.stance import CALIBRATION_FILE, CrossEncoderStance
from training.pairs import read_pairs
from training.stance import STEERING, loss_of

ROWS = 600
"""pairs of each set, so that none outweighs the others"""


def fit(logits: torch.Tensor, allowed: torch.Tensor) -> tuple[float, list[float]]:
    """The temperature and the biases (supports, refutes, neutral; neutral is 0) that make the labels likeliest."""
    scale = torch.zeros(1, requires_grad=True)
    bias = torch.zeros(2, requires_grad=True)
    optimizer: Any = torch.optim.LBFGS([scale, bias], max_iter=200)

    def shifted() -> torch.Tensor:
        return logits * torch.exp(scale) + torch.cat([bias, torch.zeros(1)])

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = loss_of(shifted(), allowed)
        torch.autograd.backward(loss)
        return loss

    optimizer.step(closure)
    return float(torch.exp(-scale).item()), [*(float(value) for value in bias.tolist()), 0.0]


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    options = parser.parse_args()
    model = CrossEncoderStance.load(calibrated=False)
    pairs = [pair for name in STEERING for pair in read_pairs(options.data, name)[:ROWS]]
    rows = model.probabilities([(pair.evidence, pair.claim) for pair in pairs])
    logits = torch.from_numpy(np.log(np.clip(rows, 1e-9, 1.0)))
    allowed = torch.tensor(
        [[float(stance in pair.allowed) for stance in range(3)] for pair in pairs]
    )
    before = loss_of(logits, allowed).item()
    temperature, bias = fit(logits, allowed)
    after = loss_of(logits / temperature + torch.tensor(bias), allowed).item()
    sys.stdout.write(
        f"{len(pairs)} pairs: loss {before:.4f} → {after:.4f}, temperature {temperature:.3f}, bias {bias}\n"
    )
    CALIBRATION_FILE.write_text(
        json.dumps({"temperature": temperature, "bias": bias}) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
