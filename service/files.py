"""Paths to articles: text, HTML, JSON and JSON Lines files, folders of them, and standard input."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from index.errors import UnreadableFactCheck
from index.reading.claimreview import claim_reviews, fact_check, page_claim_reviews
from index.reading.html import outlet_of
from index.reading.ninjs import provider_of
from index.types import FactCheck, Submission
from service.charsets import page_text
from service.schemas import ArticleIn

_JSON = (".json", ".jsonl", ".ndjson")
SUFFIXES = (".txt", ".html", ".htm", *_JSON)
STANDARD_INPUT = "-"
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


def count(paths: Sequence[str]) -> int:
    """How many files the paths hold."""
    return sum(len(_files(path)) if path != STANDARD_INPUT else 1 for path in paths)


def read_paths(
    paths: Sequence[str], outlet: str | None, standard_input: BinaryIO
) -> Iterator[Found]:
    """The articles of the paths, in order; a folder gives its files by name. A bad file is a fault, not the end."""
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _read(STANDARD_INPUT, standard_input.read(), outlet)
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
                yield from _read(str(file), content, outlet)


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


def _read(source: str, content: bytes, outlet: str | None) -> Iterator[Found]:
    suffix = Path(source).suffix.casefold()
    is_json = suffix in _JSON or (suffix not in SUFFIXES and _start(content) in (b"{", b"["))
    try:
        if is_json and _is_lines(source, content):
            yield from _lines(source, content, outlet)
        elif is_json:
            for place, item in enumerate(_items(json.loads(content))):
                yield _found(f"{source}#{place}", item, outlet)
        else:
            yield _found(source, _page(source, content, suffix), outlet)
    except (UnusableFile, ValueError, RecursionError) as fault:
        yield Found(source, fault=str(fault))


def _lines(source: str, content: bytes, outlet: str | None) -> Iterator[Found]:
    if not content.strip():
        raise UnusableFile(_NO_ARTICLE)
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            try:
                item = json.loads(line)
            except (ValueError, RecursionError) as fault:
                yield Found(f"{source}:{number}", fault=f"not JSON: {fault}")
            else:
                yield _found(f"{source}:{number}", item, outlet)


def _items(data: Any) -> list[Any]:
    """The articles of a JSON document: one, a list, or a list under `articles`; at least one."""
    listed = data.get("articles") if isinstance(data, dict) else data
    items = listed if isinstance(listed, list) else [data]
    if not items:
        raise UnusableFile(_NO_ARTICLE)
    return items


def _page(source: str, content: bytes, suffix: str) -> dict[str, Any]:
    is_html = suffix in (".html", ".htm") or _start(content) == b"<"
    name = "standard-input" if source == STANDARD_INPUT else Path(source).stem
    if is_html:
        html = page_text(content)
        return {"outlet": outlet_of(html) or name, "html": html}
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnusableFile(
            f"is not UTF-8 (byte {fault.start}); convert it, for example with iconv"
        ) from fault
    return {"outlet": name, "text": text}


def _found(source: str, item: Any, outlet: str | None) -> Found:
    if isinstance(item, dict) and _NINJS_SIGNS & set(item):
        item = {"outlet": provider_of(item) or "ninjs", "ninjs": item}
    if isinstance(item, dict) and outlet:
        item = {**item, "outlet": outlet}
    try:
        return Found(source, ArticleIn.model_validate(item).submission())
    except ValidationError as fault:
        return Found(source, fault="; ".join(_said(error) for error in fault.errors()))


def _said(error: Any) -> str:
    place = ".".join(map(str, error["loc"]))
    text = str(error["msg"]).removeprefix("Value error, ")
    return f"{place}: {text}" if place else text
