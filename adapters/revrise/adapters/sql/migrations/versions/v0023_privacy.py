"""Privacy: legal holds, retention, erasures, exports; a ledger reason may be wiped."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0023_privacy"
down_revision = "0022_vault"
branch_labels = None
depends_on = None

_ID, _TEXT = sa.String(length=80), sa.Text()
_REASONS = "NEW.reason_en = '' AND NEW.reason_zh = ''"
_KEPT = (
    "tenant_id", "id", "entry_id", "person_id", "team_id", "at", "account", "points", "wallet",
    "rule", "source_id", "reverses",
)  # fmt: skip


def upgrade() -> None:
    """Creates the tables; the ledger still takes no change but the end of a reason."""
    op.add_column("consent", sa.Column("source", _TEXT, nullable=True))
    _create("legal_hold", *_hold())
    op.create_index(
        op.f("ix_legal_hold_tenant_id_subject_id_id"),
        "legal_hold",
        ["tenant_id", "subject_id", "id"],
    )
    _create(
        "retention_setting",
        sa.Column("days", sa.BigInteger(), nullable=True),
        sa.Column("changed_by", _ID, nullable=False),
        sa.Column("changed_at", Utc(), nullable=False),
    )
    _create("erasure", *_erasure())
    op.create_index(
        op.f("ix_erasure_tenant_id_subject_id_id"), "erasure", ["tenant_id", "subject_id", "id"]
    )
    _create("subject_export", *_export())
    op.create_index(
        op.f("ix_subject_export_tenant_id_person_id_id"),
        "subject_export",
        ["tenant_id", "person_id", "id"],
    )
    _ledger(wipes=True)


def downgrade() -> None:
    """Drops them."""
    _ledger(wipes=False)
    for name in ("subject_export", "erasure", "retention_setting", "legal_hold"):
        op.drop_table(name)
    op.drop_column("consent", "source")


def _create(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("tenant_id", _ID, nullable=False),
        sa.Column("id", _ID, nullable=False),
        *columns,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{name}")),
    )


def _hold() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("subject_id", _ID, nullable=False),
        sa.Column("reason", _TEXT, nullable=False),
        sa.Column("placed_by", _ID, nullable=False),
        sa.Column("placed_at", Utc(), nullable=False),
        sa.Column("released_by", _ID, nullable=True),
        sa.Column("released_at", Utc(), nullable=True),
        sa.Column("released_because", _TEXT, nullable=False),
    )


def _erasure() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("subject_kind", _TEXT, nullable=False),
        sa.Column("subject_id", _ID, nullable=False),
        sa.Column("reason", _TEXT, nullable=False),
        sa.Column("requested_by", _ID, nullable=False),
        sa.Column("requested_at", Utc(), nullable=False),
        sa.Column("state", _TEXT, nullable=False),
        sa.Column("confirmed_by", _ID, nullable=True),
        sa.Column("confirmed_at", Utc(), nullable=True),
        sa.Column("done_at", Utc(), nullable=True),
        sa.Column("counts", Json, nullable=False),
        sa.Column("digest", _TEXT, nullable=False),
    )


def _export() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("asked_by", _ID, nullable=False),
        sa.Column("asked_at", Utc(), nullable=False),
        sa.Column("state", _TEXT, nullable=False),
        sa.Column("sha256", _TEXT, nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("ready_at", Utc(), nullable=True),
        sa.Column("expires_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_subject_export_tenant_id_person_id"),
        ),
    )


def _ledger(*, wipes: bool) -> None:
    """The trigger against changes anew, with or without the one change it lets by."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute("DROP TRIGGER ledger_entry_no_update" + (" ON ledger_entry" if postgresql else ""))
    same = "IS NOT DISTINCT FROM" if postgresql else "IS"
    kept = " AND ".join(f'OLD."{name}" {same} NEW."{name}"' for name in _KEPT)
    when = f"WHEN (NOT ({kept} AND {_REASONS}))" if wipes else ""
    head = "CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry"
    if postgresql:
        op.execute(f"{head} FOR EACH ROW {when} EXECUTE FUNCTION append_only()")
    else:
        refused = "BEGIN SELECT RAISE(ABORT, 'ledger_entry is append only'); END"
        op.execute(f"{head} {when} {refused}")
