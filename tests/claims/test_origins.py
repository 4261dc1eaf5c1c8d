from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.origins import HALVES, articles_of, encoded, load
from claims.origins import Lineage, _Family, trace
from claims.types import Derivation
from index.types import Article
from service.engine import Engine
from tests.claims.test_reuse import FULL, REWRITE
from tests.parts import WordEncoder, article

WIRE = (
    "The ferry carried 214 passengers when it ran aground off the island on Tuesday evening. "
    "All of them were taken off by lifeboats before midnight, and nobody was seriously injured. "
    "The operator denied that the ship had missed its yearly inspection in the winter. "
    "A tug stood by on Wednesday to keep the diesel in the tanks from leaking out."
)
OTHER = (
    "Officials spoke of 241 people on the ship that struck the rocks near the lighthouse at night. "
    "“Nobody was seriously injured,” said the head of the coastguard in the harbour on Wednesday. "
    "Two crew members told reporters that no inspector had been aboard since the summer of last year."
)
OWN = "Our reporter met the cook of the ship in the Anchor, where he drank tea with both hands."
BARE = "2026-03-11"


def at(hour: int, text: str, name: str) -> Article:
    return article(text, id=name, published_at=datetime(2026, 3, 11, hour, tzinfo=UTC))


def traced(*articles: Article) -> Lineage:
    return trace(articles, encoded(articles, WordEncoder()))


def sources(found: Lineage) -> dict[str, list[str]]:
    return {name: [d.article_id for d in derived] for name, derived in found.derived.items()}


def homes(found: Lineage, *articles: Article) -> dict[str, list[str]]:
    return {a.id: [found.origin[sentence.id] for sentence in a.sentences] for a in articles}


def test_the_later_copy_names_the_earlier() -> None:
    """A copy with sentences cut points at the article that came first, with mode and share."""
    copy, wire = at(9, WIRE.partition(" A tug")[0], "copy"), at(6, WIRE, "wire")
    found = traced(copy, wire)
    assert found.derived["wire"] == ()
    assert [(d.article_id, d.mode, d.share) for d in found.derived["copy"]] == [
        ("wire", "copy", 1.0)
    ]
    assert set(found.origin.values()) == {"wire"}


def test_independent_reports_share_no_origin() -> None:
    """Two reports of one event with a quotation in common are two origins."""
    found = traced(at(6, WIRE, "wire"), at(9, OTHER, "other"))
    assert found.derived == {"wire": (), "other": ()}
    assert set(found.origin.values()) == {"wire", "other"}


def test_a_copy_of_a_copy_has_the_first_origin() -> None:
    """One source is named where it explains all, and a chain is followed where the middle added what was copied, too."""
    a, b = at(6, WIRE, "a"), at(7, f"{WIRE} {OWN} {OWN.replace('tea', 'rum')}", "b")
    c = at(8, b.text, "c")
    assert sources(traced(a, at(7, WIRE, "b"), at(8, WIRE, "c"))) == {
        "a": [],
        "b": ["a"],
        "c": ["a"],
    }
    found = traced(a, b, c)
    assert sources(found) == {"a": [], "b": ["a"], "c": ["b"]}
    assert homes(found, c) == {"c": ["a"] * 4 + ["b"] * 2}


def test_what_a_copy_adds_is_its_own() -> None:
    """A paragraph that stands nowhere in the source was first reported by the one who added it."""
    copy = at(9, f"{WIRE}\n\n{OWN}", "copy")
    found = traced(at(6, WIRE, "wire"), copy)
    assert homes(found, copy) == {"copy": ["wire"] * 4 + ["copy"]}


def test_two_sources_are_both_named() -> None:
    """An article put together from two names each, the larger share first."""
    found = traced(at(6, WIRE, "wire"), at(7, OTHER, "other"), at(9, f"{WIRE} {OTHER}", "mixed"))
    assert sources(found)["mixed"] == ["wire", "other"]


