"""Database failures as errors a person can act on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from attrs import frozen
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnection

from revrise.core.errors import Clash, Fatal, Full, Misconfigured, Retriable, RevRiseError


@frozen
class Sign:
    """What a driver says, the error it is, what we say and the way out."""

    said: str
    kind: type[RevRiseError]
    message: str
    remedy: str


# The first that fits counts: PostgreSQL says "connection failed" before every reason.
_SIGNS = (
    Sign(
        "readonly",
        Fatal,
        "the database is read-only",
        "make file and folder writable; reading alone needs "
        "sqlite:///file:PATH?mode=ro&immutable=1&uri=true",
    ),
    Sign("read-only", Fatal, "the database is read-only", "connect to the primary server"),
    Sign(
        "unable to open",
        Fatal,
        "the database file cannot be opened",
        "check that file and folder exist and are yours",
    ),
    Sign("not a database", Fatal, "the file is no SQLite database", "check REVRISE_DATABASE_URL"),
    Sign("malformed", Fatal, "the database file is damaged", "restore a backup"),
    Sign(
        "disk is full|no space left",
        Full,
        "the disk is full, nothing was written",
        "free some space and do it again",
    ),
    Sign(
        "disk I/O error",
        Fatal,
        "the disk is full or fails, nothing was written",
        "free or mend it",
    ),
    Sign(
        'database ".*" does not exist',
        Misconfigured,
        "there is no such database",
        "create it, or check REVRISE_DATABASE_URL",
    ),
    Sign(
        'role ".*" does not exist|authentication failed|no password supplied|pg_hba',
        Misconfigured,
        "the database refuses this user",
        "check user and password in REVRISE_DATABASE_URL",
    ),
    Sign(
        "no such (table|column)|does not exist",
        Fatal,
        "the database is behind",
        "run `revrise db upgrade`",
    ),
    Sign(
        "locked|deadlock|could not serialize|lock timeout",
        Retriable,
        "another process is writing",
        "try again",
    ),
    Sign(
        "connection|connect|resolve host|terminating|starting up|shutting down|too many clients",
        Retriable,
        "the database cannot be reached",
        "is the server running? then try again",
    ),
)


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Turns driver errors into Retriable, Clash or Fatal; RevRise's own pass unchanged."""
    try:
        yield
    except DBAPIError as error:
        raise _named(engine, error) from error
    except NoConnection as error:
        raise Retriable(
            "every connection to the database is in use", culprit=shown(engine), remedy="try again"
        ) from error


def shown(engine: Engine) -> str:
    """The database's URL without passwords, wherever they stand in it."""
    secret = {name: "***" for name in engine.url.query if "passw" in name.lower()}
    return engine.url.update_query_dict(secret).render_as_string(hide_password=True)


def _named(engine: Engine, error: DBAPIError) -> RevRiseError:
    text = _first_line(error)
    where = shown(engine)
    if isinstance(error, IntegrityError):
        return Clash(f"the database refuses this: {text}", culprit=where, remedy="look again")
    for sign in _SIGNS:
        if re.search(sign.said, text, re.IGNORECASE):
            return sign.kind(f"{sign.message} ({text})", culprit=where, remedy=sign.remedy)
    return Fatal(f"the database failed: {text}", culprit=where)


def _first_line(error: DBAPIError) -> str:
    return (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0]
