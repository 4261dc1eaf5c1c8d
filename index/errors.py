"""What can go wrong below the claims.

IndexFault
├── UnreadableArticle   the article's content holds no text that could be judged
│   └── OverlongArticle it holds more sentences than are taken
├── UnreadableFeed      what was sent is no feed
├── UnreadableFactCheck what was sent is no ClaimReview, or lacks what it must have
├── UnknownArticle      no article has this id
├── UnknownVersion      the article has no version of this number
├── UnknownFactCheck    no fact check has this id
├── UnknownEntry        the ledger has no entry of this number
├── AlreadyRecorded     the ledger has an entry on this subject
├── UnknownAudit        no audit has this id
├── UnknownStory        no story has this id
├── UnknownWebhook      no webhook has this address
├── UnknownKey          no key has this id
├── KeyInUse            the same request is being carried out now
├── KeyReused           the key was sent with another request
└── StoreFault          the database or the snapshot on disk cannot be used
"""


class IndexFault(Exception):
    """Base of all errors of this package; its text says what to do."""


class UnreadableArticle(IndexFault):
    """The content holds no article: empty after cleaning, not HTML, or not ninjs."""


class OverlongArticle(UnreadableArticle):
    """The content holds more sentences than are taken."""

    def __init__(self, sentences: int, most: int) -> None:
        super().__init__(
            f"the article has {sentences:,} sentences; at most {most:,} are taken: send it in parts"
        )


class UnreadableFeed(IndexFault):
    """The content is neither RSS nor Atom nor JSON Feed."""


class UnreadableFactCheck(IndexFault):
    """The content is no ClaimReview, or one without claim, rating or address."""


class UnknownArticle(IndexFault):
    """No stored article has this id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"no article has the id {article_id!r}")
        self.article_id = article_id


class UnknownVersion(IndexFault):
    """The article has no replaced version of this number."""

    def __init__(self, article_id: str, number: int) -> None:
        super().__init__(
            f"the article {article_id!r} has no earlier version number {number}; "
            f"GET /v1/articles/{article_id}/versions lists those it has"
        )


class UnknownFactCheck(IndexFault):
    """No stored fact check has this id."""

    def __init__(self, check_id: str) -> None:
        super().__init__(f"no fact check has the id {check_id!r}")


class UnknownEntry(IndexFault):
    """The ledger has no entry of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no record number {number}")
        self.number = number


class AlreadyRecorded(IndexFault):
    """The ledger has an entry on this subject."""

    def __init__(self, number: int) -> None:
        super().__init__(f"it was recorded already, as record {number}; review that one")
        self.number = number


class UnknownAudit(IndexFault):
    """No audit has this id."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(f"no audit has the id {audit_id!r}; it may be older than audits are kept")


class UnknownStory(IndexFault):
    """No story has this id, or all its articles are gone."""

    def __init__(self, story_id: str) -> None:
        super().__init__(f"no story has the id {story_id!r}; its articles may have been removed")


class UnknownWebhook(IndexFault):
    """No webhook has this address."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"no webhook has the address {url!r}; whoever runs the service adds it with: crosscheck webhook add URL"
        )


class UnknownKey(IndexFault):
    """No key has this id."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"no key has the id {key_id!r}; see: crosscheck keys list")


class KeyInUse(IndexFault):
    """The request with this idempotency key is being carried out."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the request with the key {key!r} is being carried out; ask again soon")


class KeyReused(IndexFault):
    """The idempotency key belongs to another request."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"the key {key!r} was sent with another request; take a new key for a new request"
        )


class StoreFault(IndexFault):
    """The database cannot be opened or written: no space, no permission, or another program's file."""