def test_a_copied_sentence_comes_from_whom_it_was_copied() -> None:
    """What stands word for word in one source is not credited to another that has something like it, be that the larger one."""
    said = "The last inspection of the ferry in November found 17 faults in its pumps and its steering gear, said the harbour office."
    asked = "The harbour office had asked the owner of the ship to keep it in port until every one of these faults was mended."
    like = "The last inspection of the ferry in November found 3 faults, said the harbour office."
    wire, gazette = at(6, f"{WIRE} {like}", "wire"), at(7, f"{OWN} {said} {asked}", "gazette")
    mixed = at(9, f"{WIRE} {said} {asked}", "mixed")
    found = traced(wire, gazette, mixed)
    assert sources(found)["mixed"] == ["wire", "gazette"]
    assert homes(found, mixed) == {"mixed": ["wire"] * 4 + ["gazette"] * 2}


def test_a_copy_is_no_rewrite_of_what_its_source_rewrote() -> None:
    """Of two sources that explain as much, one word for word, be it with a word changed, the copied one is named."""
    first, later = at(6, FULL, "first"), at(8, REWRITE, "later")
    for copied in (REWRITE, REWRITE.replace("The diesel in the tanks", "The diesel in its tanks")):
        found = traced(first, later, at(9, copied, "copy"))
        assert [(d.article_id, d.mode) for d in found.derived["later"]] == [("first", "rewrite")]
        assert [(d.article_id, d.mode) for d in found.derived["copy"]] == [("later", "copy")]


@pytest.mark.parametrize(
    ("wire", "copy"),
    [
        ({"published_at": None}, {"published_at": None}),
        ({"published_at": BARE + "T09:00:00Z"}, {"published_at": BARE}),
        ({"published_at": None}, {"published_at": BARE}),
    ],
)
def test_insertions_tell_where_times_do_not(
    wire: dict[str, object], copy: dict[str, object]
) -> None:
    """Undated, or dated by the day alone, the one with a paragraph between what both share is the copy."""
    sentences = WIRE.split(". ")
    inserted = ". ".join([*sentences[:2], OWN.rstrip("."), *sentences[2:]])
    when = {"id": "wire", **_dated(wire)}, {"id": "copy", **_dated(copy)}
    found = traced(article(WIRE, **when[0]), article(inserted, **when[1]))
    assert sources(found) == {"wire": [], "copy": ["wire"]}


def test_a_credit_tells_more_than_insertions() -> None:
    """Where times do not tell, the one that names the other's outlet took from it."""
    text = f"{OWN} {WIRE}"
    wire = article(text, id="wire", outlet="harbour-post.example")
    copy = article(f"{WIRE} The Harbour Post reported it first.", id="copy")
    assert sources(traced(wire, copy)) == {"wire": [], "copy": ["wire"]}


@pytest.mark.parametrize(
    ("outlet", "credit", "source"),
    [
        ("news.bbc.co.uk", "The BBC reported it first.", "wire"),
        ("The Times", "The cook told the Times of it.", "wire"),
        ("post.example", "It was first seen at post.example.", "wire"),
        ("post.example", "The cook left a post on social media.", "copy"),
        ("The Times", "The times were hard for cooks.", "copy"),
    ],
)
def test_an_outlet_is_named_as_a_name(outlet: str, credit: str, source: str) -> None:
    """Its name or host is a credit, a common word that is spelled like it is none: then insertions tell."""
    wire = article(f"{OWN} {WIRE}", id="wire", outlet=outlet)
    copy = article(f"{WIRE} {credit}", id="copy")
    taken = {"wire": ["copy"], "copy": []} if source == "copy" else {"wire": [], "copy": ["wire"]}
    assert sources(traced(wire, copy)) == taken


def test_nobody_is_accused_where_nothing_tells() -> None:
    """The same text twice without times is one origin, and which article took it is said to be unknown, whatever the ids."""
    for names in (("a", "b"), ("b", "a")):
        found = traced(*(article(WIRE, id=name, outlet=f"{name}.example") for name in names))
        assert found.derived == {"a": (), "b": (Derivation("a", 1.0, "copy", False),)}
        assert set(found.origin.values()) == {"a"}
    cut = article(WIRE.partition(" The operator")[0], id="a")
    assert traced(cut, article(WIRE, id="b")).derived["a"] == (Derivation("b", 1.0, "copy"),)


