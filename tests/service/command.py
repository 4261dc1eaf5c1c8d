"""The command line as a process of its own, and two articles that contradict each other."""

import os
import subprocess
import sys
from pathlib import Path

CROSSCHECK = Path(sys.executable).parent / "crosscheck"
FERRY = {
    "id": "wire-1",
    "outlet": "wire.example",
    "published_at": "2026-03-11",
    "text": "The ferry carried 214 passengers to Skerrow on Tuesday.",
}
RIVAL = {
    "id": "ledger-1",
    "outlet": "ledger.example",
    "published_at": "2026-03-11",
    "text": "The ferry carried 241 passengers to Skerrow on Tuesday.",
}


def run(
    tmp_path: Path, *words: str, given: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line with a data folder of its own, colour and network off."""
    surroundings = {
        **os.environ,
        "CROSSCHECK_DATA_FOLDER": str(tmp_path / "data"),
        "HF_HUB_OFFLINE": "1",
        **environment,
    }
    return subprocess.run(
        [str(CROSSCHECK), *words],
        input=given,
        capture_output=True,
        text=True,
        env=surroundings,
        check=False,
    )
