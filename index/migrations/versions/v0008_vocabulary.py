"""In how many sentences each word stands, so that lexical search can pass over the common ones."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab('words', 'row')")
