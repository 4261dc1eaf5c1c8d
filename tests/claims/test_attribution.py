import pytest

from claims.facts.attribution import attribution_of, read_attributions, settled
from claims.facts.names import read_names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Morag Tulloch, who drafted it, said bills would rise.", [("Morag Tulloch", "said")]),
        (
            "“Nobody is hurt,” said chief officer Ann Lee on Friday.",
            [("chief officer Ann Lee", "said")],
        ),
        ("According to the defence ministry, 12 died.", [("the defence ministry", "According to")]),
        ("Prices rose, Larrinaga told reporters.", [("Larrinaga", "told")]),
        ("The minister, Ann Lee, added that it was over.", [("Ann Lee", "added")]),
        ("The company denied that it had polluted the river.", [("The company", "denied")]),
        ("Twelve people died, police said.", [("police", "said")]),
        ("The ferry carried 214 passengers.", []),
        ("Officials are still studying it.", []),
        ("The expected rise did not come.", []),
        ("The noted author died.", []),
        ("The city, called the pearl of the east, fell.", []),
        ("The mayor was accused of fraud.", []),
        ("The mayor has been told to go.", []),
        ("It is over, said the mayor.", [("the mayor", "said")]),
        ("The minister, Özlem Türeci, added that it was over.", [("Özlem Türeci", "added")]),
        ("The judge, Iris van der Poel, added that it was over.", [("Iris van der Poel", "added")]),
        ("Two tugs left, the harbour master, Ole Rust, said.", [("Ole Rust", "said")]),
        ("Two tugs left, Ole Rust, the harbour master, said.", [("Ole Rust", "said")]),
        ("The retired judge, Ann Lee, said it was over.", [("Ann Lee", "said")]),
        (
            "A woman named Ada, who lives in Holt, a village, agreed.",
            [("A woman named Ada", "agreed")],
        ),
        ("The judge, Omar al-Khatib, added that it was over.", [("Omar al-Khatib", "added")]),
        ("Residents who fled the town said it burned.", [("Residents who fled the town", "said")]),
        ("People evacuated from Kosti said so.", [("People evacuated from Kosti", "said")]),
        ("More than 20 witnesses said it was green.", [("More than 20 witnesses", "said")]),
        ("The deal is done, both sides said.", [("both sides", "said")]),
        ("The police on Monday confirmed it.", [("The police", "confirmed")]),
        ("“It fell,” said its governor, Anneli Torv.", [("Anneli Torv", "said")]),
        ("Rain fell. The editor, Greg Pratt, said so.", [("Greg Pratt", "said")]),
        ("Minister Jo Salas flew in and told a crowd so.", [("Minister Jo Salas", "told")]),
        ("The firm has put £40m into the 31,000-seat ground and says so.", [("The firm", "says")]),
        ("The Scot took it well, shaking hands and saying so.", []),
        ("It was Mirza who said it was ready.", [("Mirza", "said")]),
        ("At 08:15 1,400 had left, Ann Lee reports.", [("Ann Lee", "reports")]),
        ("Ann Lee claims the firm cheated.", [("Ann Lee", "claims")]),
        ("Ann Lee cautioned against haste.", [("Ann Lee", "cautioned")]),
        ("Ann Lee urged residents to leave.", [("Ann Lee", "urged")]),
        ("The firm promised to pay.", [("The firm", "promised")]),
        ("“It works,” boasted Ann Lee.", [("Ann Lee", "boasted")]),
        ("“It works,” the mayor declared.", [("the mayor", "declared")]),
        ("Ann Lee responded: “No.”", [("Ann Lee", "responded")]),
        ("Ann Lee observed that it rained.", [("Ann Lee", "observed")]),
        ("Ann Lee declared a state of emergency.", []),
        ("The firm declared bankruptcy.", []),
        ("Crews responded to a fire.", []),
        ("The town observed a silence.", []),
        ("The area, declared a disaster zone, flooded.", []),
        ("The promised land lay there.", []),
    ],
)
def test_source_and_cue_are_read(text: str, said: list[tuple[str, str]]) -> None:
    """Who says so and by which word, before or behind what is said; the span is the source's."""
    found = read_attributions(text)
    assert [(a.speaker, a.cue) for a in found] == said
    assert all(text[a.start : a.end] == a.speaker for a in found)


