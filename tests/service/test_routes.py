from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from service.engine import Engine

TEXT = "The ferry carried 214 passengers to Skerrow. It ran aground on Tuesday evening near the harbour."
FERRY = {
    "id": "wire-1",
    "outlet": "wire.example",
    "text": TEXT,
    "published_at": "2026-03-11T06:10:00Z",
}
COPY = {
    "id": "gazette-1",
    "outlet": "gazette.example",
    "text": "The ferry carried 241 passengers to Skerrow.",
    "published_at": "2026-03-12",
}


def post(client: TestClient, path: str, body: dict[str, Any], status: int = 200) -> Any:
    reply = client.post(path, json=body)
    assert reply.status_code == status, reply.text
    return reply.json()


def test_articles_are_stored_listed_read_and_deleted(client: TestClient) -> None:
    """The whole life of an article over HTTP."""
    stored = post(client, "/v1/articles", {"articles": [FERRY]}, 201)["articles"][0]
    assert (stored["id"], stored["status"], stored["sentences"], stored["claims"]) == (
        "wire-1",
        "added",
        2,
        2,
    )
    assert (
        post(client, "/v1/articles", {"articles": [FERRY]}, 201)["articles"][0]["status"]
        == "unchanged"
    )
    assert [a["id"] for a in client.get("/v1/articles").json()["articles"]] == ["wire-1"]
    read = client.get("/v1/articles/wire-1").json()
    assert [read["text"][s["start"] : s["end"]] for s in read["sentences"]] == [
        s["text"] for s in read["sentences"]
    ]
    assert read["published_at"] == "2026-03-11T06:10:00Z"
    assert client.delete("/v1/articles/wire-1").status_code == 204
    assert client.get("/v1/articles/wire-1").status_code == 404
    assert client.delete("/v1/articles/wire-1").status_code == 404


