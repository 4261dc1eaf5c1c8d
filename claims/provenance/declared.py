"""The second step: what an article says of its own making, in its text, its head, its header and its metadata.

A picture's label speaks of the picture, a label on a teaser or a summary of that. Only a label of the article itself, or a
mark on the article object, flags the article; where people wrote and a machine helped, that is said but flags nothing. A
sentence *about* AI declares nothing: a phrase counts only as a line of its own, or where the text speaks of itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto

from claims.provenance.source_types import is_known, means_machine
from claims.types import Finding, ProvenanceStatus, Signal, Step
from index.reading.labels import (
    Statement,
    Subject,
    author_statement,
    byline_statement,
    label_statements,
    names_program,
    self_statements,
)
from index.types import Article, Block, Mark, Section

_MEDIA = re.compile(
    r"image|video|audio|media|photo|picture|graphic|figure|thumbnail|logo|^img$", re.IGNORECASE
)
_MAKERS = {"author": Finding.AI, "creator": Finding.AI, "editor": Finding.ASSISTED}
"""properties that name who made an article, with what a program there means"""
_ARTICLES = re.compile(r"(?:article|posting|webpage|report|creativework)$", re.IGNORECASE)
_PAGE = frozenset({"html", "head", "body", "main", "article"})
_MODE = re.compile(r"(?:^|[;,\s])mode\s*=\s*\"?([\w-]+)", re.IGNORECASE)
_ASKS_WHETHER = re.compile(r"ai(?:generated|written|created)|generatorai", re.IGNORECASE)
_ASKS_HELP = re.compile(r"aiassisted", re.IGNORECASE)
_ASKS_WHAT = re.compile(
    r"aicontent(?:declaration|label)?$|aidisclosure|contentorigin|digitalsourcetype|creativeworkstatus",
    re.IGNORECASE,
)
_ASKS_OF_ARTICLE = re.compile(
    rf"(?:{_ASKS_WHETHER.pattern}|{_ASKS_HELP.pattern}|aicontent|aidisclosure|contentorigin|digitalsourcetype)"
    r"(?:article|story|content|text|body|post|page|copy|declaration|disclosure|label|statement|level|mode|status|type|flag)*$",
    re.IGNORECASE,
)
"""names of meta tags, without what parts their words, that ask of the whole article"""
_ASIDE = re.compile(r"(?<![a-z])(?:comments?|keywords?|tags?)(?![a-z])", re.IGNORECASE)
_YES = frozenset({"true", "yes", "1", "full", "fully"})
_MACHINE = frozenset(
    [
        "ai",
        "aigenerated",
        "generated",
        "aioriginated",
        "machinegenerated",
        "autonomous",
        "aicreated",
        "aiwritten",
    ]
)
"""values of `ai-disclosure` (W3C AI Content Disclosure group), modes of `AI-Disclosure` (draft-abaris-aicdh), and plain words"""
_ASSISTED = frozenset(["assisted", "aiassisted", "aimodified", "aiedited", "partial", "partially"])
EDGE = 3
"""blocks at the beginning and the end of an article where "this text" is the article"""
BULLET_WORDS = 25
"""a longer block of a summary is the whole of it"""
MOST_POINTS = 5
"""a longer row of short blocks is an article's paragraphs, as far as their looks tell"""
MOST_LINES = 1
"""more lines above a paragraph are points; one may be a byline"""
_ENDS_LIKE_PROSE = re.compile(r"[.!?…。][\"”’»)\]]*$")
_POINT = re.compile(r"(?:^|\n)[-–•*·▪►]\s$")
"""the mark of a list's item, which stands before its block"""
_PARTS = re.compile(r"summary|teaser|abstract|excerpt|description|headline|title", re.IGNORECASE)
_SUMMARY_HEAD = re.compile(
    r"(?:ai[\s-])?(?:(?:the\s)?(?:key\s)?(?:takeaways|points)|summary|at\sa\sglance|tl;?dr|in\s(?:brief|short)|(?:kurz)?zusammenfassung|kurz\sgesagt|das\swichtigste"
    r"|(?:en\s)?résumé|l['’]essentiel|en\sbref|(?:en\s)?resumen|(?:los\s)?puntos\sclave|lo\sesencial|(?:핵심\s)?요약)",
    re.IGNORECASE,
)
HEAD_WORDS = 5
"""a longer line that begins like a summary's heading is another's"""


class Look(Enum):
    """What a block looks like where a summary may stand."""

    TITLE = auto()
    POINT = auto()
    LINE = auto()
    SHORT = auto()
    LONG = auto()
    OTHER = auto()


