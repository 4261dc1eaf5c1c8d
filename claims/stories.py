"""Articles to stories as they arrive: online clustering by average linkage.

How alike two articles are is their kinship less what the time between them takes off. An article that
arrives is linked anew with the articles of the few stories that it is most like, so that it joins one, bridges two, or
shows that one is two; an article that goes leaves its story to be linked anew without it.
"""

import hashlib
import logging
import math
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from claims.kinship import DENSE, ONE_STORY, lead_of, profile_of, terms_of
from index.corpus import Corpus
from index.errors import StoreFault, UnknownArticle
from index.stories import Arrival, Change, Member, Profile, Stories, Story
from index.types import Filters

log = logging.getLogger(__name__)

APART = 0.4
"""what is taken off where articles are far apart in time"""
DAYS = 2.0
"""standard deviation of the decay with time; the papers take 3"""
UNDATED = 0.08
"""what is taken off where one of them has no date"""
NEAR = 0.19
"""mean likeness from which a story is linked anew with an article that arrives"""
NEAREST = 30
"""sentences of any article that are looked at for each of them"""
CANDIDATES = 12
"""stories that are looked at: those that hold most of these sentences"""
RIVALS = 4
"""stories of them that are linked anew: the likest"""
LARGE = 100
"""articles from which a story is linked as a whole, so that an arrival costs no more the larger it grows"""
COMPARED = 20
"""articles of a story that are set side by side; a larger story is represented by so many"""
AT_ONCE = 20
"""waiting articles that are put into their stories before an answer: 10 to 30 ms each"""


@dataclass(frozen=True)
class Item:
    """An article to be grouped; `story_id` is the story that it is in before, None if it is new."""

    profile: Profile
    published_at: datetime | None
    story_id: str | None

    @property
    def id(self) -> str:
        """The article's."""
        return self.profile.article_id


