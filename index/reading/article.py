"""A submission to an article: which reader it needs, its id, and its sentences."""

import hashlib
import json
from dataclasses import replace

import py3langid

from index import sentences
from index.errors import UnreadableArticle
from index.reading import dates, limits
from index.reading.characters import normalise, whole
from index.reading.credentials import (
    header_credentials,
    html_credentials,
    text_credentials,
    without_armour,
)
from index.reading.html import read_html
from index.reading.mail import read_mail
from index.reading.ninjs import read_ninjs
from index.reading.plain import Page, read_lines
from index.types import HEADER, Article, Document, Mark, Section, Sentence, SentenceIds, Submission

MOST_SENTENCES = 5_000
"""A book is no article; past this the submission is refused rather than cut."""
DISCLOSURE_FIELD = "ai-disclosure"
"""draft-abaris-aicdh, AI Content Disclosure Header (IETF, work in progress)"""
LANGUAGE_SAMPLE = 2_000
"""code points that the language is guessed from"""


def read(submission: Submission, trust: str | None = None) -> Article:
    """Clean a submission and divide it into sentences.

    Args:
        submission: the article as it was handed in.
        trust: certificates (PEM) of those whose C2PA signatures are trusted; None leaves every signer unknown.

    Raises:
        UnreadableArticle: no article text is left, or far too much.
    """
    document = _document(submission, trust)
    if not any(
        block.section is Section.BODY and block.end > block.start for block in document.blocks
    ):
        raise UnreadableArticle(
            "no article text is left after cleaning; send at least one sentence of prose"
        )
    article_id = submission.id or identify(submission)
    found = sentences_of(article_id, document)
    if len(found) > MOST_SENTENCES:
        raise UnreadableArticle(
            f"{len(found)} sentences; an article may have {MOST_SENTENCES}: send it in parts"
        )
    return Article(
        id=article_id,
        outlet=submission.outlet,
        url=document.url,
        title=document.title,
        published_at=document.published_at,
        language=document.language,
        authors=document.authors,
        text=document.text,
        blocks=document.blocks,
        marks=(*_header_marks(submission), *document.marks),
        sentences=found,
        updated_at=document.updated_at,
        id_is_made=submission.id is None,
    )


def identify(submission: Submission) -> str:
    """An id made from outlet and content, the same for the same article."""
    content = (
        submission.text
        or submission.html
        or json.dumps(submission.ninjs, sort_keys=True, ensure_ascii=True)
    )
    key = "\n".join([submission.outlet, submission.url or "", submission.title or "", content])
    return "a-" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def sentences_of(article_id: str, document: Document) -> tuple[Sentence, ...]:
    """The sentences of every block; headings and labels are one each."""
    ids = SentenceIds(article_id)
    found: list[Sentence] = []
    for block in document.blocks:
        text = document.text[block.start : block.end]
        whole = block.section is Section.HEADLINE
        spans = [(0, len(text))] if whole else sentences.split(text, document.language)
        for start, end in spans:
            span = text[start:end]
            found.append(
                Sentence(
                    ids.next(span),
                    article_id,
                    span,
                    block.start + start,
                    block.start + end,
                    block.section,
                )
            )
    return tuple(found)


def _document(submission: Submission, trust: str | None) -> Document:
    if submission.text is not None:
        return _from_text(submission, trust)
    if submission.html is not None:
        return _from_html(submission, trust)
    assert submission.ninjs is not None, "a submission has exactly one content"
    return _from_ninjs(submission, trust)


def _from_text(submission: Submission, trust: str | None) -> Document:
    assert submission.text is not None
    limits.check_text(submission.text)
    text = whole(submission.text)
    oddities = normalise(text).marks
    told = without_armour(text)
    if mail := read_mail(told):
        told = mail.text
        submission = replace(
            submission,
            title=submission.title or limits.title(mail.subject),
            published_at=submission.published_at or dates.parse(mail.date, submission.language),
        )
    page = read_lines(told, submission.title, submission.language)
    return replace(_from_page(submission, page), marks=(*text_credentials(text, trust), *oddities))


def _from_html(submission: Submission, trust: str | None) -> Document:
    assert submission.html is not None
    html = whole(submission.html)
    found = read_html(html, submission.url, submission.language)
    filled = replace(
        submission,
        title=submission.title or found.title,
        published_at=submission.published_at or found.published_at,
        language=submission.language or found.language,
        authors=submission.authors or found.authors,
    )
    page = read_lines(
        found.lines, filled.title, filled.language, teasers=False, captions=found.captions
    )
    return replace(
        _from_page(filled, page),
        marks=(*html_credentials(html, trust), *found.marks),
        updated_at=found.updated_at,
    )


def _from_ninjs(submission: Submission, trust: str | None) -> Document:
    assert submission.ninjs is not None
    item = read_ninjs(submission.ninjs)
    filled = replace(
        submission,
        ninjs=None,
        html=f"<html><body><article>{item.html}</article></body></html>" if item.html else None,
        text=item.text,
        url=submission.url or item.url,
        title=submission.title or item.title,
        published_at=submission.published_at or item.published_at,
        language=submission.language or item.language,
        authors=submission.authors or item.authors,
    )
    document = _document(filled, trust)
    return replace(document, marks=document.marks + item.marks)


def _header_marks(submission: Submission) -> tuple[Mark, ...]:
    """What the fields of the HTTP reply say: a disclosure, or where a manifest is."""
    disclosed = [
        Mark(HEADER, name, value)
        for name, value in submission.headers.items()
        if name.casefold() == DISCLOSURE_FIELD
    ]
    return (*disclosed, *header_credentials(submission.headers))


def _from_page(submission: Submission, page: Page) -> Document:
    text, blocks = page.text_and_blocks()
    return Document(
        url=submission.url,
        title=submission.title or page.headline(),
        text=text,
        blocks=blocks,
        published_at=submission.published_at or page.published_at or page.updated_at,
        language=submission.language
        or (str(py3langid.classify(text[:LANGUAGE_SAMPLE])[0]) if text else None),
        authors=submission.authors or limits.authors(page.authors),
    )
