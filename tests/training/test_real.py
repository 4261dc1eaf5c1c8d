import random

from claims.facts.words import content_stems
from service.engine import Engine
from tests.parts import article
from training.pairs import NEUTRAL, REFUTES, SUPPORTS
from training.real import borne_out, strangers

SAID = "The ferry carried 214 passengers to Skerrow."
ALIKE = "The ferry carried 214 passengers to Skerrow and sacks of mail for the islands."
FERRY = "The ferry ran aground off Skerrow on Tuesday."
FAIR = (
    "The autumn fair of cheese and cider drew crowds. Judges tasted ninety cheeses in a tent. "
    "A goat won the prize for milk. Children rode a carousel. Bakers sold bread. Rain spoiled it."
)


def test_only_what_stands_in_an_article_on_another_matter_is_a_stranger(engine: Engine) -> None:
    """Two articles say a sentence and two say more: each sayer is set against the one on another matter alone."""
    told = {"own": SAID, "own-matter": ALIKE, "other-matter": ALIKE, "same-words": SAID}
    for name, text in told.items():
        lead = FERRY if "own" in name else FAIR
        engine.ingest([article(f"{lead} {text}", id=name, outlet=name)])
    articles = engine.stored(list(told))
    found = strangers(articles, engine.corpus.vectors(articles), random.Random(1))
    said = [pair for pair in found if pair.claim == SAID]
    assert [pair.allowed for pair in said if pair.evidence == ALIKE] == [{NEUTRAL}] * 2
    assert SAID not in [pair.evidence for pair in said]


def test_a_real_sentence_is_borne_out_by_itself_and_not_with_another_figure() -> None:
    """The sentence supports itself among its neighbours; with a figure changed it is refuted; a tokeniser's quotes are gone."""
    own = article(f"{FERRY} ``{SAID}'' {FERRY}", id="own")
    pairs = borne_out([own], random.Random(2))
    assert {min(pair.allowed) for pair in pairs} == {SUPPORTS, REFUTES}
    for pair in pairs:
        assert content_stems(pair.claim) <= content_stems(pair.evidence) or SUPPORTS not in (
            pair.allowed
        )
        assert "``" not in pair.evidence + pair.claim
