"""What readers of a page wrote below its article, which is neither the article's text nor what it says of itself."""

import re

from lxml import html as lxml_html

_READERS = r"comments|kommentare|commentaires|comentarios|reader-comments"
_PART = r"area|block|body|box|container|content|feed|form|list|section|stream|text|thread|widget|wrap|wrapper"
_NAME = re.compile(
    r"(?<!\S)(?!(?:has|no|with|without|open|allow|enable)[-_])"
    rf"(?:(?:[a-z0-9]+[-_]+){{0,4}}(?:(?:{_READERS})(?:[-_]+(?:{_PART}|items?|list-items?|titles?))?|comment[-_]*(?:{_PART}))"
    r"|discussion|respond|(?:disqus|dsq|comol|livefyre|spotim|hyvor|coral-talk)[\w-]*)(?!\S)",
    re.IGNORECASE,
)
"""a whole name: "comments-open" and "tone-comment" are said of articles"""
_KIND = re.compile(r"schema\.org/(?:User)?Comments?$", re.IGNORECASE)
_HOLDERS = ("div", "section", "aside", "details", "ol", "ul", "li", "footer")


def drop_comments(tree: lxml_html.HtmlElement) -> None:
    """Take out of a page, in place, what holds its readers' comments and nothing of the article."""
    for element in [found for found in tree.iter(*_HOLDERS) if _is_of_readers(found)]:
        if element.getparent() is not None and not _holds_article(element):
            element.drop_tree()


def _is_of_readers(element: lxml_html.HtmlElement) -> bool:
    named = (element.get("id") or "", element.get("class") or "")
    return any(map(_NAME.search, named)) or bool(_KIND.search(element.get("itemtype") or ""))


def _holds_article(element: lxml_html.HtmlElement) -> bool:
    """Whether a headline or an article stands within; each comment may be an article element too."""
    return next(element.iter("h1", "main"), None) is not None or any(
        "comment" not in (article.get("class") or "").casefold()
        for article in element.iter("article")
    )
