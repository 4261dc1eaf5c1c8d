from claims.facts.quotes import read_quotations


def test_words_in_quotation_marks_are_read() -> None:
    """Curly and straight marks; a quoted word or two is none."""
    text = 'Rao called it “a crack you could lose a pencil in” and a "shame", "a week too late".'
    found = read_quotations(text)
    assert [text[q.start : q.end] for q in found] == [
        "a crack you could lose a pencil in",
        "a week too late",
    ]


def test_a_part_meets_the_whole_and_a_change_does_not() -> None:
    """A quotation cut short is the same, one word changed makes another report of one utterance, other words none."""
    whole, part, changed, other = (
        read_quotations(f"“{words}”")[0]
        for words in (
            "we will not leave this table without a deal",
            "not leave this table without a deal",
            "we may leave this table without a deal",
            "the river was higher in my father's time",
        )
    )
    assert whole.meets(part)
    assert whole.comparable(changed)
    assert not whole.meets(changed)
    assert not whole.comparable(other)


def test_a_mark_behind_a_word_ends_a_quotation_and_begins_none() -> None:
    """A sentence that begins inside a quotation has its last words quoted, not those of the one who reports it."""
    text = 'The bridge was old," she told the inquiry, adding "nobody had looked at it."'
    assert [text[q.start : q.end] for q in read_quotations(text)] == ["nobody had looked at it."]
