"""Feeds with their entries and the hosts that asked to wait, prior fact checks, and what a record of the ledger is about."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables, and the columns by which records are looked up."""
    op.create_table(
        "feeds",
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("location", sa.String, nullable=False),
        sa.Column("etag", sa.String),
        sa.Column("modified", sa.String),
        sa.Column("gone_until", sa.DateTime),
    )
    op.create_table(
        "feed_entries",
        sa.Column("article_id", sa.String, primary_key=True),
        sa.Column("feed", sa.String, nullable=False, index=True),
        sa.Column("status", sa.String, nullable=False, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
    )
    op.create_table(
        "feed_hosts",
        sa.Column("host", sa.String, primary_key=True),
        sa.Column("not_before", sa.DateTime, nullable=False),
    )
    op.create_table(
        "fact_checks",
        sa.Column("row", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("claim", sa.Text, nullable=False),
        sa.Column("rating", sa.String, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("published_at", sa.DateTime),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.add_column("ledger", sa.Column("record", sa.Integer))
    op.add_column("ledger", sa.Column("subject", sa.String))
    op.create_index("ledger_record", "ledger", ["record"])
    op.create_index("ledger_subject", "ledger", ["subject"], unique=True)
    _fill()


def _fill() -> None:
    """The reviews there are name their record in their content."""
    ledger = sa.table("ledger", *map(sa.column, ("number", "content", "record")))
    connection = op.get_bind()
    for row in connection.execute(sa.select(ledger.c.number, ledger.c.content)).all():
        if (record := json.loads(row.content).get("record")) is not None:
            connection.execute(
                ledger.update().where(ledger.c.number == row.number).values(record=record)
            )
