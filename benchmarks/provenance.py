"""The ladder against forms of its own: `python -m benchmarks.provenance [NEWS.jsonl.gz …]`.

Prints how many declared and signed forms are read right, how many sentences about AI are taken for a declaration, how many
articles change when characters that nobody sees are put into them, and how many articles go through a second.
`benchmarks/declarations` holds the forms and the sentences, all written for this project; the patterns were written with them in
view. NEWS holds real articles as `text`, none of which the patterns have seen; how many of them are taken for declared is printed last.
"""

import argparse
import gzip
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from claims.provenance import assess
from claims.types import Finding, Provenance
from index.errors import UnreadableArticle
from index.reading import read
from index.types import Article, Submission
from tests.signing import PEOPLE, Newsroom, newsroom

HERE = Path(__file__).parent / "declarations"
OUTLET = "bench.example"
WORDS = 600
ARTICLES = 200


@dataclass(frozen=True)
class Form:
    """A way to declare, an article that does so, and what must be read: the scope, and whether the article is flagged."""

    name: str
    submission: Submission
    scope: str | None
    flagged: bool

    def is_right(self) -> bool:
        """Whether exactly this is read."""
        found = assess(read(self.submission))
        said = [signal for signal in found.signals if signal.kind == "disclosure"]
        flagged = any(signal.ai and signal.scope == "article" for signal in said)
        scopes = {signal.scope for signal in said}
        return scopes == ({self.scope} if self.scope else set()) and flagged is self.flagged


@dataclass(frozen=True)
class Signed:
    """An article with a manifest, and what the first step must find."""

    name: str
    submission: Submission
    finding: Finding

    def is_right(self) -> bool:
        """Whether exactly this is found."""
        return assess(read(self.submission)).steps[0].finding is self.finding


def bodies() -> Mapping[str, list[str]]:
    """Five sentences of an article that declares nothing, by language."""
    return dict(json.loads((HERE / "bodies.json").read_text("utf-8")))


def about_ai() -> Mapping[str, list[str]]:
    """Sentences about AI that declare nothing, by language."""
    return dict(json.loads((HERE / "about_ai.json").read_text("utf-8")))


def declared_forms() -> list[Form]:
    """Every declared form."""
    lines = (HERE / "forms.jsonl").read_text("utf-8").splitlines()
    return [_form(json.loads(line)) for line in lines]


def _form(row: Mapping[str, Any]) -> Form:
    flagged = row.get("flagged", row["scope"] == "article")
    return Form(row["form"], _submission(row), row["scope"], flagged)


def _submission(row: Mapping[str, Any]) -> Submission:
    body = bodies()[row.get("language", "en")]
    lines = (
        [row["above"], *body]
        if "above" in row
        else [*body, row["below"]]
        if "below" in row
        else body
    )
    text = "\n\n".join(lines)
    more: dict[str, Any] = {"text": text}
    if "head" in row or "body" in row:
        more = {"html": page(text, row.get("head", ""), row.get("body", ""))}
    elif "ninjs" in row:
        more = {"ninjs": {"headline": "Ferry runs aground", "body_text": text, **row["ninjs"]}}
    return Submission(
        OUTLET,
        authors=tuple(row.get("authors", ())),
        headers=row.get("headers", {}),
        **more,
    )


def page(text: str, head: str = "", body: str = "") -> str:
    """A page with the text as its article."""
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
    return (
        f"<html><head><title>Ferry runs aground</title>{head}</head>"
        f"<body><article><h1>Ferry runs aground</h1>{paragraphs}{body}</article></body></html>"
    )


def signed_forms(room: Newsroom) -> list[Signed]:
    """Every signed form: whole, by people, changed after signing, damaged, doubled, and only referred to."""
    text = "\n\n".join(bodies()["en"])
    forms: list[Signed] = []
    for name, sign in (("text-wrapper", room.wrapped), ("text-armour", room.armoured)):
        forms += _texts(name, text, sign)
    html = page(text)
    whole = room.page(html)
    link = '<link rel="c2pa-manifest" href="https://bench.example/story.c2pa"></head>'
    for submission, finding in (
        (whole, Finding.AI),
        (room.page(html, PEOPLE), Finding.NO_AI),
        (whole.replace("Tuesday", "Sunday", 1), Finding.BROKEN),
        (html.replace("</head>", link), Finding.UNVERIFIED),
        (whole.replace("</head>", link), Finding.BROKEN),
    ):
        forms.append(Signed("html", Submission(OUTLET, html=submission), finding))
    field = {"Link": '<https://bench.example/story.c2pa>; rel="c2pa-manifest"'}
    forms.append(Signed("header", Submission(OUTLET, text=text, headers=field), Finding.UNVERIFIED))
    return forms


