"""The process that serves: granian in front, one application a process, a worker beside it."""

import gc
import multiprocessing
import os
import socket
import sys
import time
from tempfile import mkdtemp
from threading import Thread
from typing import TYPE_CHECKING, Any

from revrise.apps import garbage
from revrise.apps import settings as settings_module
from revrise.apps.server.kinship import end_with_parent
from revrise.apps.settings import Settings
from revrise.core.errors import Misconfigured

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise

_HEADERS_MS = 10_000  # Whoever has not sent the head of a request by then is sent away.
_DRAIN_S = 30
_WAITING = 2_048

_PORT_S = 3.0


def application() -> Any:
    """The ASGI application by the settings in force; what each serving process makes."""
    from revrise.apps import assembly
    from revrise.apps.server import telemetry
    from revrise.apps.server.app import create

    if multiprocessing.parent_process() is not None:
        end_with_parent()
    settings = settings_module.load()
    assembly.set_up_logging(settings.log_level, as_json=settings.log_json)
    revrise = assembly.RevRise(settings)
    made = create(revrise)
    made.on_startup.append(lambda: _warm(revrise))
    made.on_shutdown.append(revrise.close)
    return telemetry.traced(made) if telemetry.wanted() else made


def serve(settings: Settings, *, with_worker: bool = False) -> None:
    """Serves until it is told to stop. Raises what keeps it from starting.

    A second process of a SQLite database would only wait for the first.
    """
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server as Granian

    if settings.server.workers > 1:  # one account of all processes; read when metrics are loaded
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", mkdtemp(prefix="revrise-metrics-"))
    wanted = settings.server
    _free(wanted.host, wanted.port)
    _ready(settings)
    server = Granian(
        "revrise.apps.server.serve:application",
        address=wanted.host,
        port=wanted.port,
        interface=Interfaces.ASGI,
        workers=wanted.workers,
        factory=True,
        websockets=False,
        backlog=_WAITING,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADERS_MS),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_DRAIN_S,
    )
    if with_worker:
        from revrise.apps.server.companion import Companion

        companion = Companion([sys.executable, "-m", "revrise", "worker"])
        server.on_startup(companion.start)
        server.on_shutdown(companion.stop)
    server.serve()


def in_force(host: str | None, port: int | None, workers: int | None) -> Settings:
    """The settings with what the command line says, which serving processes inherit."""
    for name, value in (("HOST", host), ("PORT", port), ("WORKERS", workers)):
        if value is not None:
            os.environ[f"REVRISE_SERVER_{name}"] = str(value)
            os.environ.pop(f"REVRISE_SERVER_{name}_FILE", None)
    found = settings_module.load()
    if found.server.workers > 1 and found.database.startswith("sqlite"):
        raise Misconfigured(
            "several serving processes need PostgreSQL",
            culprit="server.workers",
            remedy="leave it at 1, or set database_url to a PostgreSQL database",
        )
    return found


def _free(host: str, port: int) -> None:
    """Raises Misconfigured where somebody listens already: the server would share the port.

    What a killed server left behind may hold it for a moment more, so it is asked for patiently.
    """
    late = time.monotonic() + _PORT_S
    while (taken := _taken(host, port)) is not None:
        if time.monotonic() > late:
            raise Misconfigured(
                f"cannot listen on {host}:{port}: {taken}",
                culprit="server.port",
                remedy="stop what listens there, or give another --port",
            )
        time.sleep(0.1)


def _taken(host: str, port: int) -> str | None:
    """Why nobody can listen there, or None."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return None


def _ready(settings: Settings) -> None:
    """Everything a serving process needs is there, found out before one is started.

    Modules loaded here are shared by the processes that are forked; connections must not be.
    """
    gc.disable()  # what is loaded now stays: nothing is garbage yet
    import revrise.apps.server.app  # noqa: F401
    from revrise.apps.assembly import RevRise
    from revrise.apps.web import templates

    templates.ready()
    app = RevRise(settings)
    _ = app.people
    app.close()
    gc.freeze()
    garbage.seldom()
    gc.enable()


def _warm(revrise: "RevRise") -> None:
    """The first request should not pay for what all of them need, nor wait for what few do."""
    for name in ("people", "credentials", "sign_in", "catalogue"):
        getattr(revrise, name)
    Thread(target=_listen, args=(revrise,), daemon=True).start()


def _listen(revrise: "RevRise") -> None:
    """What reads calls, put together once: its tens of thousands of phrases are never garbage."""
    from revrise.core.conversations.analysis import analyse
    from revrise.core.conversations.topic_strip import strip
    from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

    talk = Transcript("en", (Speaker("A", "buyer"),), (Utterance("A", "hello", 0, 1),))
    reading = analyse(talk).reading
    assert reading is not None
    strip(reading, 1)
    revrise.catalogue.rubrics()
    gc.freeze()
