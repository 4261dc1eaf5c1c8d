from training.texts import read_machine_texts

KINDS = {"article", "rewrite", "summary", "humanized", "half"}


def test_machine_texts_hold_what_their_card_says() -> None:
    """Each has a known kind, its own words, and for a half how much of the human text stands before it."""
    rows = read_machine_texts()
    assert {row["kind"] for row in rows} == KINDS
    for row in rows:
        assert row["text"].strip() == row["text"] != ""
        assert (row["kept"] > 0) is (row["kind"] == "half")
        assert row["group"]


def test_no_text_stands_twice() -> None:
    """A text that came twice would train and measure."""
    texts = [row["text"] for row in read_machine_texts()]
    assert len(set(texts)) == len(texts)
