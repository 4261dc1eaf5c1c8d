"""Paths to articles: text, HTML, JSON and JSON Lines files, folders of them, and standard input."""

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from index.errors import UnreadableFactCheck
from index.reading.claimreview import claim_reviews, fact_check, page_claim_reviews
from index.reading.html import outlet_of
from index.reading.ninjs import provider_of
from index.types import FactCheck, Submission
from service.charsets import page_text
from service.schemas import ArticleIn, told

_JSON = (".json", ".jsonl", ".ndjson")
SUFFIXES = (".txt", ".html", ".htm", *_JSON)
STANDARD_INPUT = "-"
UNNAMED = "unnamed"
"""outlet of all files that do not say theirs: as one outlet they count as one source, whoever they are from"""
_NO_FILE = f"no such file, or a folder without {', '.join(SUFFIXES)}"
_NO_ARTICLE = "holds no article; give one as a JSON object, or several as a list or line by line"
_TWO_LINES = re.compile(rb"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")
_NINJS_SIGNS = frozenset({"body_html", "body_text", "bodies", "body_xhtml"})


class UnusableFile(Exception):
    """A path that holds no article; its text says what to do."""


@dataclass(frozen=True)
class Found:
    """An article, or what was wrong, and where it came from."""

    source: str
    submission: Submission | None = None
    fault: str = ""

    @property
    def is_unnamed(self) -> bool:
        """Whether it is an article of which nobody says the outlet."""
        return self.submission is not None and self.submission.outlet == UNNAMED


@dataclass(frozen=True)
class Naming:
    """Whose the articles of files are.

    Args:
        outlet: of all of them, whatever they say of themselves.
        by_file: call those that do not say it by their files, to tell them apart; else all are `UNNAMED`.
    """

    outlet: str | None = None
    by_file: bool = False

    def of(self, source: str, said: str | None = None) -> str:
        """The outlet of a file that says this of it, or nothing."""
        name = "standard-input" if source == STANDARD_INPUT else Path(source).stem
        return self.outlet or said or (name if self.by_file else UNNAMED)


def read_paths(paths: Sequence[str], naming: Naming, standard_input: BinaryIO) -> Iterator[Found]:
    """The articles of the paths, in order; a folder gives its files by name. A bad file is a fault, not the end."""
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _read(STANDARD_INPUT, standard_input.read(), naming)
            continue
        files = _files(path)
        if not files:
            yield Found(path, fault=_NO_FILE)
        for file in files:
            try:
                content = file.read_bytes()
            except OSError as fault:
                yield Found(str(file), fault=f"cannot be read: {fault.strerror}")
            else:
                yield from _read(str(file), content, naming)


@dataclass(frozen=True)
class FoundCheck:
    """A fact check, or what was wrong, and where it came from."""

    source: str
    check: FactCheck | None = None
    fault: str = ""


def read_fact_checks(paths: Sequence[str], standard_input: BinaryIO) -> Iterator[FoundCheck]:
    """The fact checks of the paths, in order: ClaimReview as JSON or JSON Lines, or pages. A bad one is a fault, not the end."""
    for path in paths:
        files = [path] if path == STANDARD_INPUT else list(map(str, _files(path)))
        if not files:
            yield FoundCheck(path, fault=_NO_FILE)
        for file in files:
            try:
                content = (
                    standard_input.read() if file == STANDARD_INPUT else Path(file).read_bytes()
                )
                reviews = _claim_reviews(file, content)
            except (OSError, UnreadableFactCheck, ValueError, RecursionError) as fault:
                yield FoundCheck(file, fault=str(fault))
            else:
                yield from (_found_check(f"{file}#{n}", item) for n, item in enumerate(reviews))


def _claim_reviews(file: str, content: bytes) -> list[Mapping[str, Any]]:
    if _start(content) == b"<":
        return page_claim_reviews(page_text(content))
    if _is_lines(file, content):
        return claim_reviews([json.loads(line) for line in content.splitlines() if line.strip()])
    return claim_reviews(json.loads(content))


