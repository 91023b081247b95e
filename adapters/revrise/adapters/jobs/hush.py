"""Log entries that repeat while something is broken: said now and then, not each time."""

import logging
from threading import Lock
from time import monotonic

import structlog

_AGAIN_S, _LONGEST = 10.0, 300
_said: dict[str, float] = {}
_lock = Lock()


def warn(what: str, cause: str) -> None:
    """Says it, unless the same was said in the last ten seconds."""
    if _is_news(what):
        structlog.get_logger("revrise.jobs").warning(what, cause=_line(cause))


def _is_news(what: str) -> bool:
    now = monotonic()
    with _lock:
        known = _said.get(what)
        if known is not None and now - known < _AGAIN_S:
            return False
        _said[what] = now
    return True


def _line(text: str) -> str:
    """One line, without a traceback."""
    return " ".join(text.partition("Traceback (")[0].split())[:_LONGEST]


class OneLine(logging.Handler):
    """A library's log entries as RevRise's."""

    def emit(self, record: logging.LogRecord) -> None:
        """Passes the entry on."""
        cause = record.exc_info[1] if record.exc_info else ""
        if _is_news(f"{record.module}:{record.lineno}"):
            log = structlog.get_logger("revrise.jobs")
            log.log(record.levelno, _line(record.getMessage()), cause=_line(str(cause)) or None)
