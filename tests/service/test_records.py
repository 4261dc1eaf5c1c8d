import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from rich.console import Console

from index.database import open_database
from index.ledger import START, Ledger, Soundness
from service import render
from service.settings import Settings
from tests.service.test_audits import ended
from tests.service.test_routes import COPY, FERRY, post

CLAIM = "The ferry carried 241 passengers."
OVERRIDE = {
    "reviewer": "Ada Moss",
    "decision": "overridden",
    "verdict": "supported",
    "reason": "The operator corrected its figure.",
}
AUDITED = {"audit_id": "none", "place": 0, "number": 0}


def recorded(client: TestClient) -> Any:
    post(client, "/v1/articles", {"articles": [FERRY]}, 201)
    return post(client, "/v1/records", {"claim": {"claim": CLAIM}}, 201)


def test_a_check_is_written_down_with_what_it_was_made_with(client: TestClient) -> None:
    """The record holds the question, the whole answer, and the models and thresholds behind it."""
    record = recorded(client)
    content = record["content"]
    assert (record["number"], record["previous"], content["kind"]) == (1, START, "claim")
    assert content["asked"]["claim"] == CLAIM
    assert content["found"]["verdict"] == "refuted"
    assert content["found"]["conflicting"][0]["sentence"]["text"].startswith(
        "The ferry carried 214"
    )
    made_with = content["made_with"]
    assert [model["name"] for model in made_with["models"]] == [
        "words",
        "words",
        "combination",
        "worth",
        "crosscheck-machine-text",
    ]
    assert made_with["thresholds"] == {"stance": 0.5, "related": 0.3, "candidates": 60}
    assert client.get("/v1/records/1").json() == record


def test_an_articles_provenance_is_written_down(client: TestClient) -> None:
    """The record names the article by its head and the hash of its text."""
    record = post(client, "/v1/records", {"article": FERRY}, 201)
    assert record["content"]["asked"]["id"] == "wire-1"
    assert len(record["content"]["asked"]["text_sha256"]) == 64
    assert record["content"]["found"]["status"] == "undetermined"


def test_a_review_is_a_record_of_its_own(client: TestClient) -> None:
    """Who overrode what, and why, follows in the chain; what was reviewed stays as it was."""
    record = recorded(client)
    review = post(client, "/v1/records/1/reviews", OVERRIDE, 201)
    assert (review["number"], review["previous"]) == (2, record["hash"])
    content = {name: value for name, value in review["content"].items() if name != "at"}
    assert content == {
        "kind": "review",
        "record": 1,
        "reviewer": "Ada Moss",
        "decision": "overridden",
        "override": {"field": "verdict", "from": "refuted", "to": "supported"},
        "reason": "The operator corrected its figure.",
    }
    post(client, "/v1/records/1/reviews", {"reviewer": "Ben", "decision": "confirmed"}, 201)
    kept = client.get("/v1/records/1").json()
    assert {name: kept[name] for name in ("content", "hash")} == {
        name: record[name] for name in ("content", "hash")
    }
    listed = client.get("/v1/records?limit=2").json()
    assert ([r["number"] for r in listed["records"]], listed["next_cursor"]) == ([1, 2], 2)
    last = client.get("/v1/records?cursor=2").json()
    assert ([r["number"] for r in last["records"]], last["next_cursor"]) == ([3], None)


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("/v1/records", {}, 422, ""),
        ("/v1/records", {"article": {"outlet": "x", "text": "Share this"}}, 422, "no article text"),
        ("/v1/records/9/reviews", OVERRIDE, 404, "no record number 9"),
        ("/v1/records/2/reviews", OVERRIDE, 422, "record 2 is a review"),
        ("/v1/records/3/reviews", OVERRIDE, 422, "an override of it gives flagged"),
        ("/v1/records/1/reviews", {**OVERRIDE, "reason": None}, 422, ""),
        ("/v1/records/1/reviews", {**OVERRIDE, "decision": "confirmed"}, 422, ""),
        ("/v1/records/1/reviews", {**OVERRIDE, "verdict": "refuted"}, 422, "confirm it instead"),
        ("/v1/records/1/reviews", {"reviewer": "Ben", "decision": "confirmed"}, 422, "already"),
        ("/v1/records/1/reviews", {"reviewer": "Ben", "decision": "annotated"}, 422, ""),
        ("/v1/records", {"audited_claim": AUDITED}, 404, "no audit"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    client: TestClient, path: str, body: dict[str, Any], status: int, said: str
) -> None:
    """An empty request, an unreadable article, an unknown record and a review that does not fit write nothing."""
    recorded(client)
    post(client, "/v1/records/1/reviews", {"reviewer": "Ben", "decision": "confirmed"}, 201)
    post(client, "/v1/records", {"article": FERRY}, 201)
    assert said in post(client, path, body, status)["detail"]
    assert len(client.get("/v1/records").json()["records"]) == 3


