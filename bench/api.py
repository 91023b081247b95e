"""The list of 50 deals among 100,000 over HTTP, beside a bare handler with the same SELECT.

Run: python -m bench.api [rows] [database URL of an empty database]. Ours: log-in by key, policy,
cursor, rate limit, JSON, headers. Bare: a Litestar handler that runs the same statement with
SQLAlchemy Core and returns the rows. Both by granian with one process, asked in turns over kept
connections by one client; the figures are medians of the rounds.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.lists import fill

CLIENTS, ROUNDS, SECONDS = 8, 7, 3.0
REP = "per_7"
PATH = "/v1/deals"


def main(rows: int, url: str = "") -> float:
    """Ours ÷ bare in requests a second, the worst of the readers."""
    from revrise.apps.assembly import RevRise
    from revrise.apps.settings import Settings
    from revrise.services.identity.keyring import MakeKey

    with tempfile.TemporaryDirectory() as folder:
        database = url or f"sqlite:///{folder}/bench.sqlite"
        app = RevRise(Settings(database_url=database, data_dir=folder))
        app.people  # noqa: B018 - sets it up
        fill(app, rows)
        key = app.keyring.make_key(MakeKey("bench"), app.actor(REP)).token
        app.engine.dispose()
        env = {
            **os.environ,
            "REVRISE_DATABASE_URL": database,
            "REVRISE_DATA_DIR": folder,
            "REVRISE_SERVER_PER_MINUTE": "100000000",
            "REVRISE_LOG_LEVEL": "error",
        }
        with served("ours", env) as ours, served("bare", env) as bare:
            return compare(ours, bare, key, database.partition(":")[0])


def compare(ours: int, bare: int, key: str, database: str) -> float:
    asked = {
        ours: request(f"{PATH}?limit=50", key),
        bare: request(PATH, ""),
    }
    found: dict[int, list[tuple[float, float, float]]] = {ours: [], bare: []}
    for port, head in asked.items():
        asyncio.run(load(port, head, 1.0))
    for _ in range(ROUNDS):
        for port, head in asked.items():
            found[port].append(asyncio.run(load(port, head, SECONDS)))
    ratio = median(a[0] / b[0] for a, b in zip(found[ours], found[bare], strict=True))
    for name, port in (("ours", ours), ("bare", bare)):
        rate, p50, p99 = (median(part) for part in zip(*found[port], strict=True))
        print(f"{database} {name}: {rate:,.0f}/s, p50 {p50:.2f} ms, p99 {p99:.2f} ms")
    tail = median(p99 / p50 for _, p50, p99 in found[ours])
    print(f"{database}: ours ÷ bare {ratio:.2f} (≥ 0.6), p99 ÷ p50 {tail:.1f} (< 10)")
    return ratio if tail < 10 else 0.0


def request(path: str, key: str) -> bytes:
    bearer = f"Authorization: Bearer {key}\r\n" if key else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{bearer}\r\n".encode()


async def load(port: int, head: bytes, seconds: float) -> tuple[float, float, float]:
    """Requests a second, and the 50 % and 99 % points of their times in ms."""
    times: list[float] = []
    started = perf_counter()
    await asyncio.gather(*(_client(port, head, started + seconds, times) for _ in range(CLIENTS)))
    rate = len(times) / (perf_counter() - started)
    times.sort()
    return rate, times[len(times) // 2] * 1e3, times[len(times) * 99 // 100] * 1e3


async def _client(port: int, head: bytes, until: float, times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (began := perf_counter()) < until:
        writer.write(head)
        status = await reader.readuntil(b"\r\n\r\n")
        if not status.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(status.decode())
        size = int(status.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        body = await reader.readexactly(size)
        if body.count(b'"id"') != 50:
            raise RuntimeError(f"not 50 rows: {body[:200]!r}")
        times.append(perf_counter() - began)
    writer.close()


@contextmanager
def served(name: str, env: dict[str, str]) -> Iterator[int]:
    """A server of its own, until the block ends; its port."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bench.api", "--serve", name, str(port)]
    with subprocess.Popen(command, env=env, cwd=Path(__file__).parents[1]) as process:
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()


def _wait(port: int) -> None:
    import socket
    import time

    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(0.5)
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def serve(name: str, port: int) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    target = "revrise.apps.server.serve:application" if name == "ours" else "bench.api:bare"
    Server(
        target,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        workers=1,
        factory=True,
        websockets=False,
        log_level=LogLevels.error,
    ).serve()


def bare() -> Any:
    """The baseline. Inline on SQLite, in threads on PostgreSQL: each where it is faster."""
    from litestar import Litestar, get
    from sqlalchemy import select

    from revrise.adapters.sql.engine import WRITES, open_engine
    from revrise.adapters.sql.tables.deals import deal
    from revrise.apps.api.controllers.deals import DEALS

    engine = open_engine(os.environ["REVRISE_DATABASE_URL"])
    shown = [name for name in DEALS.fields if name not in DEALS.heavy and name != "value"]
    names = [*shown, "value", "value_currency"]
    own = deal.c.tenant_id == "local", deal.c.owner_id == REP
    chosen = select(*(deal.c[name] for name in names)).where(*own).order_by(deal.c.id).limit(50)

    @get(PATH, sync_to_thread=os.environ.get("BENCH_BARE", engine.dialect.name) == "postgresql")
    def deals() -> list[dict[str, Any]]:
        with engine.connect().execution_options(**{WRITES: False}) as connection:
            return [dict(row) for row in connection.execute(chosen).mappings()]

    return Litestar([deals], openapi_config=None, logging_config=None)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, *sys.argv[2:3]) < 0.6)
