"""The second step: what an article says of its own making, in its text, its head, its header and its metadata.

A picture's label speaks of the picture, a label on a teaser or a summary of that. Only a label of the article itself, or a
mark on the article object, flags the article; where people wrote and a machine helped, that is said but flags nothing. A
sentence *about* AI declares nothing: a phrase counts only as a line of its own, or where the text speaks of itself.
"""

import re
from collections.abc import Iterator

from claims.provenance.source_types import is_known, means_machine
from claims.types import Finding, ProvenanceStatus, Signal, Step
from index.reading.labels import (
    Statement,
    Subject,
    byline_statement,
    label_statements,
    names_machine,
    self_statements,
)
from index.types import Article, Block, Mark, Section

_MEDIA = re.compile(
    r"image|video|audio|media|photo|picture|graphic|figure|thumbnail|logo|^img$", re.IGNORECASE
)
_ARTICLES = re.compile(r"(?:article|posting|webpage|report|creativework)$", re.IGNORECASE)
_PAGE = frozenset({"html", "head", "body", "main", "article"})
_MODE = re.compile(r"(?:^|[;,\s])mode\s*=\s*\"?([\w-]+)", re.IGNORECASE)
_ASKS_WHETHER = re.compile(r"ai(?:generated|written|created)|generatorai", re.IGNORECASE)
_ASKS_HELP = re.compile(r"aiassisted", re.IGNORECASE)
_ASKS_WHAT = re.compile(
    r"aicontent(?:declaration|label)?$|aidisclosure|contentorigin|digitalsourcetype|creativeworkstatus",
    re.IGNORECASE,
)
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
_SUMMARY_HEAD = re.compile(
    r"(?:ai[\s-])?(?:summary|key\s(?:points|takeaways)|at\sa\sglance|tl;?dr|in\sbrief|zusammenfassung|das\swichtigste|résumé|l['’]essentiel|resumen|puntos\sclave|요약)",
    re.IGNORECASE,
)


def look(article: Article) -> Step:
    """Every declaration of an article."""
    marks = (signal for mark in article.marks for signal in _of_mark(mark))
    signals = (*marks, *_authors(article), *_phrases(article))
    return Step(ProvenanceStatus.DECLARED, _finding(signals), signals)


def _finding(signals: tuple[Signal, ...]) -> Finding:
    of_text = [signal for signal in signals if signal.scope != "image"]
    if any(signal.ai for signal in of_text):
        return Finding.AI
    if of_text:
        return Finding.ASSISTED
    return Finding.IMAGE if signals else Finding.NOTHING


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
        return _scope_of_element(way[0])
    if mark.method == "ninjs" and len(way) > 1:
        return "image" if _MEDIA.search(way[0]) else None
    return "article" if mark.method in ("meta", "header", "ninjs") else None


def _scope_of_object(way: list[str]) -> str | None:
    kinds, relations = way[0::2], way[1::2]
    if any(_MEDIA.search(name) for name in way):
        return "image"
    if relations:
        return "section" if {name.casefold() for name in relations} == {"haspart"} else None
    return "article" if _ARTICLES.search(kinds[0]) else None


def _scope_of_element(tag: str) -> str:
    if _MEDIA.search(tag):
        return "image"
    return "article" if tag in _PAGE else "section"


def _said(mark: Mark) -> Finding:
    """Whether a mark says that a machine made it, helped, or neither."""
    if mark.method == "header":
        mode = _MODE.search(mark.value)
        return _of_token(mode.group(1)) if mode else Finding.NOTHING
    if mark.name.rpartition(".")[2].casefold() in ("author", "creator", "editor"):
        return Finding.AI if names_machine(mark.value) else Finding.NOTHING
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
    of_text = any(statement.subject in (Subject.TEXT, Subject.UNSAID) for statement in said)
    return Finding.AI if of_text else Finding.NOTHING


def _authors(article: Article) -> Iterator[Signal]:
    for name in article.authors:
        if names_machine(name):
            yield Signal("disclosure", "byline", "article", name, ai=True)


def _phrases(article: Article) -> Iterator[Signal]:
    for place, block in enumerate(article.blocks):
        text = article.text[block.start : block.end]
        if not (block.section is Section.HEADLINE and text == article.title):
            yield from _of_block(article, place, text)


def _of_block(article: Article, place: int, text: str) -> Iterator[Signal]:
    """The statements of a block: its byline, its labels, or the sentences in which the text speaks of itself."""
    block = article.blocks[place]
    if byline := byline_statement(text):
        yield _signal(article, place, byline, "byline")
    elif labels := label_statements(text):
        for said in labels:
            if not said.bare or said.subject is Subject.IMAGE or _at_edge(article, place):
                yield _signal(article, place, said, "phrase")
    else:
        for said in self_statements(text):
            if said.plain or said.subject is Subject.IMAGE or _at_edge(article, place):
                yield _signal(article, place, said, "phrase")
        if block.section is Section.CAPTION:
            yield from _in_caption(block, text)


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
    return Signal("disclosure", method, scope, article.text[start:end], start, end, covers, ai=True)


def _covered(article: Article, place: int, said: Statement) -> tuple[str, tuple[int, int] | None]:
    """What a statement speaks of, and the code points of it where it is a part of the article."""
    blocks = article.blocks
    if said.subject is Subject.IMAGE or _under_caption(article, place, said):
        return "image", None
    if blocks[place].section is Section.RELATED:
        return "section", _teaser(blocks, place)
    if said.subject is Subject.SUMMARY and not _is_whole(article, place):
        return "section", _summary(article, place)
    return "article", None


def _under_caption(article: Article, place: int, said: Statement) -> bool:
    """A label that names nothing, right below a caption, is the picture's."""
    above = article.blocks[place - 1] if place else None
    return (
        said.subject is Subject.UNSAID
        and said.bare
        and above is not None
        and above.section is Section.CAPTION
        and not label_statements(article.text[above.start : above.end])
    )


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


def _is_whole(article: Article, place: int) -> bool:
    """Whether "this summary" is the article: nothing stands below, and no part of it is headed as a summary."""
    below = [block for block in article.blocks[place + 1 :] if block.section is Section.BODY]
    return not below and _summary_head(article, place) is None


def _summary_head(article: Article, place: int) -> Block | None:
    """The heading of the summary above a block, if there is one."""
    heads = [block for block in article.blocks[:place] if block.section is not Section.BODY]
    words = (article.text[head.start : head.end] for head in heads)
    return next(
        (h for h, text in zip(heads, words, strict=True) if _SUMMARY_HEAD.match(text)), None
    )


def _summary(article: Article, place: int) -> tuple[int, int]:
    """From the summary's heading to its label; else the label and what follows: a paragraph, or a row of bullet points."""
    label = article.blocks[place]
    if head := _summary_head(article, place):
        return head.start, label.end
    end = label.end
    for block in article.blocks[place + 1 :]:
        long = len(article.text[block.start : block.end].split()) >= BULLET_WORDS
        if block.section is not Section.BODY or (long and end > label.end):
            break
        end = block.end
        if long:
            break
    return label.start, end
