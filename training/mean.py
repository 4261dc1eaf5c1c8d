"""A mean of weights: `python -m training.mean OUT SHARE=WEIGHTS…`, as in `0.5=runs/new.safetensors 0.5=runs/old.safetensors`.

Networks that were trained one from the other lie close enough together that a mean of their weights is a network too, and
keeps more of what each can do than the last one alone (WiSE-FT, Wortsman et al. 2022).
"""

import argparse
import math
from pathlib import Path

from safetensors.torch import load_file, save_file


def mean(shares: dict[Path, float], out: Path) -> None:
    """Write the mean of weights files, in half precision.

    Raises:
        ValueError: the shares do not add up to 1, or the files do not hold the same weights.
    """
    if not math.isclose(sum(shares.values()), 1.0, abs_tol=1e-6):
        raise ValueError(f"the shares add up to {sum(shares.values())}, not to 1")
    files = {path: load_file(path) for path in shares}
    names = {frozenset(weights) for weights in files.values()}
    if len(names) > 1:
        raise ValueError("the files do not hold the same weights")
    mixed = {
        name: sum(share * files[path][name].float() for path, share in shares.items())
        for name in names.pop()
    }
    save_file({name: value.half().contiguous() for name, value in sorted(mixed.items())}, out)


def main() -> None:
    """Read the command line and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("weights", nargs="+", metavar="SHARE=WEIGHTS")
    options = parser.parse_args()
    given = [one.split("=", 1) for one in options.weights]
    mean({Path(path): float(share) for share, path in given}, options.out)


if __name__ == "__main__":
    main()