@pytest.mark.parametrize("written", [" Ada  Moss ", "Ada\u200b Moss", "Ada\u00a0Moss", "Аda Moss"])
def test_a_reviewer_is_one_person_however_the_name_is_typed(
    client: TestClient, written: str
) -> None:
    """Spaces, characters that nobody sees and look-alike letters make no second reviewer."""
    recorded(client)
    review = {"reviewer": written, "decision": "confirmed"}
    kept = post(client, "/v1/records/1/reviews", review, 201)
    assert kept["content"]["reviewer"] == "Ada Moss"
    again = {"reviewer": "Ada Moss", "decision": "confirmed"}
    assert "already" in post(client, "/v1/records/1/reviews", again, 422)["detail"]


def test_an_unreadable_article_is_named_where_it_stands(client: TestClient) -> None:
    """The pointer leads into the request."""
    body = {"article": {"outlet": "x", "text": "Share this"}}
    (error,) = post(client, "/v1/records", body, 422)["errors"]
    assert error["pointer"] == "/article"


def test_the_chain_of_what_was_served_is_sound(client: TestClient, settings: Settings) -> None:
    """The ledger that the service wrote can be checked from outside, and read line by line."""
    recorded(client)
    last = post(client, "/v1/records/1/reviews", OVERRIDE, 201)
    with open_database(settings.data_folder, settings.database) as database:
        ledger = Ledger(database)
        assert ledger.check() == Soundness(2, last["hash"])
        first, second = (render.record_line(entry) for entry in ledger.page(0, 2))
        console = Console(record=True, width=100)
        render.record(console, ledger.get(2))
    assert first.endswith(f"claim    refuted: {CLAIM}")
    assert second.endswith("review   record 1 overridden by Ada Moss: verdict refuted → supported")
    assert "The operator corrected its figure." in console.export_text()


def test_a_broken_chain_is_said_in_words() -> None:
    """Sound, broken and cut chains each have a line that says what to think of them."""
    assert render.soundness(Soundness(2, "ab")) == "2 records, sound; note the last hash: ab"
    assert render.soundness(Soundness(1, "ab", 2)).startswith("broken at record 2; the 1 before")
    assert "cut or rewritten" in render.soundness(Soundness(1, "ab", noted=False))


def test_the_persons_verdict_stands_beside_the_machines(client: TestClient) -> None:
    """The last decision stands, with who, when and why; an annotation adds to it and takes nothing away."""
    recorded(client)
    note = {"reviewer": "Ben", "decision": "annotated", "reason": "Asked the operator."}
    post(client, "/v1/records/1/reviews", note, 201)
    first = client.get("/v1/records/1").json()
    assert (first["review"]["decision"], first["review"]["verdict"]) == ("annotated", None)
    post(client, "/v1/records/1/reviews", OVERRIDE, 201)
    post(client, "/v1/records/1/reviews", note, 201)
    second = client.get("/v1/records/1").json()
    assert second["content"]["found"]["verdict"] == "refuted"
    review = second["review"]
    assert {name: value for name, value in review.items() if name != "at"} == {
        "record": 3,
        "decision": "overridden",
        "verdict": "supported",
        "flagged": None,
        "reviewer": "Ada Moss",
        "note": "The operator corrected its figure.",
    }
    assert [item["record"] for item in second["reviews"]] == [2, 3, 4]
    assert client.get("/v1/records").json()["records"][0] == second
    post(client, "/v1/records/1/reviews", {"reviewer": "Ada Moss", "decision": "confirmed"}, 201)
    assert client.get("/v1/records/1").json()["review"]["verdict"] == "refuted"


def test_an_articles_record_is_reviewed_as_flagged_or_not(client: TestClient) -> None:
    """A review of provenance says whether the text is a machine's."""
    post(client, "/v1/records", {"article": FERRY}, 201)
    body = {"reviewer": "Ada Moss", "decision": "overridden", "flagged": True, "reason": "Seen it."}
    post(client, "/v1/records/1/reviews", body, 201)
    review = client.get("/v1/records/1").json()["review"]
    assert (review["flagged"], review["verdict"]) == (True, None)