def _start(content: bytes) -> bytes:
    """The first character that can be seen."""
    return content.removeprefix(codecs.BOM_UTF8).lstrip()[:1]


def _is_lines(source: str, content: bytes) -> bool:
    """Whether a document is JSON Lines, by its name or because an object begins where a line has ended one."""
    by_name = Path(source).suffix.casefold() in (".jsonl", ".ndjson")
    return by_name or _TWO_LINES.match(content.removeprefix(codecs.BOM_UTF8)) is not None


def _found_check(source: str, review: Mapping[str, Any]) -> FoundCheck:
    try:
        return FoundCheck(source, fact_check(review))
    except UnreadableFactCheck as fault:
        return FoundCheck(source, fault=str(fault))


def _files(path: str) -> list[Path]:
    place = Path(path)
    if place.is_dir():
        return sorted(
            file
            for file in place.rglob("*")
            if file.suffix.casefold() in SUFFIXES and file.is_file()
        )
    return [place] if place.exists() else []


def left_out(paths: Sequence[str]) -> Counter[str]:
    """The files of folders that are passed over because of what their names end in, by that; hidden ones are nobody's articles."""
    kinds: Counter[str] = Counter()
    for path in paths:
        for file in Path(path).rglob("*"):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if not hidden and file.suffix.casefold() not in SUFFIXES and file.is_file():
                kinds[file.suffix.casefold() or "no suffix"] += 1
    return kinds


def _read(source: str, content: bytes, naming: Naming) -> Iterator[Found]:
    suffix = Path(source).suffix.casefold()
    is_json = suffix in _JSON or (suffix not in SUFFIXES and _start(content) in (b"{", b"["))
    try:
        if is_json and _is_lines(source, content):
            yield from _lines(source, content, naming)
        elif is_json:
            for place, item in enumerate(_items(json.loads(content))):
                yield _found(f"{source}#{place}", _article(source, item, naming))
        else:
            yield _found(source, _page(source, content, suffix, naming))
    except (UnusableFile, ValueError, RecursionError) as fault:
        yield Found(source, fault=str(fault))


def _lines(source: str, content: bytes, naming: Naming) -> Iterator[Found]:
    if not content.strip():
        raise UnusableFile(_NO_ARTICLE)
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            try:
                item = json.loads(line)
            except (ValueError, RecursionError) as fault:
                yield Found(f"{source}:{number}", fault=f"not JSON: {fault}")
            else:
                yield _found(f"{source}:{number}", _article(source, item, naming))


def _items(data: Any) -> list[Any]:
    """The articles of a JSON document: one, a list, or a list under `articles`; at least one."""
    listed = data.get("articles") if isinstance(data, dict) else data
    items = listed if isinstance(listed, list) else [data]
    if not items:
        raise UnusableFile(_NO_ARTICLE)
    return items


def _page(source: str, content: bytes, suffix: str, naming: Naming) -> dict[str, Any]:
    is_html = suffix in (".html", ".htm") or _start(content) == b"<"
    if is_html:
        html = page_text(content)
        return {"outlet": naming.of(source, outlet_of(html)), "html": html}
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnusableFile(
            f"is not UTF-8 (byte {fault.start}); convert it, for example with iconv"
        ) from fault
    return {"outlet": naming.of(source), "text": text}


def _article(source: str, item: Any, naming: Naming) -> Any:
    """What is to be an article: one as the HTTP interface takes it, or an item of ninjs."""
    if isinstance(item, dict) and _NINJS_SIGNS & set(item):
        return {"outlet": naming.of(source, provider_of(item)), "ninjs": item}
    if isinstance(item, dict) and naming.outlet:
        return {**item, "outlet": naming.outlet}
    return item


def _found(source: str, item: Any) -> Found:
    try:
        submission = ArticleIn.model_validate(item).submission()
        return Found(source, replace(submission, source=source))
    except ValidationError as fault:
        return Found(source, fault="; ".join(_said(error) for error in fault.errors()))


def _said(error: Any) -> str:
    place = ".".join(map(str, error["loc"]))
    return f"{place}: {told(error)}" if place else told(error)
