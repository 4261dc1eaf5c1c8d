"""A page as its reader sees it: what is hidden or struck out is gone, marks of notes too, and powers stand as superscripts."""

import re

from lxml import html as lxml_html

_NOTHING = r"\s*:\s*(?:0+(?:\.0*)?|\.0+)(?:%|[a-z]{2,4})?\s*(?=;|!|$)"
_HIDES = re.compile(
    rf"(?:^|;)\s*(?:display\s*:\s*none\b|visibility\s*:\s*(?:hidden|collapse)\b|(?:opacity|font-size){_NOTHING})",
    re.IGNORECASE,
)
_SHARE = 2
"""an element with paragraphs that are more than one part in so many of a page's is the article: a script shows it"""
_NOTE = re.compile(r"\[[^\]]{1,5}\]|\(\d{1,3}\)|[*†‡§¶]{1,3}|\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*")
LONGEST_NOTE = 5
"""code points of a mark that leads to a note"""
_POWER = re.compile(r"[+−–-]?\d{1,3}")
_BASE = re.compile(r"(?:(?<![\d.,])10|(?<![^\W_])(?:[kcdmµn]?m|ft|mi|yd|[b-zB-HJ-Z]))\s?$")
"""ten, a length or a letter of a formula is raised to a power; behind anything else a raised figure leads to a note"""
_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")


def uncover(tree: lxml_html.HtmlElement) -> None:
    """Leave of a page what a reader sees of it, in place."""
    whole = _prose(tree)
    streamed = {f"S:{place[2:]}" for place in tree.xpath("//template/@id[starts-with(., 'B:')]")}
    for element in tree.xpath("//template"):
        element.drop_tree()
    for element in tree.xpath("//*[@hidden or @style] | //del | //s | //strike"):
        if element.get("id") in streamed:
            continue  # React sends what belongs into a template hidden, and moves it there
        if _is_unseen(element) and (element.tag == "p" or _prose(element) * _SHARE <= whole):
            element.drop_tree()
    for element in tree.xpath("//sup"):
        _lower(element)


def _prose(element: lxml_html.HtmlElement) -> int:
    """How many code points of paragraphs an element holds."""
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))


def _is_unseen(element: lxml_html.HtmlElement) -> bool:
    if element.tag in ("html", "body"):
        return False
    hidden = element.get("hidden")
    return (
        element.tag in ("del", "s", "strike")
        or (hidden is not None and hidden.casefold() != "until-found")
        or _HIDES.search(element.get("style") or "") is not None
    )


def _lower(element: lxml_html.HtmlElement) -> None:
    """Drop a raised mark that leads to a note, and spell a power in raised figures."""
    said = element.text_content().strip()
    leads = element.find(".//a") is not None or element.getparent().tag == "a"
    if leads and len(said) <= LONGEST_NOTE:
        element.drop_tree()
    elif _POWER.fullmatch(said) and (not said[0].isdigit() or _BASE.search(_before(element))):
        for part in list(element):
            element.remove(part)
        element.text = said.translate(_RAISED)
        element.drop_tag()
    elif _NOTE.fullmatch(said):
        element.drop_tree()


def _before(element: lxml_html.HtmlElement) -> str:
    """The text that a raised one stands behind."""
    previous = element.getprevious()
    if previous is None:
        return element.getparent().text or ""
    return previous.tail or str(previous.text_content())
