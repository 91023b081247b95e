"""An audit chain of 1,000,000 entries: verified from the database, and one more appended.

Run: python -m bench.audit [entries]. CPU and wall seconds of `revrise audit verify`'s use case on
SQLite; memory is what Python had at most beyond what it began with. An entry is appended as every
change does it, in a unit of work of its own: to the long chain, and to one that has just begun.
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
ROUNDS, APPENDED = 5, 100


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


def append(app: RevRise) -> float:
    """ms of CPU of a unit of work that writes an entry and nothing else."""
    actor, times = app.actor(), []
    for _ in range(ROUNDS):
        began = process_time()
        for _ in range(APPENDED):
            with app.store.begin(actor) as work:
                work.record("bench.appended", "audit")
        times.append((process_time() - began) / APPENDED * 1e3)
    return min(times)


def main(count: int = 1_000_000) -> tuple[float, float, float]:
    """CPU s to verify, MB at most, an append to the long chain ÷ one to a short chain."""
    with tempfile.TemporaryDirectory() as folder:
        app = RevRise(Settings(data_dir=folder))
        app.actor()
        short = append(app)
        fill(app, count)
        long = append(app)
        app.checkpoints.take(app.actor())
        wall, cpu = perf_counter(), process_time()
        proof = app.verifying.verify(app.actor())
        wall, cpu = perf_counter() - wall, process_time() - cpu
        assert proof.breach is None
        assert proof.entries > count
        peak = memory(app)
        print(f"{proof.entries:,} entries verified in {wall:.1f} s wall, {cpu:.1f} s CPU; "
              f"{peak:.1f} MB at most; appended in {long:.2f} ms of CPU, {short:.2f} ms to a chain "
              "that has just begun")  # fmt: skip
        app.engine.dispose()
    return cpu, peak, long / short


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
