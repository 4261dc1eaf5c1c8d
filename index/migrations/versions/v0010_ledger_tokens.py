"""An entry of the ledger knows the request that wrote it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column, and see to it that one request writes one entry."""
    op.add_column("ledger", sa.Column("token", sa.String(32)))
    op.create_index("ledger_token", "ledger", ["token"], unique=True)
