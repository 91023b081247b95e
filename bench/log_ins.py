"""What 100 log-ins at once do to everybody else: p95 of a page meanwhile ÷ p95 when idle.

Run: python -m bench.log_ins. The demo company on SQLite, one serving process; passwords are hashed
at full cost. Three readers ask for a page all the time; then 100 people log in beside them.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import httpx
from tests.support import demo_company
from tests.support.served import Served, serving

from bench.server import Connection
from revrise.apps.demo.loading.logins import PASSWORD

AT_ONCE, READERS, IDLE_S = 100, 3, 5.0
PAGE = "/inbox"


async def read(served: Served, cookie: str, over: asyncio.Event, times: list[float]) -> None:
    """One reader, until it is over."""
    connection = Connection("127.0.0.1", int(served.url.rsplit(":", 1)[1]), cookie)
    while not over.is_set():
        began = time.monotonic()
        assert await connection.get(PAGE) == 200
        times.append(time.monotonic() - began)
        await asyncio.sleep(0.02)


async def log_in(client: httpx.AsyncClient) -> None:
    answer = await client.post("/login", data={"login": "per_owner", "password": PASSWORD})
    assert answer.status_code == 303, answer.status_code


async def measured(served: Served, cookie: str, *, busy: bool) -> float:
    """p95 in s of the readers' page."""
    over, times = asyncio.Event(), list[float]()
    readers = [asyncio.create_task(read(served, cookie, over, times)) for _ in range(READERS)]
    if busy:
        limits = httpx.Limits(max_connections=AT_ONCE)
        async with httpx.AsyncClient(
            base_url=served.url, timeout=120, limits=limits, verify=False
        ) as client:
            await asyncio.gather(*(log_in(client) for _ in range(AT_ONCE)))
    else:
        await asyncio.sleep(IDLE_S)
    over.set()
    await asyncio.gather(*readers)
    return statistics.quantiles(times, n=20)[18]


async def both(served: Served, cookie: str) -> tuple[float, float]:
    await measured(served, cookie, busy=False)  # what is made once is made
    return await measured(served, cookie, busy=False), await measured(served, cookie, busy=True)


def main() -> float:
    """p95 beside 100 log-ins ÷ p95 when idle."""
    with tempfile.TemporaryDirectory() as name:
        folder = demo_company.copied(Path(name), Path(name) / "served")
        env = {"REVRISE_SERVER_PER_MINUTE": "0"}  # the readers ask faster than anybody may
        with serving(folder, env=env, path="/health/ready") as served:
            token = served.log_in("per_owner", PASSWORD)["revrise_session"]
            idle, busy = asyncio.run(both(served, f"revrise_session={token}"))
    print(
        f"{AT_ONCE} log-ins at once: a page's p95 {idle * 1_000:.0f} ms idle, "
        f"{busy * 1_000:.0f} ms meanwhile"
    )
    return busy / idle


if __name__ == "__main__":
    print(main())
