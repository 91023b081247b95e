"""By which definition, with which detectors, questions and objections of a call were heard."""

import sqlalchemy as sa
from alembic import op

revision = "0049_heard_by"
down_revision = "0048_call_measures"
branch_labels = None
depends_on = None

_DEFINED = {"questions_by": "questions_per_hour", "objections_by": "objection_handling"}
_DEFINITION = {
    "sqlite": "json_extract(metrics, '$.{0}.definition')",
    "postgresql": "metrics -> '{0}' ->> 'definition'",
}


def upgrade() -> None:
    """Adds them, as the metrics of each call say."""
    for name in _DEFINED:
        op.add_column("call", sa.Column(name, sa.Text(), nullable=True))
    found = _DEFINITION[op.get_bind().dialect.name]
    said = ", ".join(f"{name} = {found.format(metric)}" for name, metric in _DEFINED.items())
    op.execute(f"UPDATE call SET {said}")  # noqa: S608 - names of our own


def downgrade() -> None:
    """Drops them."""
    for name in reversed(_DEFINED):
        op.drop_column("call", name)
