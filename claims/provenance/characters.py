"""Characters of a text as it was sent that no reader sees or that pretend to be others; reading has taken them out."""

from claims.types import Signal
from index.types import Article


def look(article: Article) -> tuple[Signal, ...]:
    """A signal for each, with its place in the text as it was sent."""
    return tuple(
        Signal(
            "characters", mark.name, "text", mark.value, sent_start=mark.start, sent_end=mark.end
        )
        for mark in article.marks
        if mark.method == "characters"
    )
