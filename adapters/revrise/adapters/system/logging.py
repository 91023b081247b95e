"""structlog on stderr; secrets and people's words never reach it."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

# Keys whose values are secret or personal wherever they appear.
REDACTED_KEYS = re.compile(
    r"password|passwd|secret|token|api_?key|authorization|cookie|credential"
    r"|transcript|utterance|^text$|^name$|e?mail|phone|notes",
    re.IGNORECASE,
)
_IN_TEXT = (
    # Up to the last @ of the word: people put / and @ into passwords without quoting them.
    (re.compile(r"(?<=://)[^/\s:@]{0,256}:\S{0,512}(?=@)"), "***"),
    (re.compile(r"(?i)(?<=passw)(\w*=)[^&\s]+"), r"\1***"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "<e-mail>"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), r"\1 ***"),
    # Nine digits or more, however they are grouped, unless they begin like a date. ASCII letters
    # only make it part of a word: Chinese stands next to numbers without a space.
    (
        re.compile(
            r"(?<![A-Za-z0-9_])(?!\d{4}-\d\d-\d\d)[+(]?\d(?:[ ().-]{0,3}\d){8,}(?![A-Za-z0-9_])"
        ),
        "<number>",
    ),
)
_GONE = "<redacted>"
Entry = MutableMapping[str, Any]


def set_up(level: str = "warning", *, as_json: bool = False) -> None:
    """Sends log entries of a level and above to stderr, a line each."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False)
            if as_json
            else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # whichever it is by then
    )
    _take_in_other_logs(level)


class _Through(logging.Handler):
    """What libraries log goes the same way, redaction included."""

    def emit(self, record: logging.LogRecord) -> None:
        """See logging.Handler."""
        log = structlog.get_logger(record.name)
        log.log(record.levelno, record.getMessage(), exc_info=record.exc_info or None)


def _take_in_other_logs(level: str) -> None:
    root = logging.getLogger()
    if not any(isinstance(handler, _Through) for handler in root.handlers):
        root.addHandler(_Through())
    root.setLevel(level.upper())
    for chatty in ("alembic", "casbin", "httpx", "httpcore", "botocore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def redact(_: object, __: str, entry: Entry) -> Entry:
    """A structlog processor that takes secrets and personal data out, at any depth."""
    return {key: _clean(key, value) for key, value in entry.items()}


def _clean(key: str, value: object) -> object:
    if REDACTED_KEYS.search(key):
        return _GONE
    if isinstance(value, Mapping):
        return {str(name): _clean(str(name), inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_clean("", inner) for inner in value]
    return _scrubbed(value) if isinstance(value, str) and key != "timestamp" else value


def _scrubbed(text: str) -> str:
    for pattern, replacement in _IN_TEXT:
        text = pattern.sub(replacement, text)
    return text
