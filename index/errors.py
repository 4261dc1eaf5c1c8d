"""What can go wrong below the claims.

IndexFault
├── UnreadableArticle   the article's content holds no text that could be judged
├── UnknownArticle      no article has this id
├── UnknownEntry        the ledger has no entry of this number
└── StoreFault          the database or the snapshot on disk cannot be used
"""


class IndexFault(Exception):
    """Base of all errors of this package; its text says what to do."""


class UnreadableArticle(IndexFault):
    """The content holds no article: empty after cleaning, not HTML, or not ninjs."""


class UnknownArticle(IndexFault):
    """No stored article has this id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"no article has the id {article_id!r}")
        self.article_id = article_id


class UnknownEntry(IndexFault):
    """The ledger has no entry of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no record number {number}")
        self.number = number


class StoreFault(IndexFault):
    """The database cannot be opened or written: no space, no permission, or another program's file."""
