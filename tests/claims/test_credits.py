import pytest

from claims.credits import Credit, Credits, names_outlet
from index.reading import read
from index.types import Submission
from tests.parts import article

TEXT = (
    "The ferry carried 214 passengers when it ran aground off the island on Tuesday evening. "
    "All of them were taken off by lifeboats before midnight."
)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The tug came at noon. (dpa)", "dpa"),
        ("The tug came at noon (dpa)", "dpa.com"),
        ("The captain told dpa that he was tired.", "dpa"),
        ("HARTSEA (AP) — The tug came at noon.", "AP"),
        ("HARTSEA (AP) — The tug came at noon.", "apnews.com"),
        ("The cook told The Associated Press of it.", "apnews.com"),
        ("AP first reported the rescue.", "apnews.com"),
        ("The tug came at noon [ANI]", "aninews.in"),
        ("The cook spoke to PA Media.", "pa.media"),
        ("The cook spoke to Yonhap.", "yna.co.kr"),
        ("Reuters could not reach the cook.", "uk.reuters.com"),
        ("The cook told the New York Times of it.", "nytimes.com"),
        ("The cook told the Wall Street Journal of it.", "www.wsj.com"),
        ("The cook told the Wall Street Journal of it.", "https://www.WSJ.com/"),
        ("The cook told the Mirror of it.", "http://Mirror.co.uk/news"),
        ("The cook told Agence France-Presse of it.", "afp.com"),
        ("The tug came at noon (AFP/Reuters).", "reuters.com"),
        ("Time reported it in May.", "time.com"),
        ("The Independent has seen the letter.", "independent.co.uk"),
        ("The cook, Mirror readers learn, drank tea.", "mirror.co.uk"),
        ("BBC reporters met the cook.", "bbc.co.uk"),
    ],
)
def test_an_outlet_is_named(text: str, outlet: str) -> None:
    """By its name, its host, what an agency is called besides, or its letters in brackets."""
    assert names_outlet(text, outlet)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Independent experts said so.", "independent.co.uk"),
        ("It sank. “Independent experts came,” he said.", "independent.co.uk"),
        ("Time will tell.", "time.com"),
        ("The tug came.\nToday the council meets.", "today.com"),
        ("Mirror images were shown.", "mirror.co.uk"),
        ("It took (time) and money.", "time.com"),
        ("Many a post reported sick.", "post.example"),
        ("Ani Moss sang.", "aninews.in"),
        ("The AP courses begin in May.", "AP"),
    ],
)
def test_a_word_is_no_outlet(text: str, outlet: str) -> None:
    """Not in small letters, not at the start of a sentence, and no two letters that stand for much else."""
    assert not names_outlet(text, outlet)


@pytest.mark.parametrize(
    ("text", "outlet", "found"),
    [
        (f"HARTSEA, 3 May (Reuters) - {TEXT}", "reuters.com", Credit.FORMAL),
        (f"By Ada Moss, Reuters Staff\n\n{TEXT}", "Reuters", Credit.FORMAL),
        (f"{TEXT} © 2026 Thomson Reuters. All rights reserved.", "reuters.com", Credit.FORMAL),
        (f"{TEXT} Copyright 2026 The Harbour Post.", "harbour-post.example", Credit.FORMAL),
        (f"{TEXT}\n\n{TEXT} (dpa)", "dpa.com", Credit.FORMAL),
        (f"{TEXT} Reuters reported it first.", "reuters.com", Credit.NAMED),
        (f"{TEXT} A copyright dispute with Reuters went on.", "reuters.com", Credit.NAMED),
        (TEXT, "reuters.com", Credit.NONE),
        (f"HARTSEA (Gazette) - {TEXT}", "www.gazette.example", Credit.NONE),
    ],
)
def test_a_credit_stands_where_an_agency_is_credited(text: str, outlet: str, found: Credit) -> None:
    """A dateline, a byline, a copyright line and a name behind the last sentence are more than a name in the text."""
    assert Credits.of(article(text)).to(outlet) is found


def test_an_author_is_a_byline() -> None:
    """What a page gives as its author counts as what stands above its text."""
    by = read(Submission(outlet="gazette.example", text=TEXT, authors=("Associated Press",)))
    assert Credits.of(by).to("apnews.com") is Credit.FORMAL


def test_an_agency_is_credited_under_any_of_its_names() -> None:
    """A dateline and a byline in other words are one agency; its own page credits none, nor does a mere name."""
    dated, signed = f"HARTSEA (AP) — {TEXT}", f"By The Associated Press\n\n{TEXT}"
    assert Credits.of(article(dated)).agencies == {"AP"}
    assert Credits.of(article(signed)).agencies == {"AP"}
    assert Credits.of(article(dated, outlet="apnews.com")).agencies == set()
    assert Credits.of(article(f"{TEXT} The cook told the AP of it.")).agencies == set()