LONG = f"{FULL}\n\n" + " ".join(
    f"{OWN.replace('cook', trade).replace('tea', drink)} {OTHER}"
    for trade, drink in (("mate", "rum"), ("purser", "gin"))
)


@pytest.mark.parametrize(
    ("flash", "paper", "known"),
    [
        ({}, {}, False),
        ({"published_at": BARE}, {"published_at": BARE + "T18:00:00"}, False),
        ({"published_at": "2026-03-14"}, {"published_at": BARE}, True),
    ],
)
def test_a_flash_and_the_report_made_of_it_do_not_tell_which_came_first(
    flash: dict[str, object], paper: dict[str, object], known: bool
) -> None:
    """A short text that is all there in a long one, in other words or in the same, was taken from it for sure only by time."""
    for text, mode in ((REWRITE, "rewrite"), (FULL.partition(" All")[0], "copy")):
        short = article(text, id="flash", **_dated({"published_at": None, **flash}))
        long = article(LONG, id="paper", **_dated({"published_at": None, **paper}))
        assert traced(short, long).derived == {
            "flash": (Derivation("paper", 1.0, mode, known),),
            "paper": (),
        }


def test_a_report_without_its_end_is_cut() -> None:
    """Of a text and the same with a sentence more, both too short to explain each other, the shorter was cut."""
    flash = FULL.partition(" All")[0]
    report = f"{flash} A tug stood by on Wednesday and kept its diesel from leaking."
    found = traced(article(flash, id="flash"), article(report, id="report"))
    assert found.derived["flash"] == (Derivation("report", 1.0, "copy"),)


def test_a_flash_that_credits_the_report_took_from_it() -> None:
    """A credit tells where times do not, though only the flash is explained by the other."""
    flash = article(f"{REWRITE} The Beacon reported it first.", id="flash")
    paper = article(LONG, id="paper", outlet="beacon.example")
    (derivation,) = traced(flash, paper).derived["flash"]
    assert (derivation.article_id, derivation.direction_known) == ("paper", True)
    credited = article(f"{LONG} The Beacon reported it first.", id="paper")
    flash = article(REWRITE, id="flash", outlet="beacon.example")
    assert not traced(flash, credited).derived["flash"][0].direction_known


@pytest.mark.parametrize("hour", [None, 9])
def test_two_papers_with_one_agencys_text_share_it(hour: int | None) -> None:
    """Neither is said to have copied the other, be it later; once the agency's page is there, both come from it."""
    text = f"By The Associated Press\n\nHARTSEA (AP) — {WIRE}"
    when = None if hour is None else datetime(2026, 3, 11, hour, tzinfo=UTC)
    a = at(8, text, "a") if hour else article(text, id="a")
    b = article(text, id="b", outlet="beacon.example", published_at=when)
    found = traced(a, b)
    assert found.derived == {"a": (), "b": (Derivation("a", 1.0, "copy", False, "AP"),)}
    assert set(found.origin.values()) == {"a"}
    wire = article(
        f"HARTSEA (AP) — {WIRE}", id="wire", outlet="apnews.com", published_at=a.published_at
    )
    assert traced(a, b, wire).derived == {
        "wire": (),
        "a": (Derivation("wire", 1.0, "copy"),),
        "b": (Derivation("wire", 1.0, "copy"),),
    }


def test_who_credits_another_took_from_it_though_both_credit_an_agency() -> None:
    """An agency that both credit hides no credit to the other outlet."""
    text = f"HARTSEA (AP) — {WIRE}"
    a = article(text, id="a", outlet="beacon.example")
    b = article(f"{text} The Beacon reported it first.", id="b")
    assert traced(a, b).derived["b"][0].direction_known


