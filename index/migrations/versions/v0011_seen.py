"""A corpus has an id; what was removed is watched; a watched claim knows what it was judged on; an arrival how often it failed."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the columns and the table, and give the corpus its row where nothing was stored yet."""
    op.add_column("corpus", sa.Column("id", sa.String, nullable=False, server_default=""))
    corpus = sa.table("corpus", *map(sa.column, ("revision", "encoder", "id")))
    own_id = uuid4().hex
    if not op.get_bind().execute(corpus.update().values(id=own_id)).rowcount:
        op.execute(corpus.insert().values(revision=0, encoder="", id=own_id))
    op.create_table(
        "removals",
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("article_id", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    for table, names in (
        ("watch", ("removal", "generation")),
        ("audited_claims", ("seen_row", "seen_removal", "generation")),
        ("arrivals", ("attempts",)),
    ):
        for name in names:
            op.add_column(table, sa.Column(name, sa.Integer, nullable=False, server_default="0"))
    op.create_index("audited_claims_generation", "audited_claims", ["generation"])
