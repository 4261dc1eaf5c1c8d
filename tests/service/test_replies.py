from dataclasses import replace

import pytest

from service.replies import exported
from tests.parts import article


@pytest.mark.parametrize(("stored", "language"), [("en_US", "en"), ("english", None), (None, None)])
def test_an_article_of_any_stored_language_is_exported(
    stored: str | None, language: str | None
) -> None:
    """A language that could not be sent again is left out, or cut to one that can."""
    found = replace(article("The ferry ran aground on Tuesday."), language=stored)
    assert exported(found).language == language
