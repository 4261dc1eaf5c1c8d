"""Audits with their articles and claims, webhooks with their deliveries, answers kept for retries, and who works on what."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "holders",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("alive_until", sa.DateTime, nullable=False),
    )
    op.create_table(
        "audits",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("status", sa.String, nullable=False, index=True),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("webhook", sa.String),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("finished_at", sa.DateTime, index=True),
    )
    op.create_table(
        "audit_articles",
        _audit(),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("status", sa.String, nullable=False, index=True),
        sa.Column("article_id", sa.String),
        sa.Column("submission", sa.JSON(none_as_null=True)),
        sa.Column("holder", sa.String),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("result", sa.Text),
    )
    op.create_table(
        "audited_claims",
        _audit(),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("as_of", sa.DateTime),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table("watch", sa.Column("row", sa.Integer, nullable=False))
    op.execute("INSERT INTO watch VALUES (0)")
    op.create_table(
        "webhooks",
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("secret", sa.String, nullable=False),
        sa.Column("old_secret", sa.String),
        sa.Column("rotated_at", sa.DateTime),
        sa.Column("disabled_at", sa.DateTime),
        sa.Column("fault", sa.String),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", sa.DateTime, index=True),
        sa.Column("delivered_at", sa.DateTime),
        sa.Column("holder", sa.String),
    )
    op.create_table(
        "answers",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("token", sa.String, nullable=False),
        sa.Column("holder", sa.String),
        sa.Column("status", sa.Integer),
        sa.Column("headers", sa.JSON(none_as_null=True)),
        sa.Column("body", sa.LargeBinary),
        sa.Column("created_at", sa.DateTime, nullable=False, index=True),
    )


def _audit() -> sa.Column[str]:
    key = sa.ForeignKey("audits.id", ondelete="CASCADE")
    return sa.Column("audit_id", sa.String, key, primary_key=True)
