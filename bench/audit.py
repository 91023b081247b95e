"""An audit chain of 1,000,000 entries verified from the database, with its peak of memory.

Run: python -m bench.audit [entries]. CPU and wall seconds of `revrise audit verify`'s use case on
SQLite; memory is what Python had at most beyond what it began with.
"""

import sys
import tempfile
import tracemalloc
from datetime import UTC, datetime, timedelta
from itertools import islice
from time import perf_counter, process_time

from sqlalchemy import insert, update

from revrise.adapters.sql import chain
from revrise.adapters.sql.engine import WRITES
from revrise.adapters.sql.tables.governance import audit, audit_head
from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.governance.audit import AuditEntry, seal

START = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 20_000


def fill(app: RevRise, count: int) -> None:
    """Seals and stores entries like those of every day."""
    with app.engine.connect().execution_options(**{WRITES: True}) as connection:
        tenant = app.actor().tenant_id
        last = newest(app)
        made = entries(tenant, last, count)
        while batch := list(islice(made, BATCH)):
            connection.execute(insert(audit), [chain.row(one) for one in batch])
            last = batch[-1]
        connection.execute(update(audit_head).values(seq=last.seq, hash=last.hash))
        connection.commit()


def entries(tenant: str, last: AuditEntry, count: int):
    for number in range(count):
        detail = {"stage": "Proposal", "from": "Discovery"} if number % 2 else {}
        at = START + timedelta(seconds=number)
        entry = AuditEntry(tenant, 0, at, f"per_{number % 40}", "deal.advanced",
                           f"deal_{number:032x}", detail, "ab" * 32)  # fmt: skip
        last = seal(entry, last)
        yield last


def newest(app: RevRise) -> AuditEntry:
    return app.governance.audit_entries(app.actor(), 1)[0]


def main(count: int = 1_000_000) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        app = RevRise(Settings(data_dir=folder))
        fill(app, count)
        app.checkpoints.take(app.actor())
        wall, cpu = perf_counter(), process_time()
        proof = app.verifying.verify(app.actor())
        wall, cpu = perf_counter() - wall, process_time() - cpu
        assert proof.breach is None
        assert proof.entries > count
        peak = memory(app)
        print(f"{proof.entries:,} entries verified in {wall:.1f} s wall, {cpu:.1f} s CPU; "
              f"{peak:.1f} MB at most")  # fmt: skip
        app.engine.dispose()
    return cpu, peak


def memory(app: RevRise) -> float:
    """MB at most over the first 50,000 entries: it does not grow after the first piece."""
    tracemalloc.start()
    stream = app.store.audit_stream(app.desk.scope(app.actor(), "audit"))
    for _ in islice(stream, 50_000):
        pass
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