def test_the_list_is_paged_and_filtered(client: TestClient) -> None:
    """A cursor leads through all articles once, filters narrow the list."""
    post(
        client,
        "/v1/articles",
        {"articles": [{**FERRY, "id": f"a{n}", "outlet": f"o{n}.example"} for n in range(5)]},
        201,
    )
    seen: list[str] = []
    cursor = None
    while True:
        page = client.get(
            "/v1/articles", params={"limit": 2, **({"cursor": cursor} if cursor else {})}
        ).json()
        seen += [article["id"] for article in page["articles"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert seen == ["a0", "a1", "a2", "a3", "a4"]
    assert [
        a["id"]
        for a in client.get("/v1/articles", params={"outlet": "o3.example"}).json()["articles"]
    ] == ["a3"]
    assert (
        client.get("/v1/articles", params={"published_after": "2026-04-01"}).json()["articles"]
        == []
    )


def test_an_outlet_is_one_in_any_spelling(client: TestClient) -> None:
    """It is shown as it was sent, without blanks too many, and asked for as one likes."""
    sent = [{**FERRY, "id": name, "outlet": name} for name in ("North", "NORTH")]
    sent[1]["outlet"] = "  NORTH \u200b"
    stored = post(client, "/v1/articles", {"articles": sent}, 201)["articles"]
    assert [one["outlet"] for one in stored] == ["North", "NORTH"]
    asked = {"claim": "The ferry carried 214 passengers.", "filters": {"outlets": ["north "]}}
    found = post(client, "/v1/verify", asked)
    assert [e["outlet"] for e in found["supporting"]] == ["NORTH", "North"]
    assert found["independent_sources"]["supporting"] == 1
    listed = client.get("/v1/articles", params={"outlet": "www.north"}).json()["articles"]
    assert [one["outlet"] for one in listed] == ["NORTH", "North"]
    told = client.get("/v1/stories", params={"outlet": "north"}).json()["stories"]
    assert [len(story["outlets"]) for story in told] == [1]


def test_extract_stores_nothing(client: TestClient) -> None:
    """Extraction gives text, sentences and claims, and leaves the corpus empty."""
    result = post(client, "/v1/extract", {"articles": [FERRY]})["results"][0]
    assert result["text"] == TEXT
    assert [claim["text"] for claim in result["claims"]] == [s["text"] for s in result["sentences"]]
    assert client.get("/v1/articles").json()["articles"] == []


def test_verify_gives_evidence_on_both_sides(client: TestClient) -> None:
    """A wrong number is refuted with its type and both spans, a right one is supported, both together conflict."""
    post(client, "/v1/articles", {"articles": [FERRY, COPY]}, 201)
    found = post(client, "/v1/verify", {"claim": "The ferry carried 214 passengers."})
    assert found["verdict"] == "conflicting"
    assert found["independent_sources"] == {"supporting": 1, "conflicting": 1}
    assert [e["article_id"] for e in found["supporting"]] == ["wire-1"]
    against = found["conflicting"][0]
    assert (against["article_id"], against["stance"], against["origin"]) == (
        "gazette-1",
        "refutes",
        "gazette-1",
    )
    assert against["divergences"] == [
        {
            "type": "number",
            "claim": {"text": "214", "start": 18, "end": 21},
            "evidence": {"text": "241", "start": 18, "end": 21},
            "explanation": "214 here, 241 there",
        }
    ]
    assert found["flags"] == ["divergence", "single_source"]
    assert found["snapshot"] == "r1"


def test_verify_respects_filters_and_limit(client: TestClient) -> None:
    """Excluded articles are no evidence, and each list is as long as asked."""
    post(client, "/v1/articles", {"articles": [FERRY, COPY]}, 201)
    body = {
        "claim": "The ferry carried 214 passengers.",
        "filters": {"exclude_articles": ["gazette-1"]},
    }
    assert post(client, "/v1/verify", body)["verdict"] == "supported"
    body = {
        "claim": "The ferry carried 214 passengers.",
        "filters": {"outlets": ["gazette.example"]},
    }
    assert post(client, "/v1/verify", body)["verdict"] == "refuted"
    related = post(
        client, "/v1/verify", {"claim": "The ferry reached the harbour of Skerrow.", "limit": 1}
    )["related"]
    assert len(related) == 1


def test_verify_on_an_empty_corpus(client: TestClient) -> None:
    """Without articles there is not enough evidence, and no guess."""
    found = post(client, "/v1/verify", {"claim": "The ferry carried 214 passengers."})
    assert (found["verdict"], found["supporting"], found["conflicting"], found["related"]) == (
        "not_enough_evidence",
        [],
        [],
        [],
    )


def test_stance_keeps_model_and_facts_apart(client: TestClient) -> None:
    """Each pair has the combined scores, the model's own, and the differences; order is kept."""
    pairs = [
        {
            "claim": "The ferry carried 241 passengers.",
            "evidence": "The ferry carried 214 passengers.",
        },
        {
            "claim": "The ferry ran aground on 10 March.",
            "evidence": "The ferry ran aground on Tuesday.",
            "evidence_date": "2026-03-11",
        },
        {"claim": "Eggs became cheaper.", "evidence": "The ferry ran aground on Tuesday."},
    ]
    wrong, right, other = post(client, "/v1/stance", {"pairs": pairs})["results"]
    assert (wrong["stance"], [d["type"] for d in wrong["divergences"]]) == ("refutes", ["number"])
    assert wrong["model"]["supports"] > 0.5 > wrong["scores"]["supports"]
    assert (right["stance"], right["divergences"]) == ("supports", [])
    assert other["stance"] == "neutral"
    for result in (wrong, right, other):
        assert sum(result["scores"].values()) == pytest.approx(1.0)


def test_compare_has_a_cell_for_each_article_in_every_row(client: TestClient) -> None:
    """Rows hold every claim, cells stand in the order of the articles, and the summary counts the rows."""
    third = {
        "id": "ledger-1",
        "outlet": "ledger.example",
        "text": "Eggs became much cheaper in Anders during the month of May.",
    }
    found = post(client, "/v1/compare", {"articles": [FERRY, COPY, third]})
    assert [a["id"] for a in found["articles"]] == ["wire-1", "gazette-1", "ledger-1"]
    assert all(
        [c["article_id"] for c in row["cells"]] == ["wire-1", "gazette-1", "ledger-1"]
        for row in found["claims"]
    )
    stances = {row["text"]: [c["stance"] for c in row["cells"]] for row in found["claims"]}
    assert stances["The ferry carried 214 passengers to Skerrow."] == [
        "asserts",
        "contradicts",
        "silent",
    ]
    assert stances[third["text"]] == ["silent", "silent", "asserts"]
    row = next(row for row in found["claims"] if "214" in row["text"])
    assert [d["type"] for d in row["cells"][1]["divergences"]] == ["number"]
    assert found["summary"]["claims"] == len(found["claims"]) == 3
    assert found["summary"]["divergence"] == 1
    assert client.get("/v1/articles").json()["articles"] == []


def test_compare_takes_stored_articles(client: TestClient) -> None:
    """Ids name stored articles; an unknown one is a 404 that says which."""
    post(client, "/v1/articles", {"articles": [FERRY, COPY]}, 201)
    assert (
        post(client, "/v1/compare", {"article_ids": ["gazette-1", "wire-1"]})["articles"][0]["id"]
        == "gazette-1"
    )
    assert (
        "'nobody'"
        in post(client, "/v1/compare", {"article_ids": ["wire-1", "nobody"]}, 404)["detail"]
    )


def test_two_articles_with_one_id_cannot_be_compared(client: TestClient) -> None:
    """Whatever they say, their cells could not be told apart; the answer names the id and says what makes one."""
    bare = {name: value for name, value in FERRY.items() if name != "id"}
    for one, other in (
        (FERRY, {**COPY, "id": FERRY["id"]}),
        (bare, {**bare, "published_at": "2026-03-14"}),
    ):
        refused = post(client, "/v1/compare", {"articles": [one, other]}, 422)
        (fault,) = refused["errors"]
        assert fault["pointer"] == "/articles/1"
        assert fault["detail"].startswith("has the id of number 0, ")
        assert "outlet, url, title and text" in fault["detail"]


def test_provenance_reads_disclosures(client: TestClient) -> None:
    """A label of the article flags it; the probability of a text this short stays open, and the reply says why."""
    labelled = {
        "outlet": "pulse.example",
        "text": f"{TEXT}\n\nThis article was written with the help of AI.",
    }
    plain, flagged = post(client, "/v1/provenance", {"articles": [FERRY, labelled]})["results"]
    assert (plain["status"], plain["flagged"], plain["ai_probability"]) == (
        "undetermined",
        False,
        None,
    )
    assert plain["detector"]["undetermined"].endswith("words, fewer than 50")
    assert 0 <= plain["detector"]["false_positives"]["rate"] <= 0.005
    assert (flagged["status"], flagged["flagged"], flagged["ai_probability"]) == (
        "declared",
        True,
        None,
    )


def test_a_disclosure_in_the_header_is_read(client: TestClient) -> None:
    """The fields of the reply that an article came in may be sent with it; each step of the ladder says what it found."""
    found = {**FERRY, "headers": {"AI-Disclosure": "mode=machine-generated"}}
    read = post(client, "/v1/provenance", {"articles": [found]})["results"][0]
    assert (read["status"], read["flagged"]) == ("declared", True)
    assert read["steps"] == [
        {"status": "signed", "finding": "nothing"},
        {"status": "declared", "finding": "ai"},
        {"status": "inferred", "finding": "undetermined"},
    ]
    assert [(s["method"], s["scope"], s["ai"]) for s in read["signals"]] == [
        ("header", "article", True)
    ]
    post(client, "/v1/articles", {"articles": [found]}, 201)
    verified = post(client, "/v1/verify", {"claim": "The ferry carried 214 passengers."})
    assert "ai_generated" in verified["flags"]
    assert verified["circular_support"]


def test_hidden_characters_change_no_verdict(client: TestClient) -> None:
    """A claim and its evidence are judged, and quoted, without what nobody sees in them."""
    plain, hidden = (
        "The ferry carried 241 passengers.",
        "The fеr\u200bry carried 2\u206041 passengers.",
    )
    post(client, "/v1/articles", {"articles": [FERRY]}, 201)
    asked = [post(client, "/v1/verify", {"claim": claim}) for claim in (plain, hidden)]
    assert asked[0]["verdict"] == "refuted"
    assert asked[0] == asked[1]
    pairs = [
        {"claim": plain, "evidence": "The ferry carried 214 passengers."},
        {"claim": hidden, "evidence": "The ferry ca\u200drried 214\u2005passengers."},
    ]
    judged = post(client, "/v1/stance", {"pairs": pairs})["results"]
    assert judged[0] == judged[1]


def test_health_readiness_and_the_way_in(client: TestClient) -> None:
    """The process is alive, counts what it holds, and the root leads to documentation that needs no network."""
    assert client.get("/healthz").json()["status"] == "ok"
    post(client, "/v1/articles", {"articles": [FERRY]}, 201)
    ready = client.get("/readyz")
    assert ready.json()["articles"] == 1
    page = client.get("/")
    assert page.url.path == "/docs"
    assert "http://" not in page.text.replace("http://testserver", "")
    assert "https://" not in page.text


def test_the_versions_of_an_article_are_kept_and_read(client: TestClient) -> None:
    """Each sentence of a version is kept, removed, or corrected by one of the next; removal takes the versions with it."""
    url = "https://wire.example/ferry"
    old = f"{TEXT} Nobody knows why."
    new = TEXT.replace("214", "241")
    for text in (old, new):
        post(client, "/v1/articles", {"articles": [{**FERRY, "text": text, "url": url}]}, 201)
    (head,) = client.get("/v1/articles/wire-1/versions").json()["versions"]
    assert (head["number"], len(head["digest"])) == (1, 64)
    found = client.get("/v1/articles/wire-1/versions/1").json()
    assert {name: found[name] for name in head} == head
    assert (found["text"], found["outlet"]) == (old, "wire.example")
    corrected, kept, removed = found["sentences"]
    assert [s["fate"] for s in found["sentences"]] == ["corrected", "kept", "removed"]
    stored = client.get("/v1/articles/wire-1").json()
    assert corrected["replaced_by"] == stored["sentences"][0]
    assert (kept["id"], kept["replaced_by"]) == (stored["sentences"][1]["id"], None)
    assert [corrected["link"], removed["link"]] == [None, None]
    assert kept["link"] == stored["sentences"][1]["link"]
    assert client.get("/v1/articles/wire-1/versions/2").status_code == 404
    client.delete("/v1/articles/wire-1")
    assert client.get("/v1/articles/wire-1/versions").status_code == 404
    assert client.get("/v1/articles/wire-1/versions/1").status_code == 404


def test_versions_are_listed_without_the_article(client: TestClient, engine: Engine) -> None:
    """The list reads nothing of the article but that it is there."""
    for text in (FERRY["text"], "The ferry was late."):
        post(client, "/v1/articles", {"articles": [{**FERRY, "text": text}]}, 201)
    with engine.corpus.database.writing() as connection:
        connection.execute(sa.text("ALTER TABLE sentences RENAME TO lost"))
    assert len(client.get("/v1/articles/wire-1/versions").json()["versions"]) == 1
    assert client.get("/v1/articles/nobody/versions").status_code == 404


def test_versions_are_paged(client: TestClient) -> None:
    """A cursor leads through all of them once."""
    for number in range(4):
        text = f"{TEXT} Update {number} follows."
        post(client, "/v1/articles", {"articles": [{**FERRY, "text": text}]}, 201)
    first = client.get("/v1/articles/wire-1/versions", params={"limit": 2}).json()
    rest = client.get(
        "/v1/articles/wire-1/versions", params={"cursor": first["next_cursor"]}
    ).json()
    assert [v["number"] for v in first["versions"] + rest["versions"]] == [1, 2, 3]
    assert rest["next_cursor"] is None


def test_a_quoted_sentence_has_its_address_wherever_it_is_quoted(client: TestClient) -> None:
    """Article, extraction, evidence and cell give the same selector and the same link to the outlet's page."""
    ferry = {**FERRY, "url": "https://wire.example/ferry"}
    post(client, "/v1/articles", {"articles": [ferry, COPY]}, 201)
    sentence = client.get("/v1/articles/wire-1").json()["sentences"][0]
    assert sentence["selector"] == {
        "type": "TextQuoteSelector",
        "exact": "The ferry carried 214 passengers to Skerrow.",
        "prefix": "",
        "suffix": " It ran aground on Tuesday eveni",
    }
    assert sentence["link"] == (
        "https://wire.example/ferry#:~:text=The%20ferry%20carried%20214%20passengers%20to%20Skerrow."
    )
    extracted = post(client, "/v1/extract", {"articles": [ferry]})["results"][0]["sentences"][0]
    found = post(client, "/v1/verify", {"claim": sentence["text"]})
    body = {"article_ids": ["gazette-1", "wire-1"]}
    rows = post(client, "/v1/compare", body)["claims"]
    cells = [cell["sentence"] for row in rows for cell in row["cells"] if cell["sentence"]]
    assert extracted == sentence
    assert found["supporting"][0]["sentence"] == sentence
    assert sentence in cells
    assert found["conflicting"][0]["sentence"]["link"] is None


@pytest.mark.parametrize(
    ("character", "said"),
    [("\x00", "U+0000"), ("\x03", "U+0003"), ("\x08", "U+0008"), ("\x7f", "U+007F")],
)
def test_a_control_character_in_an_article_is_left_out(
    client: TestClient, character: str, said: str
) -> None:
    """Page and text are read without it, the text's provenance names it; in an outlet it is refused."""
    text = f"The ferry carried 214 pass{character}engers to Skerrow on Tuesday."
    html = f"<html><title>Fer{character}ry runs aground</title><p>{text}</p></html>"
    page, plain = (
        {"outlet": "wire.example", **given} for given in ({"html": html}, {"text": text})
    )
    results = post(client, "/v1/extract", {"articles": [page, plain]})["results"]
    assert {result["text"].splitlines()[-1] for result in results} == {text.replace(character, "")}
    assert results[0]["title"] == "Ferry runs aground"
    (found,) = post(client, "/v1/provenance", {"articles": [plain]})["results"]
    (signal,) = found["signals"]
    assert (signal["method"], signal["value"]) == ("control", said)
    refused = post(client, "/v1/extract", {"articles": [{**FERRY, "outlet": f"a{character}"}]}, 422)
    assert refused["errors"][0]["pointer"] == "/articles/0/outlet"


def test_a_date_outside_the_years_of_utc_is_refused(client: TestClient) -> None:
    """It is a field that is not valid, as any other date that cannot be kept."""
    body = {"articles": [{**FERRY, "published_at": "0001-01-01T00:00:00+01:00"}]}
    (error,) = post(client, "/v1/articles", body, 422)["errors"]
    assert error["pointer"] == "/articles/0/published_at"
    assert "outside the years" in error["detail"]


def test_texts_of_one_id_in_a_request_are_stored_one_after_the_other(client: TestClient) -> None:
    """The second is an update of the first, which is kept as a version."""
    late = {**FERRY, "text": "The ferry was late."}
    stored = post(client, "/v1/articles", {"articles": [FERRY, late]}, 201)["articles"]
    assert [(a["status"], a["sentences"]) for a in stored] == [("added", 2), ("updated", 1)]
    assert client.get("/v1/articles/wire-1").json()["text"] == late["text"]
    assert client.get("/v1/articles/wire-1/versions/1").json()["text"] == TEXT
