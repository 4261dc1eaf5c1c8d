import itertools

import pytest

from index.sentences import LONGEST, WINDOW, split


def texts(paragraph: str) -> list[str]:
    return [paragraph[start:end] for start, end in split(paragraph)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        (
            "Gen. Rik Moss met Dr. Ada B. Lund on Jan. 5. It rained.",
            ["Gen. Rik Moss met Dr. Ada B. Lund on Jan. 5.", "It rained."],
        ),
        (
            "The then-U.S. envoy left. The U.S. said no.",
            ["The then-U.S. envoy left.", "The U.S. said no."],
        ),
        (
            "“We go on,” she said. “Nobody stops us.” He nodded.",
            ["“We go on,” she said.", "“Nobody stops us.”", "He nodded."],
        ),
        (
            "Prices rose 2.5 percent. That was 1.2 points more.",
            ["Prices rose 2.5 percent.", "That was 1.2 points more."],
        ),
        (
            "The vote is at 10 a.m. Monday in Port Anders. Bring a pass.",
            ["The vote is at 10 a.m. Monday in Port Anders.", "Bring a pass."],
        ),
        (
            "It failed. 1. The first item 2. The second",
            ["It failed.", "1. The first item 2.", "The second"],
        ),
        (
            "A decision is due by 8 May. A £170m offer was rejected in May. “No,” she said.",
            [
                "A decision is due by 8 May.",
                "A £170m offer was rejected in May.",
                "“No,” she said.",
            ],
        ),
        (
            "Two fell ill. They “chose the Fed.” Prices of iron ore. It said no. Hale left.",
            [
                "Two fell ill.",
                "They “chose the Fed.”",
                "Prices of iron ore.",
                "It said no.",
                "Hale left.",
            ],
        ),
        (
            "It may. 5 of no. 10 met Mr. May. He left.",
            ["It may. 5 of no. 10 met Mr. May.", "He left."],
        ),
        ("What now? Nobody knows!", ["What now?", "Nobody knows!"]),
        ("See www.Gazette.Example.com for more.", ["See www.Gazette.Example.com for more."]),
    ],
)
def test_news_habits(paragraph: str, expected: list[str]) -> None:
    """Titles, initials, quotes, decimals, times and addresses do not end a sentence, and real ends do."""
    assert texts(paragraph) == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("No. Northgate says it did not pay.", ["No.", "Northgate says it did not pay."]),
        (
            "Will the pier reopen? No. The council says it needs a year.",
            ["Will the pier reopen?", "No.", "The council says it needs a year."],
        ),
        (
            "No. I never said so. No. Zero ships came.",
            ["No.", "I never said so.", "No.", "Zero ships came."],
        ),
        ("No. No. Police deny it.", ["No.", "No.", "Police deny it."]),
        ("No. 2 seed Ana Lund won.", ["No. 2 seed Ana Lund won."]),
        ("No. IV sank. No. B12 did not.", ["No. IV sank.", "No. B12 did not."]),
        ("She lives at No. 10 and ranks No. 3.", ["She lives at No. 10 and ranks No. 3."]),
    ],
)
def test_a_no_may_answer(paragraph: str, expected: list[str]) -> None:
    """A "No." that no number follows is a sentence of its own."""
    assert texts(paragraph) == expected


def test_every_character_is_kept() -> None:
    """Every character that is not white space lies in exactly one sentence, whatever the script."""
    paragraph = "  Ünïcode 😀 said so. “Ça va?” 他说。好的！ Ende\u0301. "
    spans = list(split(paragraph))
    assert "".join(paragraph[a:b] for a, b in spans).replace(" ", "") == paragraph.replace(" ", "")
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))


def test_no_text_has_no_sentences() -> None:
    """An empty or blank paragraph has no sentence."""
    assert list(split("")) == []
    assert list(split(" \n ")) == []


def test_a_sentence_too_long_is_parted_between_words() -> None:
    """No part is longer than the models read, none tears a word, and a word too long is cut where it must be."""
    words = ["harbour"] * 1_000
    found = texts(" ".join(words) + ".")
    assert max(map(len, found)) <= LONGEST
    assert " ".join(found) == " ".join(words) + "."
    assert [len(part) for part in texts("x" * (2 * LONGEST + 5))] == [LONGEST, LONGEST, 5]


def test_a_long_paragraph_has_the_sentences_of_its_parts() -> None:
    """Where the splitter is given a paragraph bit by bit, no sentence is torn at a bit's end."""
    sentences = [f"Ship {n} left port {n * 7} on Monday, Mr. Holt said." for n in range(400)]
    paragraph = " ".join(sentences)
    assert len(paragraph) > 3 * WINDOW
    assert texts(paragraph) == sentences


@pytest.mark.parametrize(
    ("paragraph", "language", "expected"),
    [
        ("Im 3. Quartal stieg der Umsatz. Der 1. FC Skerrow verlor.", "de", ["Im 3. Quartal stieg der Umsatz.", "Der 1. FC Skerrow verlor."]),
        ("Die Mole stammt aus dem 19. Jahrhundert.", "de", ["Die Mole stammt aus dem 19. Jahrhundert."]),
        ("Die Sitzung ist am 13. Danach reist er ab.", "de", ["Die Sitzung ist am 13.", "Danach reist er ab."]),
        ("L'art. 5 reste en vigueur. Rien ne change.", "fr", ["L'art. 5 reste en vigueur.", "Rien ne change."]),
        ("Llegaron aprox. 2.400 barcos. El 1. º de mayo no.", "es", ["Llegaron aprox. 2.400 barcos.", "El 1. º de mayo no."]),
        ("부두는 2025. 11. 13. 다시 열렸다. 배가 왔다.", "ko", ["부두는 2025. 11. 13. 다시 열렸다.", "배가 왔다."]),
        ("2025. 12 ships came. It cost 4 in 2024. 12 left.", "en", ["2025. 12 ships came.", "It cost 4 in 2024.", "12 left."]),
    ],
)  # fmt: skip
def test_an_ordinal_ends_no_sentence(paragraph: str, language: str, expected: list[str]) -> None:
    """A German ordinal goes on to its noun, an abbreviation to its number and a Korean day to what follows; real ends stay."""
    assert [paragraph[start:end] for start, end in split(paragraph, language)] == expected
