"""What a page says beside its paragraphs: captions of pictures, and who made the text.

What finds the article leaves both out with the furniture that they stand in. They are put back where they stood; what
stands in a teaser of another story is that story's.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from lxml import etree
from lxml import html as lxml_html

from index.reading.blocks import LINK_WORDS, key_of
from index.reading.labels import byline_statement, is_label, label_statements

_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])caption(?:$|[\s_-])", re.IGNORECASE)
LONGEST_CAPTION = 800
"""code points; a longer text under a picture is prose"""
LONGEST_LABEL = 300
"""code points"""
_PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "li")
_PICTURES = ("img", "picture", "video", "figure", "amp-img", "amp-video", "amp-anim")
_TITLED_LINK = (
    "descendant-or-self::a[.//h2 or .//h3 or .//h4] | .//h2//a[@href] | .//h3//a[@href] | .//h4//a"
)
_BEFORE_PUNCTUATION = re.compile(r"\s+(?=[,.;:!?)\]])")


@dataclass
class _Beside:
    """What stands beside the paragraphs of an article."""

    homes: set[lxml_html.HtmlElement]
    """elements that hold a paragraph of the article"""
    captions: set[lxml_html.HtmlElement] = field(default_factory=set)
    """captions, and what they hold"""
    _others: dict[lxml_html.HtmlElement, bool] = field(default_factory=dict)

    def text(self, element: lxml_html.HtmlElement) -> str:
        """The caption or label of the article that an element is; empty for any other."""
        if element in self.homes:
            return ""
        if element.getparent() in self.captions:
            self.captions.add(element)
            return ""
        if _is_named(element) and (element.tag == "figcaption" or self._has_picture(element)):
            self.captions.add(element)
            text = _text(element, LONGEST_CAPTION)
            return text if text and self._way(element) else ""
        return self._label(element) if (element.text or "").strip() else ""

    def _has_picture(self, element: lxml_html.HtmlElement) -> bool:
        """Whether a picture is beside an element."""
        near = [element, element.getprevious(), element.getparent()]
        return any(
            place is not None and place not in self.homes and _holds_picture(place)
            for place in near
        )

    def _label(self, element: lxml_html.HtmlElement) -> str:
        text = _text(element, LONGEST_LABEL)
        if not (is_label(text) or byline_statement(text)):
            return ""
        way = self._way(element)
        if any(said.bare for said in label_statements(text)) and not way.isdisjoint(
            ("aside", "footer", "body")
        ):
            return ""
        return text if way else ""

    def _way(self, element: lxml_html.HtmlElement) -> frozenset[str]:
        """The tags from an element out to what holds the article; none where another story's lies between."""
        tags = []
        for around in (element, *element.iterancestors()):
            tags.append(around.tag)
            if around in self.homes:
                return frozenset(tags)
            if self._is_of_another(around):
                break
        return frozenset()

    def _is_of_another(self, element: lxml_html.HtmlElement) -> bool:
        if element not in self._others:
            self._others[element] = bool(
                element.tag in ("a", "nav", "article")
                or element.xpath(_TITLED_LINK)
                or any(len(a.text_content().split()) >= LINK_WORDS for a in element.iter("a"))
            )
        return self._others[element]


def with_captions(lines: str, tree: lxml_html.HtmlElement) -> tuple[str, frozenset[str]]:
    """The lines of an article with the captions and labels that its page has beside them, and which lines are captions or labels.

    What was left out stands behind the line that it follows on the page, in a paragraph of its own.
    """
    own = lines.split("\n")
    known = {key: place for place, line in reversed([*enumerate(own)]) if (key := key_of(line))}
    longest = 2 * max(map(len, own))
    paragraphs = {
        element: known[key]
        for element in tree.iter(*_PARAGRAPHS)
        if (key := key_of(_text(element, longest))) in known
    }
    homes = (
        e.iterancestors() for e in paragraphs if not (_is_named(e) or _is_named(e.getparent()))
    )
    beside = _Beside(set(chain.from_iterable(homes)))
    behind: dict[int, list[str]] = defaultdict(list)
    found: set[str] = set()
    kept: set[int] = set()
    place = -1
    for element in tree.iter(etree.Element):
        place = max(place, paragraphs.get(element, -1))
        text = beside.text(element)
        if not (key := key_of(text)) or text in found:
            continue
        if key not in known:
            found.add(text)
            behind[place].append(text)
        elif element in beside.captions:
            kept.add(known[key])
    prose = {place for element, place in paragraphs.items() if element not in beside.captions}
    found |= {own[place] for place in kept - prose}
    if not found:
        return lines, frozenset()
    return "\n".join(_spread(own, behind)), frozenset(found)


def _is_named(element: lxml_html.HtmlElement) -> bool:
    """Whether an element is a caption by its tag or its class."""
    return element.tag == "figcaption" or bool(_CAPTION_CLASS.search(element.get("class") or ""))


def _holds_picture(element: lxml_html.HtmlElement) -> bool:
    return next(element.iter(*_PICTURES), None) is not None


def _spread(own: list[str], behind: dict[int, list[str]]) -> Iterator[str]:
    for place in range(-1, len(own)):
        if place >= 0:
            yield own[place]
        yield from (f"\n{text}\n" for text in behind[place])


def _text(element: lxml_html.HtmlElement, longest: int) -> str:
    """The text of an element, empty where it is too long; of that no more is looked at."""
    pieces = []
    for piece in element.itertext():
        pieces.append(piece)
        longest -= len(piece.strip())
        if longest < 0:
            return ""
    return _BEFORE_PUNCTUATION.sub("", " ".join(" ".join(pieces).split()))
