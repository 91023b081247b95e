"""`revrise doctor`: does everything work, and if not, what to do."""

from collections.abc import Callable

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.core.errors import NotFound, RevRiseError

_SLOW_S = 300.0

Check = Callable[[Session], str]


@click.command()
@as_json
@acting
def doctor(session: Session, as_json: bool) -> int:
    """Check settings, database, audit chain, plugins, speech; exit code 1 when one fails."""
    found = [_tried(session, name, needed, check) for name, needed, check in CHECKS]
    if as_json:
        show_json(found)
    else:
        lines = [(one["check"], one["state"], one["found"]) for one in found]
        table("Doctor", ["check", "state", "what was found"], lines)
    return 1 if any(one["state"] == "fails" for one in found) else 0


def _settings(session: Session) -> str:
    return f"data in {session.app.settings.folder}"


def _database(session: Session) -> str:
    url = session.app.database_name
    state = session.app.schema()
    if state.current is None:
        return f"{url} is empty; the first command fills it"
    if state.behind:
        raise RevRiseError(f"at {state.current}, needs {state.head}", remedy="revrise db upgrade")
    return f"{url} at {state.head}"


def _audit(session: Session) -> str:
    if session.app.schema().current is None:
        return "nothing written yet"
    found = session.app.governance.verify_audit(session.app.actor())
    if found["breach"]:
        raise RevRiseError(f"broken at entry {found['breach']['seq']}: {found['breach']['reason']}")
    return "unbroken"


def _plugins(session: Session) -> str:
    states = session.app.catalogue.states()
    broken = [one for one in states if one.state in ("quarantined", "blocked")]
    if broken:
        raise RevRiseError(
            "; ".join(f"{one.id}: {one.code} {one.cause}" for one in broken),
            remedy="revrise plugins list",
        )
    return f"{sum(one.state == 'enabled' for one in states)} enabled"


def _files(session: Session) -> str:
    blobs, wanted = session.app.blobs, session.app.settings.blobs.url
    try:
        blobs.size(session.app.settings.tenant, "0" * 64)
    except NotFound:
        return wanted or "in the data folder"
    return wanted


def _queue(session: Session) -> str:
    if session.app.schema().current is None:
        return "nothing written yet"
    pulse = session.app.health.pulse()
    dead = sum(count for (_, state), count in pulse.jobs.items() if state == "dead")
    waited = max(pulse.job_wait_s, pulse.event_wait_s)
    if waited > _SLOW_S:
        raise RevRiseError(
            f"work has waited for {waited:,.0f} s", remedy="run `revrise worker`, or more of them"
        )
    return f"longest wait {waited:.0f} s, {dead} dead jobs"


def _log_ins(session: Session) -> str:
    if session.app.schema().current is None:
        return "nobody yet"
    if not session.app.accounts.any():
        raise RevRiseError("nobody can log in", remedy="revrise people password per_owner")
    return "people can log in"


def _server(session: Session) -> str:
    from urllib.error import URLError
    from urllib.request import urlopen

    wanted = session.app.settings.server
    host = "127.0.0.1" if wanted.host in ("0.0.0.0", "::") else wanted.host  # noqa: S104
    url = f"http://[{host}]" if ":" in host else f"http://{host}"
    try:
        with urlopen(f"{url}:{wanted.port}/health/live", timeout=2):  # noqa: S310  # our own
            return f"answers on port {wanted.port}"
    except (URLError, OSError):
        raise RevRiseError(
            f"nothing answers on port {wanted.port}", remedy="run `revrise serve`"
        ) from None


def _speech(session: Session) -> str:
    heard_by = session.app.transcriber()
    ready = heard_by.check()
    if not ready.ready:
        raise RevRiseError(ready.reason, remedy=ready.remedy)
    return f"{heard_by.id} ready{f': {ready.reason}' if ready.reason else ''}"


def _tried(session: Session, name: str, needed: bool, check: Check) -> dict[str, str]:
    try:
        return {"check": name, "state": "ok", "found": check(session)}
    except RevRiseError as error:
        return {"check": name, "state": "fails" if needed else "off", "found": str(error)}


# What is not needed may be off.
CHECKS: tuple[tuple[str, bool, Check], ...] = (
    ("settings", True, _settings),
    ("database", True, _database),
    ("audit chain", True, _audit),
    ("plugins", True, _plugins),
    ("files", True, _files),
    ("queue", True, _queue),
    ("log-in", False, _log_ins),
    ("server", False, _server),
    ("speech", False, _speech),
)
