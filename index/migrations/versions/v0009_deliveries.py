"""Events are looked up by their webhook, and none that was delivered is due."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the index, and drop the events of webhooks that were removed."""
    op.create_index("deliveries_url", "deliveries", ["url", "delivered_at"])
    webhooks = sa.table("webhooks", sa.column("url"))
    deliveries = sa.table("deliveries", *map(sa.column, ("url", "due_at", "delivered_at")))
    op.execute(deliveries.delete().where(deliveries.c.url.not_in(sa.select(webhooks.c.url))))
    op.execute(
        deliveries.update().where(deliveries.c.delivered_at.is_not(None)).values(due_at=sa.null())
    )
