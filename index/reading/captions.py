"""What a page says beside its paragraphs: captions of pictures, and who made the text.

What finds the article leaves both out with the furniture that they stand in. They are put back where they stood; what
stands in a teaser of another story is that story's.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, takewhile

from lxml import etree
from lxml import html as lxml_html

from index.reading.blocks import LINK_WORDS, key_of
from index.reading.labels import byline_statement, is_label, label_statements

_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])caption(?:$|[\s_-])", re.IGNORECASE)
_PICTURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:image|img|photo|picture|gallery|slideshow|video|audio|podcast|player)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SUMMARY_CLASS = re.compile(
    r"(?:^|[\s_-])(?:summary|takeaways?|key-?(?:points?|facts)|highlights|tl-?dr|zusammenfassung|resumen)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CHOICES = ("form", "label", "button", "fieldset", "select", "option", "textarea")
_CHOICE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:tags?|topics?|keywords?|poll|survey|quiz)(?:$|[\s_-])", re.IGNORECASE
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LONGEST_CAPTION = 800
"""code points; a longer text under a picture is prose"""
LONGEST_LABEL = 300
"""code points"""
_PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "li")
_PICTURES = ("img", "picture", "video", "figure", "amp-img", "amp-video", "amp-anim")
_TITLED_LINK = (
    "descendant-or-self::a[.//h2 or .//h3 or .//h4] | .//h2//a[@href] | .//h3//a[@href] | .//h4//a"
)
_PARTING = ("p", "div", "br", "li", "h2", "h3", "h4")
_BEFORE_PUNCTUATION = re.compile(r"\s+(?=[,.;:!?)\]])")


@dataclass
class _Beside:
    """What stands beside the paragraphs of an article."""

    homes: set[lxml_html.HtmlElement]
    """elements that hold a paragraph of the article"""
    captions: set[lxml_html.HtmlElement] = field(default_factory=set)
    """captions, and what they hold"""
    _others: dict[lxml_html.HtmlElement, bool] = field(default_factory=dict)
    _lists: dict[lxml_html.HtmlElement, bool] = field(default_factory=dict)

    @cached_property
    def own(self) -> list[lxml_html.HtmlElement]:
        """The page's own article, where it has an element for it."""
        return [home for home in self.homes if home.tag == "article"] or [
            home for home in self.homes if home.tag == "main"
        ]

    def lines(self, element: lxml_html.HtmlElement) -> list[str]:
        """The caption of the article that an element is, or its label; none for any other."""
        if element in self.homes:
            return []
        if element.getparent() in self.captions:
            self.captions.add(element)
            return []
        if _is_named(element) and (element.tag == "figcaption" or self._has_picture(element)):
            self.captions.add(element)
            lines = _lines(element, LONGEST_CAPTION)
            return lines if lines and self._way(element) else []
        return self._label(element) if (element.text or "").strip() else []

    def place(self, element: lxml_html.HtmlElement, label: str) -> str:
        """Where a label stands: in a `figure` or a `summary`, as a `theme` (a heading, a tag, an answer to choose), or, with the empty string, by itself."""
        if element in self.captions:
            return "figure"
        heads = not all(said.above for said in label_statements(label))
        for around in self._out(element):
            if heads and around.tag in _HEADINGS:
                return "theme"
            if _is_choice(around) or self._is_one_of_many(around):
                return "theme"
            if _is_picture(around):
                return "figure"
            if _SUMMARY_CLASS.search(around.get("class") or ""):
                return "summary"
        return ""

    def _out(self, element: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
        """An element and those around it that hold no paragraph of the article."""
        return takewhile(
            lambda around: around not in self.homes, (element, *element.iterancestors())
        )

    def _is_one_of_many(self, element: lxml_html.HtmlElement) -> bool:
        """Whether an element is an item of a list that holds more than labels."""
        if element.tag != "li":
            return False
        if (around := element.getparent()) not in self._lists:
            items = (_text(item, LONGEST_LABEL) for item in around.iterchildren("li"))
            self._lists[around] = not all(map(_says_maker, items))
        return self._lists[around]

    def _has_picture(self, element: lxml_html.HtmlElement) -> bool:
        """Whether a picture is beside an element."""
        near = [element, element.getprevious(), element.getparent()]
        return any(
            place is not None and place not in self.homes and _holds_picture(place)
            for place in near
        )

    def _label(self, element: lxml_html.HtmlElement) -> list[str]:
        text = _text(element, LONGEST_LABEL)
        if not _says_maker(text):
            return []
        way = self._way(element)
        if any(said.bare for said in label_statements(text)) and not way.isdisjoint(
            ("aside", "footer", "body")
        ):
            return []
        return [text] if way and self._is_near(element) else []

    def _is_near(self, element: lxml_html.HtmlElement) -> bool:
        """Whether an element stands in the page's own article, where it has one, or in a few words right above or below it."""
        around = {element, *element.iterancestors()}
        beside = (near for home in self.own for near in (home.getprevious(), home.getnext()))
        return (
            not self.own
            or not around.isdisjoint(self.own)
            or any(near in around and _text(near, LONGEST_LABEL) for near in beside)
        )

    def _way(self, element: lxml_html.HtmlElement) -> frozenset[str]:
        """The tags from an element out to what holds the article; none where another story's lies between."""
        between = list(self._out(element))
        home = between[-1].getparent()
        if home is None or any(map(self._is_of_another, between)):
            return frozenset()
        return frozenset(around.tag for around in (*between, home))

    def _is_of_another(self, element: lxml_html.HtmlElement) -> bool:
        if element not in self._others:
            self._others[element] = bool(
                element.tag in ("a", "nav", "article")
                or element.xpath(_TITLED_LINK)
                or any(len(a.text_content().split()) >= LINK_WORDS for a in element.iter("a"))
            )
        return self._others[element]


def with_captions(
    lines: str, tree: lxml_html.HtmlElement
) -> tuple[str, frozenset[str], Mapping[str, str]]:
    """The lines of an article with the captions and labels that its page has beside them, which lines those are, and where labels stand.

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
    homes = (e.iterancestors() for e in paragraphs if not _is_beside(e))
    beside = _Beside(set(chain.from_iterable(homes)))
    behind: dict[int, list[str]] = defaultdict(list)
    found: dict[str, str] = {}
    kept: set[int] = set()
    said = [*paragraphs.items()]
    place = -1
    for element in tree.iter(etree.Element):
        place = max(place, paragraphs.get(element, -1))
        for text in beside.lines(element):
            if not (key := key_of(text)) or text in found:
                continue
            if key in known:
                said.append((element, known[key]))
                kept |= {known[key]} if element in beside.captions else set()
            elif (stands := beside.place(element, text)) != "theme":
                found[text] = stands
                behind[place].append(text)
    prose = {place for element, place in paragraphs.items() if element not in beside.captions}
    found |= {own[place]: "figure" for place in kept - prose}
    held = {text: stands for text, stands in found.items() if stands}
    for element, place in said:
        if _says_maker(line := own[place].removeprefix("- ")):
            stands = beside.place(element, line)
            held[line] = stands if line not in held or not stands else held[line]
    return (
        "\n".join(_spread(own, behind)) if found else lines,
        frozenset(found),
        {text: stands for text, stands in held.items() if stands and _says_maker(text)},
    )


def _says_maker(line: str) -> bool:
    """Whether a line does nothing but say who made something."""
    return is_label(line) or byline_statement(line) is not None


def _is_beside(paragraph: lxml_html.HtmlElement) -> bool:
    """Whether a paragraph is one of a caption or a picture."""
    return (
        _is_named(paragraph)
        or _is_named(paragraph.getparent())
        or next(paragraph.iterancestors("figure"), None) is not None
    )


def _is_choice(element: lxml_html.HtmlElement) -> bool:
    """Whether an element lets a reader choose: a form, a poll, the tags of the article."""
    return element.tag in _CHOICES or bool(_CHOICE_CLASS.search(element.get("class") or ""))


def _is_picture(element: lxml_html.HtmlElement) -> bool:
    """Whether an element holds a picture or a recording, by its tag or its class."""
    return element.tag == "figure" or bool(_PICTURE_CLASS.search(element.get("class") or ""))


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


def _lines(element: lxml_html.HtmlElement, longest: int) -> list[str]:
    """The paragraphs of a caption, none where it is too long."""
    if not _text(element, longest):
        return []
    runs: list[list[str]] = [[]]
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if part.tag in _PARTING and part is not element:
            runs.append([])
        if event == "start" or part is not element:
            runs[-1].append((part.text if event == "start" else part.tail) or "")
    return [line for run in runs if (line := _joined(run))]


def _text(element: lxml_html.HtmlElement, longest: int) -> str:
    """The text of an element, empty where it is too long; of that no more is looked at."""
    pieces = []
    for piece in element.itertext():
        pieces.append(piece)
        longest -= len(piece.strip())
        if longest < 0:
            return ""
    return _joined(pieces)


def _joined(pieces: Iterable[str]) -> str:
    return _BEFORE_PUNCTUATION.sub("", " ".join(" ".join(pieces).split()))
