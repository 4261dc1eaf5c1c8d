import pytest

from index.reading import read
from index.reading.characters import SHOWN, normalise
from index.types import Mark, Submission


@pytest.mark.parametrize(
    ("sent", "plain", "kind", "value", "seen"),
    [
        ("the fer\u200bry sank", "the ferry sank", "zero-width", "U+200B", "\u200b"),
        (
            "a\u200c\u200d\u200dbout",
            "about",
            "zero-width",
            "U+200C, U+200D ×2",
            "\u200c\u200d\u200d",
        ),
        (
            "port\U000e0041\U000e0042 side",
            "port side",
            "tag",
            "U+E0041, U+E0042",
            "\U000e0041\U000e0042",
        ),
        ("port\ufe01\ufe02", "port", "variation-selector", "U+FE01, U+FE02", "\ufe01\ufe02"),
        ("por\u202et", "port", "direction", "U+202E", "\u202e"),
        ("six\u2004men", "six men", "space", "U+2004", "\u2004"),
        ("the fеrry", "the ferry", "homoglyph", "fеrry", "fеrry"),
        ("αrticle nine", "article nine", "homoglyph", "αrticle", "αrticle"),
        ("the сор fell", "the cop fell", "homoglyph", "сор", "сор"),
        ("Это cлово и дело", "Это слово и дело", "homoglyph", "cлово", "cлово"),
        ("the bжat", "the bжat", "mixed-script", "bжat", "bжat"),
    ],
)
def test_what_nobody_sees_is_named_and_taken_out(
    sent: str, plain: str, kind: str, value: str, seen: str
) -> None:
    """Each kind of hidden or disguised character is reported with its place in the text as sent, and normalised."""
    found = normalise(sent)
    start = sent.index(seen)
    assert found.text == plain
    assert found.marks == (Mark("characters", kind, value, start, start + len(seen)),)


def test_places_count_what_was_taken_out_before() -> None:
    """A disguised word behind hidden characters is found where it stands in the text as sent."""
    sent = "a\u200b b\u200b the fеr\u200bry"
    found = normalise(sent)
    assert found.text == "a b the ferry"
    assert [sent[m.start : m.end] for m in found.marks] == [
        "\u200b",
        "\u200b",
        "fеr\u200bry",
        "\u200b",
    ]


@pytest.mark.parametrize(("word", "plain"), [("J\u0430\u0443", "Jay"), ("B\u043e\u0435", "Boe")])
def test_a_capital_before_foreign_twins_is_no_symbol(word: str, plain: str) -> None:
    """A name that is Cyrillic but for its first letter is spelt in Latin letters, as the text around it is."""
    found = normalise(f"The novel is by {word} and was sold to the studio.")
    assert found.text == f"The novel is by {plain} and was sold to the studio."
    assert [mark.name for mark in found.marks] == ["homoglyph"]


@pytest.mark.parametrize(
    "text",
    [
        "❤️ ☎️ 👍🏽 1️⃣ 👩‍👩‍👧 ❤️‍🔥 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "کتاب را می‌خواهم",
        "क्‍ष",
        "葛󠄀城市",
        "Роман сказал: оса, а не оса",
        "Η Ελλάδα και ο πρόεδρος",
        "TNFα at 5 μm, Δt, kΩ and a β-blocker",
        "Он купил iPhone в Москве",
        "東京で１０月に",
        "naïve café in Zürich",
    ],
)
def test_what_a_script_or_an_emoji_needs_stays(text: str) -> None:
    """Emoji, Persian and Indic joiners, Han variants, and whole words of other scripts are left as they are."""
    found = normalise(text)
    assert (found.text, found.marks) == (text, ())


@pytest.mark.parametrize(
    ("sent", "plain"),
    [
        ("so\u00adft hy\u00adphens", "soft hyphens"),
        ("\ufeffA mark at the start", "A mark at the start"),
        ("« oui », dit-il, 10\u202f000\u00a0euros", "« oui », dit-il, 10 000 euros"),
        ("cafe\u0301", "café"),
        ("\U0001d413\U0001d421\U0001d41e ﬁre", "The fire"),
        ("שלום\u200f", "שלום"),
    ],
)
def test_ordinary_typography_is_normalised_without_a_word(sent: str, plain: str) -> None:
    """Soft hyphens, fixed spaces, ligatures and marks of right-to-left text are no signals."""
    found = normalise(sent)
    assert (found.text, found.marks) == (plain, ())


def test_many_findings_are_counted() -> None:
    """The first of a kind are listed with their places, the rest as a number."""
    found = normalise("wo\u200brd " * 37).marks
    assert len(found) == SHOWN + 1
    assert found[-1] == Mark("characters", "zero-width", f"and {37 - SHOWN} more")


def test_a_disguised_article_reads_as_the_plain_one() -> None:
    """Title, sentences and their places are the same with and without hidden characters."""
    plain = "The ferry carried 214 passengers. Nobody was hurt.\n\nDivers saw the hull on Thursday."
    hidden = (
        plain.replace("ferry", "fеr\u200bry")
        .replace(" ", "\u2005")
        .replace("hurt", "hu\u2060rt\ufe0f")
    )
    one, other = (read(Submission("x.example", text=t, id="a")) for t in (plain, hidden))
    assert one.sentences == other.sentences
    assert one.text == other.text
    assert {mark.name for mark in other.marks} == {
        "homoglyph",
        "space",
        "variation-selector",
        "zero-width",
    }


def test_joiners_of_a_page_survive() -> None:
    """Persian words keep their joiners when they come as HTML, and what is hidden there is named without a place."""
    paragraph = "<p>این یک متن آزمایشی است که می‌خواهیم بخوانیم و fer\u200bry در آن هست.</p>"
    html = f"<html><body><article><h1>آزمایش</h1>{paragraph * 3}</article></body></html>"
    found = read(Submission("x.example", html=html, language="fa"))
    assert "می‌خواهیم" in found.text
    assert "ferry" in found.text
    assert Mark("characters", "zero-width", "U+200B", 0, 0) not in found.marks
    assert [mark.name for mark in found.marks] == ["zero-width"] * 3
