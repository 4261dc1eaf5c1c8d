import pytest

from index.reading.languages import primary


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en-GB", "en"),
        ("en_US", "en"),
        (" DE ", "de"),
        ("zh-Hant-TW", "zh"),
        ("gsw", "gsw"),
        ("english", None),
        ("x", None),
        ("", None),
        (None, None),
    ],
)
def test_a_tag_names_a_language(tag: str | None, language: str | None) -> None:
    """What stands before the first hyphen or underscore is the language, if it has two or three letters."""
    assert primary(tag) == language
