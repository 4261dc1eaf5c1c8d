"""The words that statements of one comparison share, each worth the more the fewer of them use it.

Every statement on a fire says "fire"; two that both say "sprinklers" speak of one thing. Worth is the inverse document
frequency (Spärck Jones 1972) over the statements compared.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.facts.words import content_stems


@dataclass(frozen=True)
class Wording:
    """The stems of each statement, by its place, and what each stem is worth."""

    stems: Sequence[frozenset[str]]
    worth: Mapping[str, float]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Wording":
        """The wording of statements that are compared with each other."""
        stems = [content_stems(text) for text in texts]
        count = Counter(stem for own in stems for stem in own)
        worth = {stem: math.log((len(texts) + 1) / times) for stem, times in count.items()}
        return cls(stems, worth)

    def shared(self, one: int, other: int) -> float:
        """The worth of what two statements share, as a share of the one of less worth; 0 to 1."""
        here, there = self.stems[one], self.stems[other]
        return self._sum(here & there) / max(1e-9, min(self._sum(here), self._sum(there)))

    def _sum(self, stems: frozenset[str]) -> float:
        return math.fsum(self.worth[stem] for stem in stems)
