from datetime import UTC, datetime

import numpy as np

from claims.reuse import Reuse, body_of, reuse
from index.types import Article
from tests.parts import WordEncoder, article

WIRE = (
    "The ferry carried 214 passengers when it ran aground off the island on Tuesday evening. "
    "All of them were taken off by lifeboats before midnight, and nobody was seriously injured. "
    "The operator denied that the ship had missed its yearly inspection in the winter. "
    "A tug stood by on Wednesday to keep the diesel in the tanks from leaking out."
)
REWRITE = (
    "Aground off the island on Tuesday evening: the ferry, and 214 passengers with it, in winds of 80 kilometres an hour. "
    "Before midnight lifeboats from Port Anders took all of them off; Ingrid Moberg counted 11 injured. "
    "That its yearly inspection in January was missed the operator Nordlink denied. "
    "The diesel in the tanks, 40 tonnes, did not leak out on Wednesday, when the tug Bruin stood by."
)
FULL = (
    "The ferry carried 214 passengers when it ran aground off the island on Tuesday evening in winds of 80 kilometres an hour. "
    "All of them were taken off by lifeboats from Port Anders before midnight, and 11 were injured, Ingrid Moberg said. "
    "The operator Nordlink denied that the ship had missed its yearly inspection in January. "
    "The tug Bruin stood by on Wednesday to keep the 40 tonnes of diesel in the tanks from leaking out."
)
OWN = (
    "Eggs became cheaper in May, said Tomas Bering of the growers' association in Hausach. "
    "A dozen costs 2.40 euros, 31 cents less than in April, and 12 shops in Tellingen give one away."
)
QUOTE = "“Nobody slept, nobody spoke, and when the lifeboat came alongside we found that none of us could let go of the rail,” said the cook."


def taken(later: str, earlier: str, title: str | None = None) -> Reuse | None:
    bodies = [body_of(read(text, title)) for text in (later, earlier)]
    one, other = (WordEncoder().encode([s.text for s in body.sentences]) for body in bodies)
    return reuse(bodies[0], bodies[1], np.asarray(one @ other.T))


def read(text: str, title: str | None = None) -> Article:
    return article(text, title=title, published_at=datetime(2026, 3, 11, tzinfo=UTC))


def test_a_copy_is_measured_in_words() -> None:
    """A copy within an article of its own has the share of its words, and pairs of sentences."""
    found = taken(f"{OWN}\n\n{WIRE}", WIRE)
    assert found is not None
    assert (found.mode, found.pairs) == ("copy", {2: 0, 3: 1, 4: 2, 5: 3})
    words = (
        len(WIRE.split()),
        len(f"{OWN} {WIRE}".replace("2.40", "2 40").replace("'", "' ").split()),
    )
    assert abs(found.share - words[0] / words[1]) < 0.02


def test_light_edits_leave_a_copy_a_copy() -> None:
    """A word changed in a sentence does not hide where it comes from."""
    edited = WIRE.replace("carried", "bore").replace("nobody was seriously", "no one was seriously")
    found = taken(edited, WIRE)
    assert found is not None
    assert found.mode == "copy"


def test_a_rewrite_shares_facts_and_order() -> None:
    """Other words with the same figures and names, sentence by sentence, are a rewrite; the other way round as well."""
    found = taken(REWRITE, FULL)
    assert found is not None
    assert (found.mode, found.pairs) == ("rewrite", {0: 0, 1: 1, 2: 2, 3: 3})


def test_other_figures_make_a_report_of_its_own() -> None:
    """The same event with figures and names of its own was not taken from anybody."""
    changed = REWRITE
    for one, other in {
        "214": "241",
        "80": "95",
        "11": "19",
        "40": "55",
        "Ingrid Moberg": "Pelle Aas",
        "Bruin": "Tarka",
    }.items():
        changed = changed.replace(one, other)
    assert taken(changed, FULL) is None


def test_a_follow_up_is_a_report_of_its_own() -> None:
    """Sentence by sentence the same people and places, but half of the figures new; with one of four new it is a rewrite."""
    later = REWRITE.replace("counted 11 injured", "now counted 19 injured")
    assert taken(later, FULL) == Reuse("rewrite", 1.0, {0: 0, 1: 1, 2: 2, 3: 3})
    assert taken(later.replace("40 tonnes", "55 tonnes"), FULL) is None


def test_what_the_titles_name_is_nobodys() -> None:
    """Names of the story itself stand in every report of it, and tell nothing of where a text comes from."""
    assert taken(REWRITE, FULL, "Ferry aground in March") is not None
    assert taken(REWRITE, FULL, "Nordlink ferry Bruin is aground off Port Anders") is None


def test_a_shared_quotation_or_credit_is_no_copy() -> None:
    """However long a quotation and a credit line are, alone they are nobody's text."""
    credit = (
        "Reporting by the Meridian Wire in Port Anders and Skerrow; editing by the desk in Kelland."
    )
    assert taken(f"{OWN} {QUOTE} {credit}", f"{WIRE} {QUOTE} {credit}") is None


def test_a_sentence_of_quoted_words_is_somebodys() -> None:
    """A sentence is quoted when the greater part of it stands between quotation marks."""
    body = body_of(
        read(
            "She was calm. “We saw the rocks. We saw them late,” she said. He called it “luck” twice."
        )
    )
    assert body.quoted == (False, True, False)


FLASH = "Breaking: three people died when a coach overturned on the A9 near Anders, police said."


def test_a_flash_is_copied_whole() -> None:
    """A short text is a copy where it is all that an article says; beside other words, quoted or tiny it is nobody's."""
    assert taken(FLASH, f"{WIRE} {FLASH}") == Reuse("copy", 1.0, {0: 4})
    assert taken(f"{OWN} {FLASH}", FLASH) is None
    assert taken("Three people died near Anders.", "Three people died near Anders.") is None
    assert taken(QUOTE, QUOTE) is None
