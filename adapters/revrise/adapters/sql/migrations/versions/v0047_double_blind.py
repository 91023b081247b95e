"""Calls skipped in the review queue; the same call given to several reviewers, and settled."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Utc

revision = "0047_double_blind"
down_revision = "0046_call_sources"
branch_labels = None
depends_on = None

_ID = sa.String(length=80)
_TABLES = {
    "review_skip": (
        (("call_id", _ID), ("owner_id", _ID), ("team_id", None), ("coach_id", _ID), ("at", Utc()),
         ("reason", sa.Text()), ("note", sa.Text())),
        {"call_id": "call", "owner_id": "person", "team_id": "team", "coach_id": "person"},
        (),
    ),
    "blind_assignment": (
        (("rubric", sa.Text()), ("assessment_id", _ID), ("subject_id", _ID), ("person_id", _ID),
         ("team_id", None), ("assigned_by", _ID), ("at", Utc()), ("due", Utc()),
         ("fresh", sa.Boolean()), ("state", sa.Text()), ("ended_at", False)),
        {"assessment_id": "assessment", "person_id": "person", "team_id": "team",
         "assigned_by": "person"},
        ("subject_id", "state"),
    ),
    "adjudication": (
        (("assignment_id", _ID), ("assessment_id", _ID), ("subject_id", _ID), ("person_id", _ID),
         ("team_id", None), ("criterion", sa.Text()), ("level", sa.BigInteger()),
         ("reason", sa.Text()), ("settled_by", _ID), ("at", Utc())),
        {"assignment_id": "blind_assignment", "assessment_id": "assessment",
         "person_id": "person", "team_id": "team", "settled_by": "person"},
        ("subject_id",),
    ),
}  # fmt: skip
_REVIEW = (
    ("assignment_id", _ID),
    ("assigned_by", _ID),
    ("due", Utc()),
    ("sealed", sa.Boolean()),
    ("reason", sa.Text()),
    ("note", sa.Text()),
)


def upgrade() -> None:
    """Nothing was skipped or given before."""
    for name in _TABLES:
        _made(name)
    for name, kind in _REVIEW:
        op.add_column("blind_review", sa.Column(name, kind, nullable=True))
    for name in ("assignment_id", "sealed"):
        op.create_index(
            op.f(f"ix_blind_review_tenant_id_{name}_id"), "blind_review", ["tenant_id", name, "id"]
        )


def _made(name: str) -> None:
    columns, refs, index = _TABLES[name]
    op.create_table(
        name,
        sa.Column("tenant_id", _ID, nullable=False),
        sa.Column("id", _ID, nullable=False),
        *(_column(one, kind) for one, kind in columns),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column],
                [f"{target}.tenant_id", f"{target}.id"],
                name=op.f(f"fk_{name}_tenant_id_{column}"),
            )
            for column, target in refs.items()
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{name}")),
    )
    for column in (*refs, *index):
        op.create_index(op.f(f"ix_{name}_tenant_id_{column}_id"), name, ["tenant_id", column, "id"])


def _column(name: str, kind: object) -> sa.Column[object]:
    """None is an id, False a moment, that may be missing."""
    if kind is None or kind is False:
        return sa.Column(name, _ID if kind is None else Utc(), nullable=True)
    return sa.Column(name, kind, nullable=False)  # type: ignore[arg-type]


def downgrade() -> None:
    """Drops them."""
    for name in ("sealed", "assignment_id"):
        op.drop_index(op.f(f"ix_blind_review_tenant_id_{name}_id"), "blind_review")
    for name, _ in reversed(_REVIEW):
        op.drop_column("blind_review", name)
    for name in reversed(_TABLES):
        op.drop_table(name)