def look(article: Article) -> Step:
    """Every declaration of an article."""
    marks = (signal for mark in article.marks for signal in _of_mark(mark))
    signals = (*marks, *_authors(article), *_phrases(article))
    return Step(ProvenanceStatus.DECLARED, _finding(signals), signals)


def _finding(signals: tuple[Signal, ...]) -> Finding:
    of_text = [signal for signal in signals if signal.scope != "image"]
    if any(signal.ai for signal in of_text):
        return Finding.AI
    if any(signal.scope == "article" for signal in of_text):
        return Finding.ASSISTED
    return Finding.IMAGE if len(of_text) < len(signals) else Finding.NOTHING


def _of_mark(mark: Mark) -> Iterator[Signal]:
    """The signal of a mark, where it speaks of a machine and of this article or a part of it."""
    scope = _scope(mark)
    said = _said(mark)
    if scope is not None and said is not Finding.NOTHING:
        yield Signal("disclosure", mark.method, scope, mark.value, ai=said is Finding.AI)


def _scope(mark: Mark) -> str | None:
    """What a mark speaks of; None where that is something beside the article."""
    way = mark.name.split(".")
    if mark.method in ("schema.org", "microdata"):
        return _scope_of_object(way[:-1])
    if mark.method == "attribute":
        return _scope_of_element(way[:-1])
    if mark.method == "meta":
        return _scope_of_name(mark.name)
    if mark.method == "ninjs" and len(way) > 1:
        return "image" if _MEDIA.search(way[0]) else None
    return "article" if mark.method in ("header", "ninjs") else None


def _scope_of_object(way: list[str]) -> str | None:
    kinds, relations = way[0::2], way[1::2]
    if any(_MEDIA.search(name) for name in way):
        return "image"
    if relations:
        return "section" if {name.casefold() for name in relations} == {"haspart"} else None
    return "article" if _ARTICLES.search(kinds[0]) else None


def _scope_of_element(way: list[str]) -> str:
    if _MEDIA.search(way[-1]):
        return "image"
    return "article" if len(way) == 1 and way[0] in _PAGE else "section"


def _scope_of_name(name: str) -> str | None:
    if _MEDIA.search(name):
        return "image"
    if _PARTS.search(name):
        return "section"
    if _ASIDE.search(name.replace("_", "-")):
        return None
    return "article" if _ASKS_OF_ARTICLE.search(re.sub(r"\W|_", "", name)) else None


def _said(mark: Mark) -> Finding:
    """Whether a mark says that a machine made it, helped, or neither."""
    if mark.method == "header":
        mode = _MODE.search(mark.value)
        return _of_token(mode.group(1)) if mode else Finding.NOTHING
    if (role := mark.name.rpartition(".")[2].casefold()) in _MAKERS:
        return _MAKERS[role] if names_program(mark.value) else Finding.NOTHING
    if is_known(mark.value):
        return Finding.AI if means_machine(mark.value) else Finding.NOTHING
    if mark.method == "ninjs":
        return _of_words(mark.value)
    return _answered(re.sub(r"\W|_", "", mark.name), mark)


def _answered(asked: str, mark: Mark) -> Finding:
    """What a mark says that is a question with an answer (`ai-generated`: `true`)."""
    if _ASKS_HELP.search(asked):
        return Finding.ASSISTED if mark.value.casefold() in _YES else _of_token(mark.value)
    if _ASKS_WHETHER.search(asked):
        return Finding.AI if mark.value.casefold() in _YES else _of_token(mark.value)
    return _of_token(mark.value) if _ASKS_WHAT.search(asked) else Finding.NOTHING


def _of_token(value: str) -> Finding:
    token = re.sub(r"\W|_", "", value).casefold()
    if token in _MACHINE:
        return Finding.AI
    return Finding.ASSISTED if token in _ASSISTED else _of_words(value)


def _of_words(value: str) -> Finding:
    said = label_statements(value) or tuple(self_statements(value))
    of_text = [each for each in said if each.subject in (Subject.TEXT, Subject.UNSAID)]
    if not of_text:
        return Finding.NOTHING
    return Finding.ASSISTED if all(each.assisted for each in of_text) else Finding.AI


def _authors(article: Article) -> Iterator[Signal]:
    for name in article.authors:
        if said := author_statement(name, len(article.authors) - 1):
            yield Signal("disclosure", "byline", "article", name, ai=not said.assisted)


