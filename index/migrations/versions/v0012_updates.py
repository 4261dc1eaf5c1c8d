"""Articles know when a live blog was last added to."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column to articles and to their versions."""
    for table in ("articles", "versions"):
        op.add_column(table, sa.Column("updated_at", sa.DateTime))