@pytest.mark.parametrize(
    ("credit", "hours", "source"),
    [
        ("© Thomson Reuters", 1, "wire"),
        ("(Reuters)", 20, "wire"),
        ("© Thomson Reuters", 30, "paper"),
        ("Reuters has asked the cook.", 1, "paper"),
    ],
)
def test_an_agencys_credit_outweighs_time(credit: str, hours: int, source: str) -> None:
    """An agency's page may be some hours later than a paper that credits it as its agency; a mere name does not turn time."""
    early = datetime(2026, 3, 11, 8, tzinfo=UTC)
    paper = article(f"{WIRE} {credit}", id="paper", published_at=early)
    later = early + timedelta(hours=hours)
    wire = article(
        f"HARTSEA (Reuters) - {WIRE}", id="wire", outlet="reuters.com", published_at=later
    )
    found = sources(traced(paper, wire))
    assert found == {"paper": ["wire"] * (source == "wire"), "wire": ["paper"] * (source != "wire")}


def test_an_agency_that_names_the_paper_took_from_it() -> None:
    """A paper that came first, with an agency's line beneath, is the source where the agency names it."""
    early, late = (datetime(2026, 3, 11, hour, tzinfo=UTC) for hour in (8, 9))
    paper = article(f"{WIRE} © Thomson Reuters", id="paper", published_at=early)
    text = f"{WIRE} The Gazette reported it first."
    wire = article(text, id="wire", outlet="reuters.com", published_at=late)
    assert sources(traced(paper, wire)) == {"paper": [], "wire": ["paper"]}


@pytest.mark.parametrize(
    ("original", "copy"),
    [
        ("2026-03-11", "2026-03-10T23:00:00"),
        ("2026-03-11T01:00:00", "2026-03-10"),
    ],
)
def test_a_bare_date_is_not_surely_earlier_than_the_next_morning(original: str, copy: str) -> None:
    """A day somewhere on Earth begins before and ends behind that of UTC: then the credit tells."""
    wire = article(WIRE, id="wire", outlet="us.example", **_dated({"published_at": original}))
    credited = f"{WIRE} Reported by us.example first."
    paper = article(credited, id="paper", **_dated({"published_at": copy}))
    assert sources(traced(wire, paper)) == {"wire": [], "paper": ["wire"]}


def test_long_articles_are_set_against_others_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rewrite is found whichever block of sentences it stands in, the last and shortest, too."""
    found = WIRE.split(". ")
    turned = ". ".join(reversed([*found[:3], found[3].rstrip(".")])) + "."
    articles = at(6, WIRE, "wire"), at(9, f"{OWN} {OWN} {turned}", "copy")
    for block in (1, 4, 5, 128):
        monkeypatch.setattr("claims.origins.BLOCK", block)
        family = _Family(articles, encoded(articles, WordEncoder()))
        assert family.alike_in_meaning() == {(0, 1)}


def test_few_articles_have_nobody_to_take_from() -> None:
    """None have no lineage, and one alone is its own origin."""
    assert traced() == Lineage({}, {})
    assert set(traced(at(6, WIRE, "wire")).origin.values()) == {"wire"}


@pytest.mark.model
def test_every_means_is_seen_through(real_engine: Engine) -> None:
    """In every event of the benchmark the derived articles name their source with its mode, and no other article names one."""
    for event in (event for half in HALVES for event in load(half)):
        articles = articles_of(event)
        lineage = trace(articles, encoded(articles, real_engine.encoder))
        found = {
            name: (derived[0].article_id, derived[0].mode) if derived else (None, None)
            for name, derived in lineage.derived.items()
        }
        assert found == {g["article"]: (g["from"], g["mode"]) for g in event["gold"]}


def test_the_benchmark_is_large_enough() -> None:
    """At least forty articles in at least eight events, half of them held out."""
    events = {half: load(half) for half in HALVES}
    assert [len(found) for found in events.values()] == [5, 5]
    assert sum(len(event["articles"]) for found in events.values() for event in found) == 51


def _dated(given: dict[str, object]) -> dict[str, object]:
    moment = given["published_at"]
    if not isinstance(moment, str):
        return {"published_at": None}
    return {"published_at": datetime.fromisoformat(moment).replace(tzinfo=UTC)}