@pytest.mark.parametrize(
    "text",
    [
        "Brandt declined to comment on reports that the signal was faulty.",
        "The police did not respond to claims of misconduct.",
        "Chair Rachel Voss did not return calls.",
        "The company faces claims worth $3m.",
        "The budget was passed, the ministry's reports show.",
        "Marrow wants to raise the value-added tax.",
        "The firm put £40m into the 31,000-seat ground and says it will stay.",
        "The union called off the walkout.",
        "The firm agreed to be sold.",
        "The board rejected the bid on Monday.",
        "Engineers do not expect it to open.",
        "Gunmen stopped a bus and shot 28 people on board, said police.",
    ],
)
def test_a_clause_is_no_source_and_a_deed_no_cue(text: str) -> None:
    """What ends in a preposition, denies or tells a deed names nobody who says so; plural nouns and verbs of another sense are no cues."""
    assert [a.speaker for a in read_attributions(text) if a.speaker != "police"] == []


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Two tugs left, the harbour master, Ole Rust, said.", "the harbour master"),
        ("Two tugs left, Ole Rust, the harbour master, said.", "Ole Rust"),
        ("Two tugs left, harbour master Ole Rust said.", "harbour master"),
        ("Two tugs left, said Ole Rust, the harbour master.", "Ole Rust"),
    ],
)
def test_a_source_begins_with_what_is_set_beside_it(text: str, begins: str) -> None:
    """Where a source begins is known also where the name stands behind the office."""
    (found,) = read_attributions(text)
    assert text[found.begins :].startswith(begins)


def test_a_pronoun_is_who_was_named_before() -> None:
    """What "he" said is said by the last source of the sentence before; without one the pronoun stays."""
    before = "The talks failed, Councillor Dev Rao said."
    found = attribution_of("He said a new date was open.", before)
    assert found is not None
    assert (found.speaker, found.cue) == ("Councillor Dev Rao", "said")
    alone = attribution_of("He said a new date was open.")
    assert alone is not None
    assert alone.speaker == "He"
    assert attribution_of("The talks failed.") is None


REPORT = "The finance minister, Ivo Strand, met Governor Lena Hartwig. Hartwig left. Residents cheered, and other residents wept at Calmar."


@pytest.mark.parametrize(
    ("text", "before", "names"),
    [
        ("“It is safe,” he said.", "Ivo Strand told reporters it rained.", ["ivo strand"]),
        ("She said it was safe.", "It rained, Lena Hartwig of Calmar said.", ["lena hartwig of calmar"]),
        ("“It is safe,” he said.", "Strand said it rained.", ["strand"]),
        ("“It is safe,” he said.", "Ivo Strand said that Bo Roe left.", []),
        ("When Bo Roe came, he said it was safe.", "Ivo Strand said it rained.", []),
        ("They said it was safe.", "Ivo Strand said it rained.", []),
        ("He said it was safe.", "It rained.", []),
        ("Strand said it was safe.", "", ["strand"]),
        ("Residents said it was safe.", "", []),
        ("Prowse said it was safe.", "", []),
        ("It was safe, she said.", "Prowse denied that.", ["prowse"]),
        ("It was safe, she said.", "Residents denied that.", []),
        ("It was safe, she said.", "Organisers denied that.", []),
        ("It was safe, she said.", "Hartwig rejected this.", ["hartwig"]),
        ("It was safe, she said.", "But Governor Lena Hartwig disagreed.", ["governor lena hartwig"]),
        ("It was safe, she said.", "Hartwig, who owns the mill, disagreed.", ["hartwig"]),
        ("It was safe, she said.", "Hartwig attacked Ivo Strand.", []),
        ("It was safe, she said.", "Hartwig's lawyer rejected this.", []),
        ("It was safe, she said.", "The Calmar Council rejected this.", []),
        ("It was safe, she said.", "Calmar rejected this.", []),
        ("It was safe, she said.", "Production stopped in May.", []),
    ],
)  # fmt: skip
def test_who_said_so_is_known_from_the_article(text: str, before: str, names: list[str]) -> None:
    """A person is the last source before, or whoever else acts there and has a given name; one who is "she" is named by any single word, which the article has for a name."""
    (own,) = settled(read_attributions(text), read_names(text), before, REPORT)
    assert [name.key for name in own.names] == names


HOLDERS = (
    "Dynamo lost on Thursday. Karin Roth, 51, the club's lawyer, will go to court. Mayor Lena Holm was sorry, "
    "Deputy Governor Ivo Strand was not. The union's president, Otto Brand, and the league's treasurer, Ann Falk, met "
    "the port's treasurer, Bo Reed."
)


@pytest.mark.parametrize(
    ("speaker", "names", "by_name"),
    [
        ("the club's lawyer", ["karin roth"], True),
        ("the lawyer", ["karin roth"], False),
        ("Dynamo's lawyer", ["karin roth"], False),
        ("the mayor", ["lena holm"], True),
        ("the deputy mayor", [], False),
        ("the governor", [], False),
        ("the union's president", ["otto brand"], True),
        ("the league's president", [], False),
        ("the treasurer", [], False),
        ("the spokeswoman", [], False),
    ],
)
def test_who_holds_an_office_is_known_from_the_article(
    speaker: str, names: list[str], *, by_name: bool
) -> None:
    """Where it names one holder alone; that another name is another's is sure only where both tell whose office it is."""
    text = f"“It is safe,” {speaker} said."
    (own,) = settled(read_attributions(text), read_names(text), "", HOLDERS)
    assert ([name.key for name in own.names], own.by_name) == (names, by_name)
