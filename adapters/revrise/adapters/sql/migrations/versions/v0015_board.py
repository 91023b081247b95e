"""Tables of board: when a deal came into its stage and what comes next; who is on boards."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0015_board"
down_revision = "0014_talk"
branch_labels = None
depends_on = None

_DEAL = sa.table(
    "deal",
    sa.column("tenant_id", sa.String()),
    sa.column("id", sa.String()),
    sa.column("history", Json),
    sa.column("opened_at", Utc()),
    sa.column("entered_at", Utc()),
)
_AT_ONCE = 1_000


def upgrade() -> None:
    """Adds them, and reads from the history when deals came into their stage."""
    op.add_column("deal", sa.Column("next_step_at", Utc(), nullable=True))
    op.add_column("deal", sa.Column("entered_at", Utc(), nullable=True))
    op.create_index(op.f("ix_deal_tenant_id_stage_id"), "deal", ["tenant_id", "stage", "id"])
    op.add_column("person", sa.Column("off_boards_since", Utc(), nullable=True))
    _fill(op.get_bind())


def downgrade() -> None:
    """Drops them."""
    op.drop_column("person", "off_boards_since")
    op.drop_index(op.f("ix_deal_tenant_id_stage_id"), "deal")
    op.drop_column("deal", "entered_at")
    op.drop_column("deal", "next_step_at")


def _fill(connection: sa.Connection) -> None:
    deal = _DEAL.c
    found = sa.select(deal.tenant_id, deal.id, deal.history, deal.opened_at)
    rows = [_came(row) for row in connection.execute(found)]
    change = (
        _DEAL.update()
        .where(deal.tenant_id == sa.bindparam("of"), deal.id == sa.bindparam("which"))
        .values(entered_at=sa.bindparam("came", type_=Utc()))
    )
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(change, rows[start : start + _AT_ONCE])


def _came(row: Any) -> dict[str, Any]:
    came = row.opened_at
    if row.history:
        at = row.history[-1]["at"]
        came = datetime.fromisoformat(at) if isinstance(at, str) else at
    return {"of": row.tenant_id, "which": row.id, "came": came}