def audited(client: TestClient, *articles: dict[str, Any]) -> str:
    asked = post(client, "/v1/audits", {"articles": list(articles)}, 202)["id"]
    ended(client, asked)
    return str(asked)


def test_an_audited_claim_is_recorded_once_and_reviewed(client: TestClient) -> None:
    """The record holds what the audit found; its review shows in results, lines and the report, beside the verdict."""
    post(client, "/v1/articles", {"articles": [COPY]}, 201)
    audit_id = audited(client, {**FERRY, "url": "https://wire.example/1"})
    asked = {"audited_claim": {"audit_id": audit_id, "place": 0, "number": 0}}
    record = post(client, "/v1/records", asked, 201)
    content = record["content"]
    assert (content["subject"], content["found"]["verdict"]) == (f"{audit_id}/0/0", "refuted")
    assert content["article"] == {
        "article_id": "wire-1",
        "outlet": "wire.example",
        "url": "https://wire.example/1",
        "title": None,
        "published_at": "2026-03-11T06:10:00Z",
    }
    again = post(client, "/v1/records", asked, 422)
    assert again["detail"] == "it was recorded already, as record 1; review that one"
    post(client, "/v1/records/1/reviews", OVERRIDE, 201)
    (result,) = client.get(f"/v1/audits/{audit_id}/results").json()["results"]
    first, second = result["claims"]
    assert (first["verdict"], first["record"], first["review"]["verdict"]) == (
        "refuted",
        1,
        "supported",
    )
    assert (second["record"], second["review"]) == (None, None)
    assert result["counts"]["refuted"] == 1
    headers = {"accept": "application/x-ndjson"}
    lines = client.get(f"/v1/audits/{audit_id}/results", headers=headers).text.splitlines()
    assert [json.loads(line) for line in lines] == [result]
    assert "Ada Moss" in client.get(f"/v1/audits/{audit_id}/report").text


def test_a_record_takes_the_number_that_results_and_report_show(client: TestClient) -> None:
    """Whichever claim an editor picks from the page, the record is of that one."""
    audit_id = audited(client, COPY, FERRY)
    results = client.get(f"/v1/audits/{audit_id}/results").json()["results"]
    page = client.get(f"/v1/audits/{audit_id}/report").text
    marks = re.findall(r'<a href="#a(\d)c(\d)">(.+?)<sup>(\d)</sup>', page)
    shown = re.findall(r'<section id="a(\d)c(\d)" class="\w+">\n<h3>Claim (\d): ', page)
    assert shown == [("0", "0", "0"), ("1", "0", "0"), ("1", "1", "1")]
    assert [(place, number) for place, number, *_ in marks] == [pair[:2] for pair in shown]
    for place, anchor, text, number in marks:
        claim = results[int(place)]["claims"][int(number)]
        assert (anchor, claim["number"], claim["text"]) == (number, int(number), text)
        asked = {"audit_id": audit_id, "place": int(place), "number": claim["number"]}
        record = post(client, "/v1/records", {"audited_claim": asked}, 201)
        assert record["content"]["found"]["text"] == text


def test_what_no_audit_found_is_not_recorded(client: TestClient) -> None:
    """A place without a result, a result that failed and a claim that is not there are told apart."""
    audit_id = audited(client, FERRY, {"outlet": "x", "text": "Advertisement"})
    for place, number, said in (
        (2, 0, "no result at place 2"),
        (1, 0, "failed"),
        (0, 2, "2 claims"),
    ):
        asked = {"audited_claim": {"audit_id": audit_id, "place": place, "number": number}}
        assert said in post(client, "/v1/records", asked, 422)["detail"]


def claim_review(client: TestClient, number: int = 1, status: int = 200, **query: str) -> Any:
    params = {"url": "https://facts.example/241", **query}
    reply = client.get(f"/v1/records/{number}/claimreview", params=params)
    assert reply.status_code == status, reply.text
    return reply.json()


