from sentence_transformers import SentenceTransformer

from training.pairs import NEUTRAL, REFUTES, SUPPORTS
from training.stance import BASE
from training.stories import decides, read_reports, read_stories, story_pairs

STORY = {
    "id": "x",
    "articles": [
        {"id": "x-a", "text": "The ferry sank on Monday. Nobody was hurt."},
        {"id": "x-b", "text": "The ferry sank on Tuesday."},
        {"id": "x-c", "text": "The harbour is old."},
    ],
    "claims": [
        {
            "claim": "The ferry went down on Monday.",
            "support": ["x-a"],
            "conflict": ["x-b"],
            "skip": ["x-c"],
            "evidence": {
                "x-a": ["The ferry sank on Monday."],
                "x-b": ["The ferry sank on Tuesday."],
            },
        }
    ],
}


def test_the_gold_of_a_story_becomes_pairs() -> None:
    """A deciding sentence takes its article's side, its neighbour may also be silent, a skipped article gives no pair."""
    pairs = story_pairs([STORY], SentenceTransformer(str(BASE), device="cpu"))
    found = {pair.evidence.strip(): pair.allowed for pair in pairs}
    assert found == {
        "The ferry sank on Monday.": frozenset({SUPPORTS}),
        "The ferry sank on Tuesday.": frozenset({REFUTES}),
        "Nobody was hurt.": frozenset({SUPPORTS, NEUTRAL}),
    }


def test_in_a_complete_story_every_other_sentence_is_silent() -> None:
    """Where all deciding sentences are named, a neighbour of one takes no side."""
    pairs = story_pairs([{**STORY, "complete": True}], SentenceTransformer(str(BASE), device="cpu"))
    found = {pair.evidence.strip(): pair.allowed for pair in pairs}
    assert found["Nobody was hurt."] == {NEUTRAL}


def test_a_sentence_decides_however_it_was_split() -> None:
    """A part of a quoted sentence decides, and so does a longer one that holds it."""
    assert decides("It sank.", ["Said Holt: It sank."])
    assert decides("Said Holt: It sank.", ["It sank."])
    assert not decides("It sank.", ["It was raised."])


def test_whole_stories_are_held_out() -> None:
    """Every fourth story steers, and no story does both."""
    train, held = (
        {s["id"] for s in read_stories(held_out=False)},
        {s["id"] for s in read_stories(held_out=True)},
    )
    assert not train & held
    assert (len(held), len(train | held)) == (33, 132)


def test_every_deciding_sentence_stands_in_its_article() -> None:
    """The gold's sentences are verbatim, and every side has one."""
    stories = read_stories(held_out=False) + read_stories(held_out=True) + read_reports()
    for story in stories:
        texts = {a["id"]: f"{a['title']}\n{a['text']}" for a in story["articles"]}
        for gold in story["claims"]:
            assert set(gold["evidence"]) == {*gold["support"], *gold["conflict"]}
            assert all(q in texts[a] for a, quotes in gold["evidence"].items() for q in quotes)
