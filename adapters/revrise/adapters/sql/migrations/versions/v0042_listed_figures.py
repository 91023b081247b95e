"""Figures that calls are listed and compared by, and which calls somebody reviewed."""

import sqlalchemy as sa
from alembic import op

revision = "0042_listed_figures"
down_revision = "0041_tracker_hits"
branch_labels = None
depends_on = None

_FIGURES = ("talk_share", "longest_monologue", "questions_per_hour")
_VALUE = {
    "sqlite": "CAST(json_extract(metrics, '$.{0}.value') AS FLOAT)",
    "postgresql": "(metrics -> '{0}' ->> 'value')::double precision",
}


def upgrade() -> None:
    """Adds them; the figures are those of the metrics. Objections are known once heard again."""
    for name in _FIGURES:
        op.add_column("call", sa.Column(name, sa.Float(), nullable=True))
    op.add_column("call", sa.Column("objections", sa.Text(), nullable=True))
    op.add_column("call", sa.Column("reviewed", sa.Boolean(), nullable=True))
    value = _VALUE[op.get_bind().dialect.name]
    figures = ", ".join(f"{name} = {value.format(name)}" for name in _FIGURES)
    scored = (
        "EXISTS (SELECT 1 FROM coach_score WHERE coach_score.tenant_id = call.tenant_id"
        " AND coach_score.subject_id = call.id)"
    )
    op.execute(f"UPDATE call SET {figures}, reviewed = {scored}")  # noqa: S608 - names of our own


def downgrade() -> None:
    """Drops them."""
    for name in ("reviewed", "objections", *reversed(_FIGURES)):
        op.drop_column("call", name)
