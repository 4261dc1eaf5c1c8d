"""Articles know their outlet by what all spellings of its name have in common."""

import sqlalchemy as sa
from alembic import op

from index.outlets import key_of

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column, fill it, and look articles up by it instead of by a spelling."""
    op.add_column("articles", sa.Column("outlet_key", sa.String, nullable=False, server_default=""))
    articles = sa.table("articles", sa.column("outlet"), sa.column("outlet_key"))
    connection = op.get_bind()
    for outlet in connection.scalars(sa.select(articles.c.outlet).distinct()).all():
        filled = articles.update().where(articles.c.outlet == outlet)
        connection.execute(filled.values(outlet_key=key_of(outlet)))
    op.drop_index("ix_articles_outlet", "articles")
    op.create_index("ix_articles_outlet_key", "articles", ["outlet_key"])
