"""The ledger and the audit chain can only grow: the database itself refuses anything else."""

from alembic import op

revision = "0010_append_only"
down_revision = "0009_system"
branch_labels = None
depends_on = None

TABLES = ("ledger_entry", "audit")
ACTIONS = ("UPDATE", "DELETE")


def upgrade() -> None:
    """Creates the triggers."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION '% is append only', TG_TABLE_NAME; END$$"
        )
    for table in TABLES:
        for action in ACTIONS:
            op.execute(_trigger(table, action))


def downgrade() -> None:
    """Drops them."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in TABLES:
        for action in ACTIONS:
            on = f" ON {table}" if postgresql else ""
            op.execute(f"DROP TRIGGER {_name(table, action)}{on}")
    if postgresql:
        op.execute("DROP FUNCTION append_only()")


def _trigger(table: str, action: str) -> str:
    head = f"CREATE TRIGGER {_name(table, action)} BEFORE {action} ON {table}"
    if op.get_bind().dialect.name == "postgresql":
        return f"{head} FOR EACH ROW EXECUTE FUNCTION append_only()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{table} is append only'); END"


def _name(table: str, action: str) -> str:
    return f"{table}_no_{action.lower()}"
