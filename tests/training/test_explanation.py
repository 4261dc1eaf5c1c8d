"""What explains a conflict is learned from conflicts whose type is known."""

from claims.types import DivergenceType
from training.explanation import Conflict, learned


def test_what_each_text_has_alone_is_learned_to_tell_the_type() -> None:
    """Where figures stand apart the type becomes number, where names do name, and each is told of texts not seen."""
    texts = {
        DivergenceType.NUMBER: ("It has 3 doors.", "It has 4 doors."),
        DivergenceType.NAME: ("Moberg signed it.", "Aas signed it."),
        DivergenceType.OTHER: ("The door was open.", "The door was shut."),
    }
    days = (None, None)
    conflicts = [Conflict.of("stories", "s", kind, pair, days) for kind, pair in texts.items()]
    weights = learned(conflicts * 20)
    fresh = Conflict.of(
        "stories", "t", DivergenceType.NAME, ("Lou Roe left.", "Ann Berg left."), days
    )
    assert fresh.apart.likeliest(weights)[0].type is DivergenceType.NAME
    assert set(weights["bias"]) == {DivergenceType.NUMBER, DivergenceType.NAME}
    alike = weights["number_alike"]
    assert alike[DivergenceType.NUMBER] > alike[DivergenceType.NAME]
