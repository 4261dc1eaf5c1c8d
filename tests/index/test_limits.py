import pytest

from index.errors import UnreadableArticle
from index.reading import limits


def test_what_is_beside_the_text_has_its_limits() -> None:
    """A title too long is none, names too long or too many are left out."""
    assert limits.title("x" * limits.MOST_TITLE) == "x" * limits.MOST_TITLE
    assert limits.title("x" * (limits.MOST_TITLE + 1)) is None
    assert limits.authors(("Ada Moss", "x" * 201)) == ("Ada Moss",)
    assert len(limits.authors(("Ada Moss",) * 60)) == limits.MOST_AUTHORS


def test_an_address_is_one_of_the_web() -> None:
    """An address that a sent article could not have is none: another scheme, a space or control character, too long."""
    assert limits.address("https://wire.example/1") == "https://wire.example/1"
    for text in (
        None,
        "",
        "urn:1",
        "https://",
        "https://wire.example/a b",
        "http://w.example/\x01",
    ):
        assert limits.address(text) is None
    assert limits.address("https://wire.example/" + "x" * limits.MOST_ADDRESS) is None


def test_depth_is_counted_by_the_deepest_value() -> None:
    """As many lists and objects in each other as are read, and one more."""
    data: object = 1
    for _ in range(limits.MOST_DEPTH):
        data = [2, data]
    assert not limits.is_deep(data)
    assert limits.is_deep({"held": data})


def test_attributes_are_counted_by_tag() -> None:
    """As many as a tag may have, again and again, and one more."""
    most = "".join(f" a{n}='>'" for n in range(limits.MOST_ATTRIBUTES))
    limits.check_html(f"<p{most}>" * 3)
    with pytest.raises(UnreadableArticle, match="attributes"):
        limits.check_html(f"<b><p{most} x></p>")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("x" * (limits.MOST_HTML + 1), "5,000,001 characters"),
        ("<b>" * (limits.MOST_TAGS + 1), "20,001 tags"),
    ],
)
def test_a_page_too_large_is_refused(page: str, said: str) -> None:
    """What it has and what is read are named; one that is just as large is let through."""
    limits.check_html(page[: -len("<b>")])
    with pytest.raises(UnreadableArticle, match=said):
        limits.check_html(page)


def test_a_text_too_long_is_refused() -> None:
    """As many characters as are read, and one more."""
    limits.check_text("x" * limits.MOST_TEXT)
    with pytest.raises(UnreadableArticle, match="500,001 characters"):
        limits.check_text("x" * (limits.MOST_TEXT + 1))