def _texts(name: str, text: str, sign: Callable[..., str]) -> Iterator[Signed]:
    whole = sign(text)
    for submission, finding in (
        (whole, Finding.AI),
        (sign(text, PEOPLE), Finding.NO_AI),
        (whole.replace("Tuesday", "Sunday", 1), Finding.BROKEN),
        (whole + whole, Finding.BROKEN),
        (
            whole[:-60] if name == "text-wrapper" else whole.replace("base64,", "base64,!"),
            Finding.BROKEN,
        ),
    ):
        yield Signed(name, Submission(OUTLET, text=submission), finding)


def placed(language: str, sentence: str) -> Iterator[Article]:
    """Articles with a sentence inside a paragraph, as a paragraph in the middle, and as the last one."""
    body = bodies()[language]
    for lines in (
        [*body[:2], f"{body[2]} {sentence} {body[3]}", body[4]],
        [*body[:3], sentence, *body[3:]],
        [*body, sentence],
    ):
        yield read(Submission(OUTLET, text="\n\n".join(lines)))


def declares(found: Provenance) -> bool:
    """Whether anything but a picture is taken for declared."""
    return any(s.kind == "disclosure" and s.scope != "image" for s in found.signals)


ATTACKS: Mapping[str, Callable[[str, random.Random], str]] = {
    "zero-width": lambda word, luck: (
        word[:1] + luck.choice("\u200b\u200c\u200d\u2060\ufeff") + word[1:]
    ),
    "tags": lambda word, luck: word + chr(0xE0000 + luck.randrange(32, 127)),
    "variation selectors": lambda word, luck: word + chr(luck.randrange(0xE0100, 0xE01EF)),
    "homoglyphs": lambda word, _: word.translate(str.maketrans("aeopcxyi", "аеорсхуі")),
    "direction": lambda word, _: f"\u202a{word}\u202c",
    "full width": lambda word, _: "".join(
        chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in word
    ),
}
SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


def attacked(text: str, name: str, luck: random.Random) -> str:
    """The text with a third of its words, or all of its spaces, disguised."""
    if name == "spaces":
        return "".join(luck.choice(SPACES) if letter == " " else letter for letter in text)
    words = text.split(" ")
    return " ".join(ATTACKS[name](word, luck) if luck.random() < 1 / 3 else word for word in words)


def survives(name: str) -> bool:
    """Whether an attacked article reads as the plain one, sentence by sentence."""
    text = "\n\n".join(bodies()["en"])
    plain = read(Submission(OUTLET, text=text, id="same"))
    return all(
        read(
            Submission(OUTLET, text=attacked(text, name, random.Random(seed)), id="same")
        ).sentences
        == plain.sentences
        for seed in range(20)
    )


@cache
def long_text() -> str:
    """WORDS words of an article that mentions AI as news does."""
    sentences = [*bodies()["en"], *about_ai()["en"]]
    words = " ".join(sentences * 3).split()[:WORDS]
    return "\n\n".join(" ".join(words[at : at + 60]) for at in range(0, WORDS, 60))


def rate(work: Callable[[], object]) -> float:
    """How often the work is done in a second of processor time, which other programs on the machine do not change."""
    began = time.process_time()
    for _ in range(ARTICLES):
        work()
    return ARTICLES / (time.process_time() - began)


def real_news(path: Path) -> Iterator[Article]:
    """The articles of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            try:
                yield read(Submission(OUTLET, text=json.loads(line)["text"]))
            except UnreadableArticle as fault:
                print(f"  left out: {fault}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", nargs="*", type=Path)
    options = parser.parse_args()
    room = newsroom()
    _print_forms("declared", declared_forms())
    _print_forms("signed", signed_forms(room))
    print("\nsentences about AI, each in three places   articles   taken for a declaration")
    for language, sentences in about_ai().items():
        articles = [article for sentence in sentences for article in placed(language, sentence)]
        wrong = sum(declares(assess(article)) for article in articles)
        print(f"  {language:<41}{len(articles):>8}{wrong:>26}")
    print("\ncharacters put in                      sentences of 20 articles")
    for name in (*ATTACKS, "spaces"):
        print(f"  {name:<37}{'the same' if survives(name) else 'CHANGED'}")
    submission = Submission(OUTLET, text=long_text())
    signed = Submission(OUTLET, text=room.wrapped(long_text()))
    article = read(submission)
    print(f"\n{WORDS} words, articles a second of one core")
    print(f"  the ladder                           {rate(lambda: assess(article)):>8.0f}")
    print(f"  reading and the ladder               {rate(lambda: assess(read(submission))):>8.0f}")
    print(f"  the same, signed                     {rate(lambda: assess(read(signed))):>8.0f}")
    for path in options.news:
        found = [declares(assess(article)) for article in real_news(path)]
        print(f"\n{path.name}: {len(found)} articles, {sum(found)} taken for declared")


def _print_forms(kind: str, forms: list[Form] | list[Signed]) -> None:
    print(f"\n{kind} forms                               right    of")
    for name in dict.fromkeys(form.name for form in forms):
        each = [form for form in forms if form.name == name]
        right = [form for form in each if form.is_right()]
        print(f"  {name:<37}{len(right):>8}{len(each):>6}")


if __name__ == "__main__":
    main()
