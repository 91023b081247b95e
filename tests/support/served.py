"""RevRise as a server process for tests, and an application served from within a test."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
from attrs import define, field


@define
class Served:
    """A running server. `log` is the file its words go to."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    _tokens: dict[str, str] = field(factory=dict)

    def log_in(self, login: str, password: str) -> dict[str, str]:
        """The cookies of a session of somebody; one session a person, however often it is asked."""
        if login not in self._tokens:
            form = {"login": login, "password": password}
            answer = httpx.post(f"{self.url}/login", data=form, timeout=30)
            assert answer.status_code == 303, (answer.status_code, login)
            self._tokens[login] = answer.cookies["revrise_session"]
        return {"revrise_session": self._tokens[login]}

    def said(self) -> str:
        """What it wrote so far."""
        return self.log.read_text(errors="replace")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(
    folder: Path,
    *options: str,
    env: Mapping[str, str] | None = None,
    path: str = "/login",
    within_s: float = 60,
) -> Iterator[Served]:
    """`revrise serve` on a data folder, until the block ends."""
    port, log = free_port(), folder / "server.log"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("REVRISE_")}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "revrise", "serve", "--port", str(port), *options],
            env=clean | {"REVRISE_DATA_DIR": str(folder)} | dict(env or {}),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    served = Served(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait(served, path, within_s)
        yield served
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes], within_s: float = 20) -> int:
    """Ends a server and whatever it started."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(within_s)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def _wait(served: Served, path: str, within_s: float) -> None:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        assert served.process.poll() is None, served.said()
        with suppress(httpx.TransportError):
            httpx.get(served.url + path, timeout=5)
            return
        time.sleep(0.05)
    raise AssertionError(f"no answer within {within_s} s: {served.said()}")


@contextmanager
def in_process(application: Any) -> Iterator[str]:
    """The URL of an ASGI application (`create(…)`), served by a thread of this process."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server.embed import Server

    port, loops, failed = free_port(), [], []

    async def run() -> None:
        server = Server(
            application,
            port=port,
            interface=Interfaces.ASGI,
            websockets=False,
            log_level=LogLevels.warning,
        )
        loops.append((asyncio.get_running_loop(), server))
        await server.serve()

    def main() -> None:
        try:
            asyncio.run(run())
        except Exception as error:  # noqa: BLE001  # told in the test's own thread
            failed.append(error)

    thread = threading.Thread(target=main, daemon=True)
    thread.start()
    _listening(port, thread, failed)
    yield f"http://127.0.0.1:{port}"
    loop, server = loops[0]
    loop.call_soon_threadsafe(server.stop)
    thread.join(20)


def _listening(port: int, thread: threading.Thread, failed: list[Exception]) -> None:
    for _ in range(600):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert thread.is_alive(), failed
        time.sleep(0.05)
    raise AssertionError("no answer")
