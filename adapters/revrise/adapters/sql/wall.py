"""The second wall on PostgreSQL: the database itself shows and takes rows of one tenant only.

Every table with a `tenant_id` has row-level security, forced on its owner too. A transaction
says whose rows it is about with a setting that ends with it; without one there are no rows. The
owner alone may name all tenants at once, which migrations and `pg_dump` do. DBOS's tables are
not ours and stay outside.
"""

from typing import Any

from sqlalchemy import Connection, text

from revrise.adapters.sql.tables import metadata

_SETTING, _ALL = "revrise.tenant", "*"
_STAND = f"SELECT set_config('{_SETTING}', %s, true)"
_SET = f"SET LOCAL {_SETTING} TO ".encode()
# Asked once a statement, not once a row.
_TENANT = f"(SELECT current_setting('{_SETTING}', true))"
_KEY = "revrise_tenant"


def walled() -> list[str]:
    """The tables that belong to tenants."""
    return sorted(name for name, table in metadata.tables.items() if "tenant_id" in table.c)


def within(connection: Connection, tenant_id: str) -> None:
    """Whose rows this transaction is about, to its end; asked again it costs nothing.

    Raises ValueError for the word that means every tenant.
    """
    if connection.dialect.name != "postgresql":
        return
    if tenant_id == _ALL:
        raise ValueError("no tenant is called that")
    if connection.info.get(_KEY) == (connection.get_transaction(), tenant_id):
        return
    if not _begun_within(connection, tenant_id):
        connection.exec_driver_sql(_STAND, (tenant_id,))
    connection.info[_KEY] = connection.get_transaction(), tenant_id


def _begun_within(connection: Connection, tenant_id: str) -> bool:
    """Begins the transaction with its tenant in one message, where the driver has not begun yet.

    A message of its own for the tenant would cost a list a sixth more. False: nothing was done.
    """
    from psycopg import pq

    driver: Any = connection.connection.driver_connection
    if not connection.in_transaction() or driver.autocommit:
        return False
    if driver.info.transaction_status != pq.TransactionStatus.IDLE:
        return False
    level = f" ISOLATION LEVEL {driver.isolation_level.name}" if driver.isolation_level else ""
    begin = f"BEGIN{level.replace('_', ' ')}{' READ ONLY' if driver.read_only else ''}; "
    tenant = pq.Escaping(driver.pgconn).escape_literal(tenant_id.encode())
    answer = driver.pgconn.exec_(begin.encode() + _SET + tenant)
    return bool(answer.status == pq.ExecStatus.COMMAND_OK)


def whole(connection: Connection) -> None:
    """The owner's view of every tenant in this transaction, for migrations."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_STAND, (_ALL,))


def put_up(connection: Connection) -> None:
    """Walls round every table of tenants that has none yet; the owner does so."""
    if connection.dialect.name != "postgresql":
        return
    standing = set(connection.scalars(text("SELECT tablename FROM pg_policies")))
    for name in walled():
        if name not in standing:
            for statement in _wall(name):
                connection.exec_driver_sql(statement)


def _wall(name: str) -> tuple[str, ...]:
    return (
        f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY tenant ON "{name}" USING (tenant_id = {_TENANT})',
        f"CREATE POLICY whole ON \"{name}\" TO CURRENT_USER USING ({_TENANT} = '{_ALL}')",
    )


def let_in(connection: Connection, role: str) -> None:
    """What another role than the owner needs, to run RevRise behind the wall.

    It may make a schema for DBOS, but neither change a table of RevRise nor its wall.
    """
    quote = connection.dialect.identifier_preparer.quote_identifier
    name, database = quote(role), quote(connection.engine.url.database or "")
    schema = quote(connection.exec_driver_sql("SELECT current_schema()").scalar_one())
    rows = "SELECT, INSERT, UPDATE, DELETE ON TABLES"
    statements = [
        f"GRANT CONNECT, CREATE ON DATABASE {database} TO {name}",
        f"GRANT USAGE ON SCHEMA {schema} TO {name}",
        f"GRANT SELECT ON alembic_version TO {name}",
        *(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO {name}' for table in walled()),
        # Tables of later versions too.
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {rows} TO {name}",
    ]
    if connection.exec_driver_sql("SELECT to_regnamespace('dbos')").scalar() is not None:
        kinds = ("TABLES", "SEQUENCES", "FUNCTIONS")
        statements += [f"GRANT USAGE, CREATE ON SCHEMA dbos TO {name}"]
        statements += [f"GRANT ALL ON ALL {kind} IN SCHEMA dbos TO {name}" for kind in kinds]
    for statement in statements:
        connection.exec_driver_sql(statement)
