"""The bundled sample story: five short articles of invented outlets on one invented event, written for this project.

Planted: agreement; another number, another date and a denial; one AI disclosure; one copy of the wire story.
"""

import json
from importlib import resources

from index.types import Submission
from service.schemas import ArticleIn


def sample_story() -> list[Submission]:
    """The articles of the sample, in the order of their publication."""
    text = resources.files("service.sample").joinpath("story.json").read_text(encoding="utf-8")
    return [
        ArticleIn.model_validate(article).submission() for article in json.loads(text)["articles"]
    ]
