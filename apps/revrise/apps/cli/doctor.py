"""`revrise doctor`: does everything work, and if not, what to do."""

from collections.abc import Callable

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.core.errors import RevRiseError

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


def _speech(session: Session) -> str:
    ready = session.app.transcriber().check()
    if not ready.ready:
        raise RevRiseError(ready.reason, remedy=ready.remedy)
    return "model ready"


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
    ("speech", False, _speech),
)