def _phrases(article: Article) -> Iterator[Signal]:
    for place, block in enumerate(article.blocks):
        text = article.text[block.start : block.end]
        if not (block.section is Section.HEADLINE and text == article.title):
            yield from _of_block(article, place, text)


def _of_block(article: Article, place: int, text: str) -> Iterator[Signal]:
    """The statements of a block: its byline, its labels, or the sentences in which the text speaks of itself."""
    block = article.blocks[place]
    stands = _stands(article, text)
    byline = byline_statement(text)
    if byline and stands != "theme" and _at_edge(article, place):
        yield _signal(
            article, place, replace(byline, subject=Subject.UNSAID) if stands else byline, "byline"
        )
        return
    labels = label_statements(text)
    for said in labels or self_statements(text):
        if said.subject is Subject.IMAGE or (
            _is_meant(article, place, said, firm=not said.bare if labels else said.plain)
            and (stands != "theme" or said.subject is Subject.SUMMARY)
        ):
            yield _signal(article, place, said, "phrase")
    if block.section is Section.CAPTION and not labels:
        yield from _in_caption(block, text)


def _stands(article: Article, text: str) -> str:
    """Where the page has a line that says who made something: in a `figure` or a `summary`, as a `theme`, or, with the empty string, by itself."""
    held = (m.name for m in article.marks if m.method == "element" and m.value == text)
    return next(held, "")


def _is_meant(article: Article, place: int, said: Statement, *, firm: bool) -> bool:
    """Whether a statement declares by its words alone, or by where it stands."""
    return firm or _at_edge(article, place) or _summary_around(article, place, said) is not None


def _in_caption(block: Block, text: str) -> Iterator[Signal]:
    """The labels inside a caption, set off by brackets or full stops; they speak of the picture."""
    for part in re.finditer(r"[^()\[\]|.]+", text):
        if label_statements(part.group()):
            value = part.group().strip()
            start = block.start + part.start() + part.group().index(value)
            yield Signal("disclosure", "phrase", "image", value, start, start + len(value), ai=True)


def _signal(article: Article, place: int, said: Statement, method: str) -> Signal:
    block = article.blocks[place]
    start, end = block.start + said.start, block.start + said.end
    scope, covers = _covered(article, place, said)
    value = article.text[start:end]
    return Signal("disclosure", method, scope, value, start, end, covers, ai=not said.assisted)


def _covered(article: Article, place: int, said: Statement) -> tuple[str, tuple[int, int] | None]:
    """What a statement speaks of, and the code points of it where it is a part of the article."""
    blocks = article.blocks
    if said.subject is Subject.IMAGE or _is_pictures(article, place, said):
        return "image", None
    if blocks[place].section is Section.RELATED:
        return "section", _teaser(blocks, place)
    if said.subject is Subject.SUMMARY and (said.part or not _is_whole(article, place, said)):
        return "section", _summary(article, place, said)
    if said.subject is Subject.UNSAID and _stands(article, _words(article, place)) == "summary":
        return "section", (blocks[place].start, blocks[place].end)
    if summary := _summary_around(article, place, said):
        return "section", summary
    return "article", None


def _is_pictures(article: Article, place: int, said: Statement) -> bool:
    """A label that names nothing, in a picture's caption or bare and right below one, is the picture's."""
    above = article.blocks[place - 1] if place else None
    if said.subject is not Subject.UNSAID:
        return False
    return _stands(article, _words(article, place)) == "figure" or (
        said.bare
        and above is not None
        and above.section is Section.CAPTION
        and not label_statements(_words(article, place - 1))
    )


def _words(article: Article, place: int) -> str:
    """The text of a block."""
    return article.text[article.blocks[place].start : article.blocks[place].end]


def _at_edge(article: Article, place: int) -> bool:
    """Whether a block stands at the beginning or the end of the article, or among other articles' teasers."""
    if article.blocks[place].section is Section.RELATED:
        return True
    own = [at for at, block in enumerate(article.blocks) if block.section is not Section.RELATED]
    return place in own[:EDGE] or place in own[-EDGE:]


def _teaser(blocks: tuple[Block, ...], place: int) -> tuple[int, int]:
    """The label's own block and the one behind it: on a teaser the label stands above its text."""
    last = blocks[place + 1] if place + 1 < len(blocks) else blocks[place]
    return blocks[place].start, last.end