class Clustering:
    """The stories of a corpus, kept level with its articles."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._stories = Stories(corpus.database)
        self._settling = threading.Lock()
        self._coming = threading.Lock()
        """held by who waits for the other one, so that who takes step after step lets it go first"""

    def settle(self, most: int | None = None) -> None:
        """Put the articles that wait into their stories, all or of many the first `most`.

        Raises:
            StoreFault: the database cannot be written.
        """
        taken = 0
        while (most is None or taken < most) and self.step():
            taken += 1

    def step(self) -> bool:
        """Put the next article that waits into its story; of several processes, who was slower looks again. Whether one waited.

        Raises:
            StoreFault: the database cannot be written.
        """
        with self._coming:
            self._settling.acquire()
        try:
            arrival = self._stories.next_arrival()
            if arrival is not None:
                self._settle(arrival)
            return arrival is not None
        finally:
            self._settling.release()

    def rebuild(self) -> None:
        """Put every article into its story anew; ids stay where articles stay together."""
        self._stories.rebuild()
        self.settle()

    def revision(self) -> int:
        """A number that grows with every change of a story."""
        return self._stories.revision()

    def get(self, story_id: str) -> Story:
        """A story, level with the articles unless many wait; of one that was merged, the one that took it in. Raises UnknownStory."""
        self.settle(AT_ONCE)
        return self._stories.get(story_id)

    def page(
        self, filters: Filters, after: tuple[int, str] | None, limit: int, least: int = 1
    ) -> list[Story]:
        """Stories, level with the articles unless many wait; see `index.stories.Stories.page`."""
        self.settle(AT_ONCE)
        return self._stories.page(filters, after, limit, least)

    def _settle(self, arrival: Arrival) -> None:
        """Put an article into its story; one that fails comes after all others."""
        try:
            change = self._change(arrival)
        except StoreFault:
            raise
        except Exception:
            log.exception("article %s cannot be put into a story", arrival.article_id)
            self._stories.put_off(arrival)
        else:
            self._stories.apply(change)

    def _change(self, arrival: Arrival) -> Change:
        """What becomes of an article, of the story that it was in, and of those that it is like."""
        article_id = arrival.article_id
        home = self._stories.of_articles([article_id]).get(article_id)
        left = [item for item in self._items([home] if home else []) if item.id != article_id]
        try:
            (article,) = self._corpus.get([article_id])
        except UnknownArticle:
            return change_of(arrival, None, linked(_loose(left)))
        vectors = self._corpus.vectors([article])
        arrived = Item(profile_of(article, vectors), article.published_at, home)
        rivals = self._rivals(arrived, [vectors[s.id] for s in lead_of(article)])
        loose = [group for story in (left, *rivals) for group in _loose(story)]
        return change_of(arrival, arrived.profile, linked([[arrived], *loose]))

    def _rivals(self, arrived: Item, lead: Sequence[NDArray[np.float32]]) -> list[list[Item]]:
        """The stories, besides its own, that an article is like, the likest first."""
        near = self._corpus.near(np.stack(lead), NEAREST)
        story_of = self._stories.of_articles(set(near) - {arrived.id})
        counted = Counter(story_of[at] for at in near if at in story_of)
        del counted[arrived.story_id or ""]
        held: dict[str | None, list[Item]] = {}
        for item in self._items([story_id for story_id, _ in counted.most_common(CANDIDATES)]):
            held.setdefault(item.story_id, []).append(item)
        stories = list(held.values())
        likeness = Linkage([[arrived], *stories]).likeness[0, 1:]
        likest = np.argsort(-likeness, kind="stable")[:RIVALS]
        return [stories[at] for at in likest.tolist() if likeness[at] >= NEAR]

    def _items(self, story_ids: Sequence[str]) -> list[Item]:
        return [
            Item(member, member.published_at, member.story_id)
            for member in self._stories.members(story_ids)
        ]


class Linkage:
    """Groups of articles, and how alike each two of them are on average over all pairs (UPGMA)."""

    def __init__(self, groups: Sequence[Sequence[Item]]) -> None:
        self.groups = [list(group) for group in groups]
        sums = _sums(self.groups)
        self._products = sums @ sums.T
        days = [[_day(item.published_at) for item in group] for group in groups]
        self._first = np.asarray([np.fmin.reduce(each) for each in days])
        self._last = np.asarray([np.fmax.reduce(each) for each in days])
        self._sizes = np.asarray([len(group) for group in groups], dtype=np.float64)
        self.likeness = np.stack([self._row(at) for at in range(len(groups))])
        """shape (groups, groups); what is a group's own, or that of one that was joined to another, is minus infinity"""

    def join(self, one: int, other: int) -> None:
        """Put one group into another; its own place stays, empty."""
        self.groups[one] += self.groups[other]
        self.groups[other] = []
        self._products[one] += self._products[other]
        self._products[:, one] += self._products[:, other]
        self._first[one] = np.fmin(self._first[one], self._first[other])
        self._last[one] = np.fmax(self._last[one], self._last[other])
        self._sizes[one] += self._sizes[other]
        self._sizes[other] = 0.0
        self.likeness[one] = self.likeness[:, one] = self._row(one)
        self.likeness[other] = self.likeness[:, other] = -np.inf

    def _row(self, one: int) -> NDArray[np.float64]:
        """How alike one group is to each."""
        gaps = np.maximum(self._first[one] - self._last, self._first - self._last[one])
        far = APART * (1.0 - np.exp(-(np.maximum(0.0, gaps) ** 2) / (2.0 * DAYS**2)))
        means = self._products[one] / np.maximum(1.0, self._sizes[one] * self._sizes)
        row = means - np.where(np.isnan(gaps), UNDATED, far)
        row[(self._sizes == 0.0) | (np.arange(len(row)) == one)] = -np.inf
        return np.asarray(row)


