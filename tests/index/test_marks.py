import json

import pytest
import trafilatura

from index.reading.marks import page_marks


def found(head: str = "", body: str = "") -> list[tuple[str, str, str]]:
    tree = trafilatura.load_html(f"<html><head>{head}</head><body>{body}<p>Text.</p></body></html>")
    return [(mark.method, mark.name, mark.value) for mark in page_marks(tree)]


def script(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("data", "name", "value"),
    [
        ({"@type": "NewsArticle", "digitalSourceType": "a"}, "NewsArticle.digitalSourceType", "a"),
        (
            {"@graph": [{"@type": ["NewsArticle"], "schema:digitalSourceType": {"@id": "a"}}]},
            "NewsArticle.digitalSourceType",
            "a",
        ),
        (
            {"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "digitalSourceType": "a"}},
            "NewsArticle.digitalSourceType",
            "a",
        ),
        (
            {"@type": "NewsArticle", "https://schema.org/digitalSourceType": "a"},
            "NewsArticle.digitalSourceType",
            "a",
        ),
        (
            {"@type": "NewsArticle", "image": {"digitalSourceType": "a"}},
            "NewsArticle.image.ImageObject.digitalSourceType",
            "a",
        ),
        (
            {"@type": "NewsArticle", "about": {"@type": "Book", "digitalSourceType": "a"}},
            "NewsArticle.about.Book.digitalSourceType",
            "a",
        ),
        (
            {"@type": "NewsArticle", "author": {"@type": "SoftwareApplication", "name": "Bot"}},
            "NewsArticle.author",
            "Bot",
        ),
    ],
)
def test_json_ld_names_the_way_to_a_value(data: object, name: str, value: str) -> None:
    """A mark says on what kind of object it stood and how that belongs to the page."""
    assert found(script(data)) == [("schema.org", name, value)]


def test_microdata_names_the_way_too() -> None:
    """Nested items give their kinds and relations, whatever element holds the value."""
    body = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><figure itemprop="image" itemscope itemtype="https://schema.org/ImageObject">'
        '<link itemprop="digitalSourceType" href="a"></figure><span itemprop="digitalSourceType">b</span></div>'
    )
    assert found(body=body) == [
        ("microdata", "NewsArticle.image.ImageObject.digitalSourceType", "a"),
        ("microdata", "NewsArticle.digitalSourceType", "b"),
    ]


def test_meta_tags_and_attributes_are_read() -> None:
    """Names that may speak of a machine are marks, others are not; an element may carry a disclosure of its own."""
    head = '<meta name="ai-generated" content="true"/><meta name="description" content="AI"/><meta name="main" content="x"/>'
    assert found(head, '<section ai-disclosure="ai-generated"></section>') == [
        ("meta", "ai-generated", "true"),
        ("attribute", "section.ai-disclosure", "ai-generated"),
    ]


def test_broken_scripts_say_nothing() -> None:
    """What is not JSON is passed over."""
    assert found('<script type="application/ld+json">{"a":</script>') == []


def test_a_property_of_no_item_says_nothing() -> None:
    """Microdata outside an item belongs to nothing; inside, also where it is an item itself, it is read."""
    loose = '<p itemprop="digitalSourceType">trainedAlgorithmicMedia</p>'
    item = '<b itemprop="digitalSourceType" itemscope>trainedAlgorithmicMedia</b>'
    held = f'<div itemscope itemtype="https://schema.org/NewsArticle">{item}</div>'
    assert found(body=loose) == []
    assert found(body=held) == [
        ("microdata", "NewsArticle.digitalSourceType", "trainedAlgorithmicMedia")
    ]
