"""The warm process of `commands.py`: a JSON line of commands in, a JSON line of endings out."""

import ctypes
import gc
import json
import os
import resource
import signal
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

# What commands import that tests run: each would, for itself.
WARM = (
    "alembic.command",
    "alembic.config",
    "alembic.script",
    "casbin",
    "pluggy",
    "psycopg",
    "pydantic.json_schema",
    "rich.console",
    "rich.table",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite",
    "structlog",
    "typed_settings",
    "revrise.adapters.casbin.policy",
    "revrise.adapters.http",
    "revrise.adapters.plugins",
    "revrise.adapters.plugins.live",
    "revrise.adapters.rows.kinds",
    "revrise.adapters.sql.migrate",
    "revrise.adapters.sql.store",
    "revrise.adapters.system.clock",
    "revrise.adapters.system.logging",
    "revrise.apps.assembly",
    "revrise.apps.cli.calls",
    "revrise.apps.cli.crm",
    "revrise.apps.cli.main",
    "revrise.services.calls.service",
    "revrise.services.crm.sync",
    "revrise.services.people.service",
    "revrise.services.rubrics.in_force",
    "tests.support.warm_calls",
)


def serve() -> None:
    """Until stdin ends."""
    for name in WARM:
        import_module(name)
    # What they keep once it is worked out, and takes them three times as long as all else.
    import_module("revrise.apps.settings").load()
    import_module("revrise.adapters.rows.kinds").policy_catalogue()
    gc.collect()
    gc.freeze()  # children need not walk it, and so share its memory
    for line in sys.stdin:
        with tempfile.TemporaryDirectory() as folder:
            children = [start(job, Path(folder) / str(n)) for n, job in enumerate(json.loads(line))]
            endings = wait(children)
        print(json.dumps(endings), flush=True)  # noqa: T201


def start(job: dict, place: Path) -> dict:
    """A child that runs the command and leaves by its exit code."""
    out, err = place.with_suffix(".out"), place.with_suffix(".err")
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        run(job, out, err)
    after = job["kill_after"]
    due = None if after is None else began + after
    return {"pid": pid, "out": out, "err": err, "began": began, "due": due}


def run(job: dict, out: Path, err: Path) -> None:
    """In the child: never returns."""
    code = 70
    try:
        for number, path in ((1, out), (2, err)):
            os.dup2(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o666), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ.update(job["env"])
        if job["file_bytes"] is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (job["file_bytes"],) * 2)
        if job["bound"]:
            drop_capabilities()
        module, _, function = job["call"].partition(":")
        code = getattr(import_module(module), function)(job["args"])
    except BaseException:  # noqa: BLE001
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def drop_capabilities() -> None:
    """Root without its capabilities is a user like any other (Linux, capset(2))."""
    version = 0x20080522
    header = (ctypes.c_uint32 * 2)(version, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing):
        raise OSError(ctypes.get_errno(), "capset")


def wait(children: list[dict]) -> list[dict]:
    """Their endings in order, killing those that are due."""
    endings: dict[int, dict] = {}
    while len(endings) < len(children):
        for child in children:
            if child["pid"] not in endings:
                look(child, endings)
        time.sleep(0.0005)
    return [endings[child["pid"]] for child in children]


def look(child: dict, endings: dict[int, dict]) -> None:
    """Kills a child that is due; keeps the ending of one that ended."""
    if child["due"] is not None and time.monotonic() >= child["due"]:
        os.kill(child["pid"], signal.SIGKILL)
    pid, status, used = os.wait4(child["pid"], os.WNOHANG)
    if pid:
        killed = os.WIFSIGNALED(status)
        endings[pid] = {
            "code": None if killed else os.waitstatus_to_exitcode(status),
            "seconds": time.monotonic() - child["began"],
            "rss_mb": used.ru_maxrss / 1024,
            "out": child["out"].read_text() if child["out"].exists() else "",
            "err": child["err"].read_text() if child["err"].exists() else "",
        }


if __name__ == "__main__":
    serve()
