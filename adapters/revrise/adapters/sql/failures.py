"""Database failures as errors a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from revrise.core.errors import Fatal, Retriable, RevRiseError

# What the driver says → (may it pass by itself?, what we say, the way out).
_KNOWN = (
    ("readonly", False, "the database is read-only", "check the file's permissions and disk"),
    ("read-only", False, "the database is read-only", "connect to the primary server"),
    ("unable to open", False, "the database file cannot be opened", "check path and permissions"),
    ("no such table", False, "the database is behind", "run `revrise db upgrade`"),
    ("no such column", False, "the database is behind", "run `revrise db upgrade`"),
    ("does not exist", False, "the database is behind", "run `revrise db upgrade`"),
    ("not a database", False, "the file is not a SQLite database", "check REVRISE_DATABASE_URL"),
    ("malformed", False, "the database file is damaged", "restore a backup"),
    ("disk is full", False, "the disk is full; nothing was written", "free some space"),
    ("locked", True, "another process is writing", "try again"),
    ("connection", True, "the database cannot be reached", "is the server running?"),
)


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Turns driver errors into Retriable or Fatal; RevRise's own pass unchanged."""
    try:
        yield
    except RevRiseError:
        raise
    except (OperationalError, ProgrammingError) as error:
        raise _named(engine, error) from error
    except DBAPIError as error:
        raise Fatal(f"the database failed: {_first_line(error)}") from error


def _named(engine: Engine, error: DBAPIError) -> RevRiseError:
    text = _first_line(error)
    where = engine.url.render_as_string(hide_password=True)
    for sign, passing, message, remedy in _KNOWN:
        if sign in text.lower():
            kind = Retriable if passing else Fatal
            return kind(f"{message} ({text})", culprit=where, remedy=remedy)
    return Fatal(f"the database failed: {text}", culprit=where)


def _first_line(error: DBAPIError) -> str:
    return (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0]
