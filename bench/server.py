"""The server as a whole: how soon it answers, how much it holds, how it bears 200 people at once.

Run: python -m bench.server [SECONDS] [USERS]. The demo company on SQLite, one serving process, a
worker that scores calls meanwhile. Each user reads pages of their role with 4 to 8 s between them.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import httpx
from attrs import define, field
from tests.support import demo_company
from tests.support.call_files import write
from tests.support.served import Served, serving

from revrise.apps.assembly import RevRise
from revrise.apps.demo.loading.logins import PASSWORD, logins
from revrise.apps.demo.serving import shift_s
from revrise.apps.settings import Settings

PAGES = {
    "rep": ("/", "/calls", "/pipeline", "/rewards", "/learning", "/coaching", "/content", "/inbox"),
    "coach": ("/", "/coaching", "/calls", "/learning", "/rewards", "/content"),
    "manager": ("/", "/pipeline", "/coaching", "/calls", "/rewards", "/analytics"),
    "enablement": ("/", "/content", "/learning", "/analytics", "/rewards"),
    "admin": ("/", "/admin/people", "/admin/plugins", "/admin/jobs"),
}
SHARES = {"rep": 70, "coach": 10, "manager": 12, "enablement": 5, "admin": 3}
THINK_S = (4.0, 8.0)
CALL_EVERY_S = 1.0


@define
class Connection:
    """HTTP/1.1 on one kept connection: what a browser's reading of a page costs, and no more."""

    host: str
    port: int
    cookie: str
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> int:
        """The status of an answer that was read to its end."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self._streams
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nCookie: {self.cookie}\r\n"
            "Accept-Encoding: gzip\r\n\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        if "transfer-encoding: chunked" in head:
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        else:
            length = head.partition("content-length:")[2].partition("\r\n")[0]
            await reader.readexactly(int(length or 0))
        return status


@define
class Load:
    """What was measured: seconds by page, and what went wrong."""

    times: dict[str, list[float]] = field(factory=lambda: defaultdict(list))
    wrong: list[str] = field(factory=list)

    @property
    def all(self) -> list[float]:
        return [one for many in self.times.values() for one in many]


async def user(load: Load, served: Served, role: str, cookie: str, until: float) -> None:
    host, port = "127.0.0.1", int(served.url.rsplit(":", 1)[1])
    connection, chance = Connection(host, port, cookie), random.Random()
    await asyncio.sleep(chance.uniform(0, THINK_S[1]))
    while time.monotonic() < until:
        path = chance.choice(PAGES[role])
        began = time.monotonic()
        try:
            status = await asyncio.wait_for(connection.get(path), 30)
        except Exception as error:  # noqa: BLE001  # counted, whatever it is
            load.wrong.append(f"{path}: {error!r}")
            return
        load.times[f"{role} {path}"].append(time.monotonic() - began)
        if status >= 400:
            load.wrong.append(f"{path}: {status}")
        await asyncio.sleep(chance.uniform(*THINK_S))


async def calls(served: Served, cookies: dict[str, str], folder: Path, until: float) -> int:
    """Uploads calls for the worker to score; how many."""
    files, sent = write(folder, 400), 0
    with httpx.Client(base_url=served.url, cookies=cookies, timeout=60) as client:
        from revrise.core.identity.secret import session_credential

        token = {"X-CSRF-Token": session_credential(cookies["revrise_session"]).csrf}
        token["Content-Type"] = "application/octet-stream"
        while time.monotonic() < until and sent < len(files):
            asked = {"file_name": files[sent].name, "consent": "all-party", "seller": "Alice"}
            await asyncio.to_thread(
                client.post, "/v1/calls:upload", params=asked,
                content=files[sent].read_bytes(), headers=token,
            )  # fmt: skip
            sent += 1
            await asyncio.sleep(CALL_EVERY_S)
    return sent


async def browse(served: Served, users: int, seconds: float, folder: Path) -> tuple[Load, int]:
    people = {(one.role, one.language): one for one in logins(demo_company.company())}
    load, until = Load(), time.monotonic() + seconds
    roles = random.choices(list(SHARES), list(SHARES.values()), k=users)
    work = []
    for number, role in enumerate(roles):
        one = people.get((role, "zh" if number % 2 else "en")) or people[role, "en"]
        token = served.log_in(one.login, PASSWORD)["revrise_session"]
        work.append(user(load, served, role, f"revrise_session={token}", until))
    owner = served.log_in("per_owner", PASSWORD)
    *_, sent = await asyncio.gather(*work, calls(served, owner, folder / "sent", until))
    return load, sent


def memory_mb(served: Served) -> float:
    """Of the server and its serving process, what is theirs alone and their part of the rest."""
    total = 0
    for pid in (served.process.pid, *children(served.process.pid)):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += int(rollup.partition("\nPss:")[2].split()[0])
    return total / 1024


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in found]


def main(seconds: float = 60, users: int = 200) -> tuple[float, float, float]:
    """(start in s, idle in MB, p95 in ms); an error counts as an endless wait."""
    with tempfile.TemporaryDirectory() as name:
        folder = demo_company.copied(Path(name), Path(name) / "served")
        app = RevRise(Settings(data_dir=str(folder)))
        env = {"REVRISE_CLOCK_SHIFT_S": str(shift_s(app, demo_company.company()))}
        app.engine.dispose()
        starts = []
        for _ in range(3):
            began = time.monotonic()
            with serving(folder, env=env, path="/health/ready") as served:
                starts.append(time.monotonic() - began)
                time.sleep(1)
                idle = memory_mb(served)
        with serving(folder, "--with-worker", env=env, path="/health/ready") as served:
            load, sent = asyncio.run(browse(served, users, seconds, Path(name)))
    cuts = statistics.quantiles(load.all, n=100) if len(load.all) > 1 else [0.0] * 99
    p95 = cuts[94] * 1_000 if not load.wrong else float("inf")
    print(f"start {min(starts):.2f} s, idle {idle:.0f} MB")
    print(
        f"{users} users, {len(load.all)} pages in {seconds:g} s, {sent} calls scored beside: "
        + ", ".join(f"p{at} {cuts[at - 1] * 1_000:.0f} ms" for at in (50, 95, 99))
    )
    slow = sorted(load.times.items(), key=lambda one: -statistics.median(one[1]))[:8]
    for page, times in slow:
        print(f"  {page}: {statistics.median(times) * 1_000:.0f} ms of {len(times)}")
    for text in load.wrong[:10]:
        print(f"  wrong: {text}")
    return min(starts), idle, p95


if __name__ == "__main__":
    print(main(*(float(one) for one in sys.argv[1:2]), *(int(one) for one in sys.argv[2:3])))