def _is_whole(article: Article, place: int, said: Statement) -> bool:
    """Whether "this summary" is the article: one paragraph above it, and nothing else."""
    looks = [_look(article, block) for block in article.blocks]
    beside = [look for look in (*looks[:place], *looks[place + 1 :]) if look is not Look.TITLE]
    paragraph = beside in ([Look.SHORT], [Look.LONG])
    return said.above and paragraph and beside == looks[:place][-1:]


def _summary_head(article: Article, place: int) -> Block | None:
    """The heading of the summary above a block, if there is one."""
    heads = [block for block in article.blocks[:place] if block.section is not Section.BODY]
    words = (article.text[head.start : head.end] for head in heads)
    return next(
        (h for h, text in zip(heads, words, strict=True) if _SUMMARY_HEAD.match(text)), None
    )


def _summary_around(article: Article, place: int, said: Statement) -> tuple[int, int] | None:
    """The summary of an article from its heading on, where a label that names nothing stands in it."""
    blocks = article.blocks
    heads = [at for at in range(place) if _is_summary_head(article, blocks[at])]
    if said.subject is not Subject.UNSAID or not heads:
        return None
    looks = [_look(article, block) for block in blocks]
    between = looks[heads[-1] + 1 : place]
    points = {*between} == {Look.POINT} or (
        {*between} <= {Look.POINT, Look.SHORT, Look.LINE} and len(between) <= MOST_POINTS
    )
    if not points and between != [Look.LONG]:
        return None
    last = place if between else max(_row_below(looks, place), default=place)
    outside = {*looks[: heads[-1]], *looks[last + 1 :]}
    is_all = outside.isdisjoint((Look.POINT, Look.SHORT, Look.LONG))
    return None if is_all else (blocks[heads[-1]].start, blocks[last].end)


def _is_summary_head(article: Article, block: Block) -> bool:
    text = article.text[block.start : block.end]
    return (
        block.section is not Section.BODY
        and text != article.title
        and len(text.split()) <= HEAD_WORDS
        and _SUMMARY_HEAD.match(text) is not None
    )


def _summary(article: Article, place: int, said: Statement) -> tuple[int, int]:
    """From the summary's heading to its label; else the label and the points beside it, alone where those are unclear."""
    label = article.blocks[place]
    if head := _summary_head(article, place):
        return head.start, label.end
    looks = [_look(article, block) for block in article.blocks]
    if said.above and any(look is not Look.TITLE for look in looks[:place]):
        row = _row_above(looks, place)
    else:
        row = _row_below(looks, place)
    covered = [label, *(article.blocks[at] for at in row)]
    return min(block.start for block in covered), max(block.end for block in covered)


def _row_above(looks: Sequence[Look], place: int) -> range:
    """The row of points that ends above a block; of paragraphs, only what the article begins with and goes on behind."""
    start = place
    while start and looks[start - 1] is looks[place - 1]:
        start -= 1
    row = range(start, place)
    before, behind = looks[:start], looks[place + 1 :]
    goes_on = any(look in (Look.SHORT, Look.LONG) for look in behind)
    begins = (
        (goes_on or len(row) == 1)
        and before.count(Look.LINE) <= MOST_LINES
        and not any(look in (Look.POINT, Look.SHORT, Look.LONG) for look in before)
    )
    return row if _is_row(looks[place - 1], len(row), begins=begins) else range(0)


def _row_below(looks: Sequence[Look], place: int) -> range:
    """The row of points that begins below a block, or the paragraph there."""
    end = place + 1
    while end < len(looks) and looks[end] is looks[place + 1]:
        end += 1
    if end == place + 1:
        return range(0)
    if looks[place + 1] is Look.LONG:
        return range(place + 1, place + 2)
    row = range(place + 1, end)
    return row if _is_row(looks[place + 1], len(row), begins=True) else range(0)


def _is_row(look: Look, size: int, *, begins: bool) -> bool:
    """Whether so many blocks of a look are the points of a summary; short paragraphs look like points that are sentences."""
    if look is Look.LINE:
        return 1 < size <= MOST_POINTS
    if look is Look.LONG:
        return begins and size == 1
    return look is Look.POINT or (look is Look.SHORT and begins and size <= MOST_POINTS)


def _look(article: Article, block: Block) -> Look:
    text = article.text[block.start : block.end]
    if block.section not in (Section.BODY, Section.HEADLINE):
        return Look.OTHER
    if _POINT.search(article.text, 0, block.start):
        return Look.POINT
    if text == article.title:
        return Look.TITLE
    if block.section is Section.BODY and len(text.split()) >= BULLET_WORDS:
        return Look.LONG
    return Look.SHORT if _ENDS_LIKE_PROSE.search(text) else Look.LINE