def test_a_reviewed_verdict_goes_out_as_claim_review(client: TestClient) -> None:
    """What goes out has the fields that are required, and can be taken in as a fact check."""
    audit_id = audited(client, {**FERRY, "url": "https://wire.example/1"}, COPY)
    asked = {"audited_claim": {"audit_id": audit_id, "place": 0, "number": 0}}
    post(client, "/v1/records", asked, 201)
    post(client, "/v1/records/1/reviews", OVERRIDE, 201)
    found = claim_review(client)
    at = found.pop("datePublished")
    assert found == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://facts.example/241",
        "claimReviewed": "The ferry carried 214 passengers to Skerrow.",
        "author": {"@type": "Person", "name": "Ada Moss"},
        "reviewBody": "The operator corrected its figure.",
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Supported",
            "ratingValue": 5,
            "bestRating": 5,
            "worstRating": 1,
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": "wire.example"},
            "datePublished": "2026-03-11T06:10:00Z",
            "firstAppearance": {
                "@type": "NewsArticle",
                "url": "https://wire.example/1",
                "datePublished": "2026-03-11T06:10:00Z",
                "publisher": {"@type": "Organization", "name": "wire.example"},
            },
        },
    }
    body = {"claim_reviews": [{**found, "datePublished": at}]}
    (stored,) = post(client, "/v1/factchecks", body, 201)["fact_checks"]
    assert (stored["rating"], stored["author"]) == ("Supported", "Ada Moss")
    organized = claim_review(client, organization="Skerrow Facts")
    assert organized["author"] == {"@type": "Organization", "name": "Skerrow Facts"}
    assert organized["editor"] == {"@type": "Person", "name": "Ada Moss"}


def test_a_checked_claim_appeared_where_it_is_said(client: TestClient) -> None:
    """The articles that support it are where it appeared, the earliest first; a verdict without a place on the scale has no number."""
    early = {**FERRY, "url": "https://wire.example/1"}
    late = {**FERRY, "id": "l", "url": "https://late.example/1", "published_at": "2026-03-12"}
    post(client, "/v1/articles", {"articles": [late, early]}, 201)
    post(client, "/v1/records", {"claim": {"claim": "The ferry carried 214 passengers."}}, 201)
    body = {**OVERRIDE, "verdict": "not_enough_evidence"}
    post(client, "/v1/records/1/reviews", body, 201)
    found = claim_review(client)
    assert found["reviewRating"] == {"@type": "Rating", "alternateName": "Not enough evidence"}
    claim = found["itemReviewed"]
    assert claim["firstAppearance"]["url"] == "https://wire.example/1"
    assert [work["url"] for work in claim["appearance"]] == ["https://late.example/1"]
    assert "author" not in claim


def test_only_what_a_person_decided_goes_out(client: TestClient) -> None:
    """Without a review, with an annotation alone, for a review, an article or no address there is none."""
    recorded(client)
    assert "nobody has confirmed" in claim_review(client, status=422)["detail"]
    note = {"reviewer": "Ben", "decision": "annotated", "reason": "Asked the operator."}
    post(client, "/v1/records/1/reviews", note, 201)
    claim_review(client, status=422)
    assert "of the kind review" in claim_review(client, 2, 422)["detail"]
    claim_review(client, 9, 404)
    post(client, "/v1/records/1/reviews", {"reviewer": "Ben", "decision": "confirmed"}, 201)
    claim_review(client, status=422, url="facts.example")
    reply = client.get("/v1/records/1/claimreview", params={"url": "https://facts.example/1"})
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/ld+json")
    assert reply.json()["reviewRating"]["alternateName"] == "Refuted"


def test_claim_review_can_stand_in_a_page(client: TestClient) -> None:
    """What others wrote cannot end the script that it stands in, and reads the same as before."""
    audit_id = audited(
        client,
        {**FERRY, "url": "https://wire.example/1", "title": "</script><script>x&y\u2028"},
        COPY,
    )
    asked = {"audited_claim": {"audit_id": audit_id, "place": 0, "number": 0}}
    post(client, "/v1/records", asked, 201)
    post(client, "/v1/records/1/reviews", OVERRIDE, 201)
    reply = client.get("/v1/records/1/claimreview", params={"url": "https://facts.example/1?a&b"})
    assert not set("<>&\u2028\u2029") & set(reply.text)
    assert "\\u003c/script\\u003e\\u003cscript\\u003ex\\u0026y" in reply.text
    found = reply.json()
    assert found["url"] == "https://facts.example/1?a&b"
    assert found["itemReviewed"]["firstAppearance"]["headline"].startswith("</script><script>x&y")
