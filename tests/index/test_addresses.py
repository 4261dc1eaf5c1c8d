import unicodedata
from urllib.parse import unquote

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from index.addresses import CONTEXTS, link, selector
from index.types import Article
from tests.parts import article

URL = "https://gazette.example/ferry"
WORDS = st.sampled_from(
    [
        "the",
        "ferry",
        "Ferry",
        "carried",
        "214",
        "passengers",
        "résumé",
        "resume",
        "re-opened,",
        "Skerrow",
        "&",
        "Moss",
        "“quietly”",
        "50%",
        "a/b",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: "So " + " ".join(words) + ".")
LONG_SENTENCES = st.lists(WORDS, min_size=45, max_size=60).map(lambda words: " ".join(words) + ".")
PARAGRAPHS = st.lists(SENTENCES | LONG_SENTENCES, min_size=1, max_size=3).map(" ".join)
TEXTS = st.lists(PARAGRAPHS, min_size=1, max_size=4).map("\n\n".join)


def folded(text: str) -> str:
    """Base letters without case, one for one."""
    return "".join(unicodedata.normalize("NFD", letter)[0].lower() for letter in text)


def count(part: str, text: str) -> int:
    """How often it stands there, paragraphs run together."""
    return len(regex.findall(regex.escape(part), text.replace("\n\n", " "), overlapped=True))


def is_edge(text: str, at: int) -> bool:
    """Whether a word begins or ends here (Unicode Standard Annex 29)."""
    return regex.compile(r"\b", regex.WORD).match(text, at) is not None


def found(found_in: Article, url: str) -> tuple[int, int] | None:
    """Where a browser scrolls to: the first match after the algorithm of the specification."""
    parts = url.split(":~:text=")[1].split(",")
    prefix = folded(unquote(parts.pop(0)[:-1])) if parts[0].endswith("-") else ""
    suffix = folded(unquote(parts.pop()[1:])) if parts[-1].startswith("-") else ""
    start, *rest = (folded(unquote(part)) for part in parts)
    text = folded(found_in.text)
    for at in (
        match.start() for match in regex.finditer(regex.escape(start), text, overlapped=True)
    ):
        before, stop = text[:at].rstrip(), at + len(start)
        if prefix and not (before.endswith(prefix) and is_edge(text, len(before) - len(prefix))):
            continue
        if rest:
            tail = text.find(rest[0], stop)
            return at, tail + len(rest[0])
        after = text[stop:].lstrip()
        if suffix and not (after.startswith(suffix) and is_edge(after, len(suffix))):
            continue
        if (prefix or is_edge(text, at)) and (suffix or is_edge(text, stop)):
            return at, stop
    return None


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_a_quote_with_its_context_stands_once(text: str) -> None:
    """Prefix, quote and suffix together are found in the article's text at the sentence, and nowhere else."""
    read = article(text)
    for sentence in read.sentences:
        quote = selector(read, sentence)
        whole = quote.prefix + quote.exact + quote.suffix
        places = [
            match.start()
            for match in regex.finditer(regex.escape(whole), read.text, overlapped=True)
        ]
        assert places == [sentence.start - len(quote.prefix)]
        assert quote.exact == sentence.text


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_a_link_leads_to_its_sentence(text: str) -> None:
    """Decoded and looked for as a browser does it meets the sentence, unless its paragraph's words stand elsewhere too."""
    read = article(text, url=URL)
    for sentence in read.sentences:
        url = link(read, sentence) or ""
        place = found(read, url)
        assert place is not None
        (block,) = (b for b in read.blocks if b.start <= sentence.start < b.end)
        if count(folded(read.text[block.start : block.end]), folded(read.text)) == 1:
            assert place == (sentence.start, sentence.end)
        else:
            assert folded(read.text[slice(*place)]) == folded(sentence.text)


def test_a_short_quote_stands_alone_in_its_link() -> None:
    """What divides a directive is encoded, and so is what a fragment may not hold."""
    read = article("Fares at Moss & Co rose 5%, to-day only. Nothing else changed.", url=URL)
    assert link(read, read.sentences[0]) == (
        f"{URL}#:~:text=Fares%20at%20Moss%20%26%20Co%20rose%205%25%2C%20to%2Dday%20only."
    )


def test_a_repeated_quote_is_told_apart_by_whole_words() -> None:
    """Its link names as many words beside it as it needs, and no parts of words."""
    read = article("It sank. Nobody was hurt. It sank. Two were missing.", url=URL)
    assert [link(read, sentence) for sentence in read.sentences[::2]] == [
        f"{URL}#:~:text=It%20sank.,-Nobody%20was",
        f"{URL}#:~:text=was%20hurt.-,It%20sank.,-Two%20were",
    ]


def test_a_long_sentence_is_linked_by_its_ends() -> None:
    """Its first and last six words stand for it, and more where six are not enough."""
    middle = " ".join(f"berth {number}" for number in range(40))
    text = f"The ferry called at each of {middle} and then it went back home."
    read = article(f"{text} It was late.", url=URL)
    assert link(read, read.sentences[0]) == (
        f"{URL}#:~:text=The%20ferry%20called%20at%20each%20of,and%20then%20it%20went%20back%20home."
    )
    again = article(f"The ferry called at each of us. {text}", url=URL)
    assert "The%20ferry%20called%20at%20each%20of%20berth%200," in (
        link(again, again.sentences[1]) or ""
    )


def test_an_edge_inside_a_word_is_linked_with_its_neighbour() -> None:
    """Where no space follows a sentence a browser sees no end of a word there, unless a suffix says so."""
    read = article("The ferry sank at 3 p.m. on Friday near the pier.", url=URL)
    (whole,) = read.sentences
    part = type(whole)("s", whole.article_id, "The ferry sank at 3 p", 0, 21, whole.section)
    assert link(read, part) == f"{URL}#:~:text=The%20ferry%20sank%20at%203%20p,-.m.%20on"


def test_a_link_keeps_the_fragment_of_the_page() -> None:
    """The directive follows it, and takes the place of one that was there."""
    for url in (f"{URL}?a=1#top", f"{URL}?a=1#top:~:text=other"):
        read = article("It sank.", url=url)
        assert link(read, read.sentences[0]) == f"{URL}?a=1#top:~:text=It%20sank."


def test_only_the_web_is_linked() -> None:
    """An article without an address, or with one of another kind, has no links."""
    for url in (None, "urn:newsml:gazette:1", "javascript:alert(1)"):
        read = article("It sank.", url=url)
        assert link(read, read.sentences[0]) is None


def test_an_article_that_only_repeats_itself_has_short_quotes() -> None:
    """A quote's context ends at 2,048 code points, so that a reply does not grow with the square of the text."""
    read = article("\n\n".join(["It sank again."] * 1000))
    quote = selector(read, read.sentences[500])
    assert len(quote.prefix) == len(quote.suffix) == CONTEXTS[-1]
