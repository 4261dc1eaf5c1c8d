"""Articles, their sentences with vectors, and the words of the sentences for lexical search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "articles",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("outlet", sa.String, nullable=False, index=True),
        sa.Column("url", sa.String),
        sa.Column("title", sa.String),
        sa.Column("published_at", sa.DateTime, index=True),
        sa.Column("language", sa.String),
        sa.Column("authors", sa.JSON, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("blocks", sa.JSON, nullable=False),
        sa.Column("marks", sa.JSON, nullable=False),
    )
    op.create_table(
        "sentences",
        sa.Column("row", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String, nullable=False, index=True),
        sa.Column(
            "article_id",
            sa.String,
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("section", sa.String, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "corpus",
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("encoder", sa.String, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE words USING fts5("
            "text, content='sentences', content_rowid='row', tokenize='unicode61 remove_diacritics 2')"
        )
        op.execute(
            "CREATE TRIGGER words_added AFTER INSERT ON sentences BEGIN "
            "INSERT INTO words(rowid, text) VALUES (new.row, new.text); END"
        )
        op.execute(
            "CREATE TRIGGER words_removed AFTER DELETE ON sentences BEGIN "
            "INSERT INTO words(words, rowid, text) VALUES ('delete', old.row, old.text); END"
        )