def linked(groups: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Groups that hold together: the two most alike are joined until no two are alike enough."""
    if not groups:
        return []
    linkage = Linkage(groups)
    while linkage.likeness.max() >= ONE_STORY:
        one, other = divmod(int(linkage.likeness.argmax()), len(groups))
        linkage.join(one, other)
    return [group for group in linkage.groups if group]


def change_of(
    arrival: Arrival, profile: Profile | None, groups: Sequence[Sequence[Item]]
) -> Change:
    """Give groups the ids of the stories that they come from.

    Who holds most of a story is its heir. A group goes on as the largest story that it is heir of, and the others are merged
    into that; one that is nobody's heir is a new story.
    """
    change = Change(arrival, profile)
    held = [_held(group, arrival.article_id) for group in groups]
    heir = {id_: max(held, key=lambda counts: counts[id_]) for counts in held for id_ in counts}
    for group, counts in zip(groups, held, strict=True):
        inherited = [id_ for id_, _ in counts.most_common() if heir[id_] is counts]
        story_id = inherited[0] if inherited else _new_id(group, arrival)
        if not inherited:
            change.opened[story_id] = next(iter(counts), None)
        change.merged.update(dict.fromkeys(inherited[1:], story_id))
        change.moves.update((item.id, story_id) for item in group if item.story_id != story_id)
    return change


def title_of(story: Story) -> str:
    """The clearest headline of a story: the one closest to what its articles are about together."""
    centre = np.sum([member.vector for member in story.members], axis=0)
    return max(story.members, key=lambda member: float(member.headline_vector @ centre)).headline


def representatives(story: Story) -> list[str]:
    """The articles that are compared, in the order of time.

    Of a larger story it is those that together stand best for all: greedy facility location (Lin & Bilmes 2011).
    """
    members = sorted(story.members, key=_by_time)
    if len(members) <= COMPARED:
        return [member.article_id for member in members]
    vectors = np.stack([member.vector for member in members])
    likeness = vectors @ vectors.T
    covered = np.full(len(members), -1.0)
    chosen: list[int] = []
    for _ in range(COMPARED):
        gains = np.maximum(likeness, covered).sum(axis=1)
        gains[chosen] = -np.inf
        chosen.append(int(gains.argmax()))
        covered = np.maximum(covered, likeness[chosen[-1]])
    return [members[at].article_id for at in sorted(chosen)]


def _loose(story: Sequence[Item]) -> list[Sequence[Item]]:
    """The articles of a story one by one; a large one stays together."""
    return [[item] for item in story] if len(story) < LARGE else [story]


def _sums(groups: Sequence[Sequence[Item]]) -> NDArray[np.float64]:
    """For each group the sum of its articles' vectors, dense and sparse parts side by side; shape (groups, any)."""
    sparse: list[Counter[str]] = [Counter() for _ in groups]
    for terms, group in zip(sparse, groups, strict=True):
        for item in group:
            terms.update(terms_of(item.profile))
    column = {
        term: at for at, term in enumerate(dict.fromkeys(t for terms in sparse for t in terms))
    }
    rows = np.zeros((len(groups), len(column)))
    for row, terms in zip(rows, sparse, strict=True):
        row[[column[term] for term in terms]] = list(terms.values())
    dense = [np.sum([item.profile.vector for item in group], axis=0) for group in groups]
    return np.hstack([math.sqrt(DENSE) * np.stack(dense), rows])


def _held(group: Sequence[Item], changing: str) -> Counter[str]:
    """How much of each story is in a group; an article that changes says less of where its story is than one that stays."""
    held: Counter[str] = Counter()
    for item in group:
        if item.story_id is not None:
            held[item.story_id] += 1 if item.id == changing else 2
    return held


def _new_id(group: Sequence[Item], arrival: Arrival) -> str:
    """An id that no other story gets, for a revision is used once."""
    key = f"{min(item.id for item in group)} {arrival.revision}"
    return "s-" + hashlib.sha256(key.encode()).hexdigest()[:16]


def _day(moment: datetime | None) -> float:
    """Days since 1970; not a number where there is no date."""
    return moment.timestamp() / 86_400 if moment else math.nan


def _by_time(member: Member) -> tuple[bool, float, str]:
    """Undated articles come last."""
    dated = member.published_at is not None
    return not dated, _day(member.published_at) if dated else 0.0, member.article_id
