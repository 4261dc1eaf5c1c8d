"""Versions of articles that were replaced, and on which articles the verdict of a watched claim rests."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table, and add the column."""
    op.create_table(
        "versions",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("replaced_at", sa.DateTime, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("outlet", sa.String, nullable=False),
        sa.Column("url", sa.String),
        sa.Column("title", sa.String),
        sa.Column("published_at", sa.DateTime),
        sa.Column("language", sa.String),
        sa.Column("authors", sa.JSON, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("blocks", sa.JSON, nullable=False),
        sa.Column("marks", sa.JSON, nullable=False),
        sa.Column("sentences", sa.JSON, nullable=False),
    )
    op.add_column(
        "audited_claims", sa.Column("evidence", sa.JSON, nullable=False, server_default="[]")
    )
