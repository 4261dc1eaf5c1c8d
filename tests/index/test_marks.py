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


def test_json_ld_is_read_however_it_is_put() -> None:
    """A character set behind the type and CDATA marks around the script change nothing."""
    told = json.dumps({"@type": "NewsArticle", "digitalSourceType": "a"})
    for head in (
        f'<script type="application/ld+json; charset=utf-8">{told}</script>',
        f'<script type="application/ld+json">\n//<![CDATA[\n{told}\n//]]>\n</script>',
        f'<script type="application/ld+json">/*<![CDATA[*/{told}/*]]>*/</script>',
    ):
        assert found(head) == [("schema.org", "NewsArticle.digitalSourceType", "a")]


def test_an_article_of_several_kinds_is_an_article() -> None:
    """The kind that is an article's names the object, whichever comes first; a program is one under any of its kinds."""
    data = {
        "@type": ["Review", "NewsArticle"],
        "digitalSourceType": "a",
        "author": {"@type": ["Thing", "SoftwareApplication"], "name": "Heliograf"},
    }
    assert found(script(data)) == [
        ("schema.org", "NewsArticle.digitalSourceType", "a"),
        ("schema.org", "NewsArticle.author", "Heliograf"),
    ]


@pytest.mark.parametrize(
    ("head", "values"),
    [
        ('<link rel="canonical" href="https://x.example/ferry"/>', ["a"]),
        ('<meta property="og:title" content="Bridge closed | Gazette"/>', ["b"]),
        ("", ["a"]),
    ],
)
def test_of_several_articles_the_pages_own_speaks(head: str, values: list[str]) -> None:
    """Another story's object says nothing of this page; where no name tells, the first is the page's."""
    ferry = {"@type": "NewsArticle", "url": "http://x.example/ferry/", "digitalSourceType": "a"}
    bridge = {"@type": "NewsArticle", "headline": "Bridge  closed", "digitalSourceType": "b"}
    marks = found(head + script({"@graph": [ferry, bridge]}))
    assert [value for method, _, value in marks if method == "schema.org"] == values


def test_an_attribute_of_a_card_is_told_from_the_articles() -> None:
    """Beside the page's article, in an aside or in a smaller article, an element's name says so."""
    body = (
        '<article ai-disclosure="none"><p>The ferry ran aground off Skerrow on Tuesday night.</p>'
        '<article ai-disclosure="a"></article></article><article ai-disclosure="b"><p>More.</p></article>'
        '<aside><article ai-disclosure="c"></article></aside>'
    )
    assert [name for _, name, _ in found(body=body)] == [
        "article.ai-disclosure",
        "article.article.ai-disclosure",
        "article.article.ai-disclosure",
        "aside.article.ai-disclosure",
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
