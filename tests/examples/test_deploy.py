import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from index.database import open_database
from index.keys import Keys
from index.records import Records
from index.types import Filters
from tests.examples.running import Running

DEPLOY = Path(__file__).parents[2] / "docs" / "how-to" / "deploy.md"
ARTICLE = {
    "id": "backup-1",
    "outlet": "desk.example",
    "text": "The bridge at Tarn reopened on Friday.",
}


@pytest.mark.model
def test_a_backup_of_a_running_service_is_whole(service: Running, tmp_path: Path) -> None:
    """The documented commands copy the database while it is served, and the copy opens with its articles and keys."""
    assert service.call("POST", "/v1/articles", {"articles": [ARTICLE]})[0] == 201
    (tmp_path / "crosscheck-data").symlink_to(service.folder)
    commands = re.findall(
        r"^    (python3 .*VACUUM.*|mkdir restored .*)$", DEPLOY.read_text(), re.MULTILINE
    )
    assert len(commands) == 2
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    surroundings = {**os.environ, "PATH": path}
    for command in commands:
        subprocess.run(["sh", "-c", command], cwd=tmp_path, env=surroundings, check=True)
    with open_database(tmp_path / "restored", None) as database:
        articles = Records(database).page(Filters(), None, 100)
        assert "backup-1" in [article.id for article in articles]
        assert Keys(database).exist()
