"""A page's own blocks, in place of lines that run over several of them or break off amid one.

What finds the article takes the text of a short one as a whole: headline, byline, caption and paragraphs in one line, or
each piece between two tags in a line of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

LINK_WORDS = 4
"""a link of so many words is the headline of another story"""
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
     "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_UNREAD = frozenset({"head", "noscript", "script", "style", "svg", "template"})
_BESIDE = frozenset({"aside", "footer", "nav"})
"""elements whose text is no part of an article"""
_WHOLE = frozenset({"article", "body", "main"})
_BYLINE = re.compile(r"(?:^|[\s_-])(?:author|byline)(?:$|[\s_-])", re.IGNORECASE)


@dataclass
class _Block:
    """A run of text between two ends of blocks."""

    in_list: bool = False
    is_beside: bool = False
    pieces: list[str] = field(default_factory=list)
    unlinked: bool = False
    """whether a word of it stands outside links"""

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    @property
    def line(self) -> str:
        """The text as a line of the article; empty where it belongs to something else on the page."""
        text = self.text
        if self.is_beside or (not self.unlinked and len(text.split()) >= LINK_WORDS):
            return ""
        return f"- {text}" if self.in_list else text


def with_blocks(lines: str, tree: lxml_html.HtmlElement) -> str:
    """The lines of an article; where they are not those of the page but have the words of its blocks, these blocks."""
    wanted = key_of(lines)
    for path in ("//article[not(ancestor::article)]", "//body"):
        blocks = [block for root in tree.xpath(path) for block in _blocks(root)]
        keys = {key_of(block.text) for block in blocks}
        if all(key_of(line) in keys for line in lines.split("\n")):
            return lines
        if taken := _spelling(wanted, blocks):
            return "\n".join(filter(None, (block.line for block in taken)))
    return lines


def key_of(text: str) -> str:
    """The letters and digits of a text, to tell whether another has the same."""
    return re.sub(r"\W+", "", text).casefold()


def _spelling(wanted: str, blocks: list[_Block]) -> list[_Block]:
    """Blocks that make up a text one behind the other, others between them left out; none where they do not."""
    taken = []
    place = 0
    for block in blocks:
        key = key_of(block.text)
        if key and wanted.startswith(key, place):
            taken.append(block)
            place += len(key)
    return taken if place == len(wanted) else []


def _blocks(root: lxml_html.HtmlElement) -> Iterator[_Block]:
    """The blocks of an element that have words, in the order of the page."""
    block, beside, links = _Block(), 0, 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        enters = event == "start"
        step = 1 if enters else -1
        if element.tag in _BLOCKS:
            if block.text:
                yield block
            beside += step * _is_beside(element)
            opens = element.tag == "li" or (block.in_list and not block.text)
            block = _Block(enters and opens, beside > 0)
        links += step * (element.tag == "a")
        text = element.text if enters else element.tail
        if enters and element.tag in _UNREAD:
            walk.skip_subtree()
        elif text and not (not enters and element is root):
            block.pieces.append(text)
            block.unlinked |= not links and bool(text.strip())
    if block.text:
        yield block


def _is_beside(element: lxml_html.HtmlElement) -> bool:
    """Whether what an element holds is not the article's, or its byline."""
    signed = _BYLINE.search(element.get("class") or "")
    return element.tag in _BESIDE or (signed is not None and element.tag not in _WHOLE)
