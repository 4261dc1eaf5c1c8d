"""Stories with their articles, and the articles that wait to be put into one."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables; every article that is there already waits."""
    op.create_table("clustering", sa.Column("revision", sa.Integer, nullable=False))
    op.execute("INSERT INTO clustering VALUES (0)")
    op.create_table(
        "arrivals",
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("article_id", sa.String, nullable=False, index=True),
        sqlite_autoincrement=True,
    )
    op.execute(
        "INSERT INTO arrivals (article_id) SELECT id FROM articles ORDER BY published_at, id"
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False, index=True),
        sa.Column("split_from", sa.String),
        sa.Column("merged_into", sa.String),
    )
    op.create_table(
        "members",
        sa.Column("article_id", sa.String, primary_key=True),
        sa.Column("story_id", sa.String, sa.ForeignKey("stories.id"), nullable=False, index=True),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("names", sa.JSON, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("headline_vector", sa.LargeBinary, nullable=False),
    )
