"""What a database holds, said so that two runs of the same work can be compared.

Random ids become what they name, moments of the run become `now`; rows are digested.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, Table, inspect, select

from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.migrate import upgrade
from revrise.adapters.sql.store import SqlStore
from revrise.adapters.sql.tables import metadata
from revrise.adapters.system.clock import SystemClock, SystemIds
from revrise.core.governance.audit import verify
from revrise.core.governance.scope import system_scope

# The digest of a CRM record covers the random ids it refers to.
UNCOMPARED = frozenset({"digest"})
JOURNALS = ("audit", "audit_head", "outbox", "idempotency")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
RECENT = timedelta(hours=1)


def main(args: Sequence[str]) -> int:
    """Prints the state of the database with this URL as JSON."""
    print(json.dumps(state(args[0])))  # noqa: T201
    return 0


def state(url: str, tenant: str = "local") -> dict[str, Any]:
    """Digest and number of rows by table, the journals, and whether all of it is sound."""
    engine = open_engine(url)
    if not inspect(engine).get_table_names():
        upgrade(engine)  # killed before its tables came: there is nothing in it yet
    with engine.connect() as connection:
        found = {**_rows(connection), **_journals(connection), "unsound": _unsound(connection)}
    found["breach"] = _breach(engine, tenant)
    engine.dispose()
    return found


def _rows(connection: Connection) -> dict[str, Any]:
    tables = [table for table in metadata.sorted_tables if table.name not in JOURNALS]
    rows = {
        table.name: [_open(table, row) for row in connection.execute(select(table)).mappings()]
        for table in tables
    }
    names = {
        row["id"]: f"{table}:{row['source']}:{row['external_id']}"
        for table, held in rows.items()
        for row in held
        if row.get("external_id")
    }
    said = {
        table: sorted(json.dumps(_settled(row, names), sort_keys=True) for row in held)
        for table, held in rows.items()
    }
    doubled = {
        table: len(held) - len(set(held))
        for table, held in said.items()
        if table not in ("data_key", "upload")
    }
    return {
        "counts": {table: len(held) for table, held in said.items() if held},
        "digests": {
            table: sha256("\n".join(held).encode()).hexdigest()
            for table, held in said.items()
            if held
        },
        "doubled": {table: number for table, number in doubled.items() if number},
    }


def _open(table: Table, row: Any) -> dict[str, Any]:
    """A row but for what is random by design: keys, and what is sealed under them."""
    if table.name == "data_key":
        return {"kind": row["kind"]}
    if table.name == "upload":  # it has no name but a random one: whose and how big says all
        return {"person_id": row["person_id"], "size": row["size"]}
    sealed = {one.name for one in table.columns if one.info.get("sealed")}
    return {name: bool(cell) if name in sealed else cell for name, cell in row.items()}


def _journals(connection: Connection) -> dict[str, Any]:
    audit, outbox = metadata.tables["audit"], metadata.tables["outbox"]
    entries = connection.execute(select(audit.c.action, audit.c.detail)).all()
    events = connection.execute(select(outbox.c.name, outbox.c.data)).all()
    return {"entries": _counted(entries), "events": _counted(events)}


def _counted(rows: Sequence[Any]) -> dict[str, int]:
    """How often each (name, data) came; counts of a page differ by page, not by run."""
    said = Counter(f"{name} {json.dumps(data, sort_keys=True)}" for name, data in rows)
    return dict(sorted(said.items()))


def _unsound(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    said = [str(row) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    return said if whole == "ok" else [*said, str(whole)]


def _breach(engine: Engine, tenant: str) -> str | None:
    store = SqlStore(engine, SystemClock(), SystemIds())
    chain = store.audit(system_scope(tenant, "audit", "read", "test"))
    found = verify(chain, store.audit_head(tenant))
    return found and str(found)


def _settled(value: Any, names: Mapping[str, str]) -> Any:
    """The value with ids as what they name and moments of the run as `now`."""
    if isinstance(value, Mapping):
        cells = value.items()
        return {key: _settled(one, names) for key, one in cells if key not in UNCOMPARED}
    if isinstance(value, list | tuple):
        return [_settled(one, names) for one in value]
    if isinstance(value, str) and MOMENT.match(value):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        value = value if value.tzinfo else value.replace(tzinfo=UTC)
        recent = abs(datetime.now(UTC) - value) < RECENT
        return "now" if recent else value.astimezone(UTC).isoformat()
    return names.get(value, value) if isinstance(value, str) else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
