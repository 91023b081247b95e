"""The one place that knows which error is which HTTP status."""

import logging

from litestar.exceptions import HTTPException

from revrise.apps.api.problems import CODES, Problem, Wrong, of_status
from revrise.apps.api.sentences.chinese import in_chinese
from revrise.core.bilingual import Bilingual
from revrise.core.errors import (
    Conflict,
    Full,
    Invalid,
    NotFound,
    Refused,
    Retriable,
    RevRiseError,
    Stale,
)
from revrise.services.toml_faults import Fault, Faulty

_log = logging.getLogger("revrise.api")
# The first that fits counts.
_KINDS: tuple[tuple[type[RevRiseError], str], ...] = (
    (NotFound, "not-found"),
    (Refused, "refused"),
    (Stale, "stale"),
    (Conflict, "conflict"),
    (Invalid, "invalid"),
    (Retriable, "unavailable"),
    (Full, "full"),
)
_BROKEN = Bilingual(
    "It is written in the log under this request's id.", "详情已按此请求编号写入日志。"
)
_BEYOND = Bilingual("A time or number is out of range.", "时间或数值超出范围。")
_FULL = Bilingual(
    "Nothing was written. Try again when an administrator has freed some space.",
    "未写入任何内容。请在管理员清理空间后重试。",
)
_WAIT = Bilingual("Try again in a moment.", "请稍后重试。")


def problem(error: Exception, *, conditional: bool = False) -> Problem:
    """Any exception as a problem.

    `conditional`: the request named the version it changes, so another version is a failed
    precondition, not a conflict. What is the world's failure tells the caller no details.
    """
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        return _litestar(error)
    if isinstance(error, RevRiseError):
        return _ours(error, conditional=conditional)
    # A time of year 1 in another zone, a huge number; the database's layer hands it on as `orig`.
    if isinstance(error, OverflowError) or isinstance(getattr(error, "orig", None), OverflowError):
        return Problem("invalid", _BEYOND)
    _log.error("unexpected: %s", type(error).__name__, exc_info=error)
    return Problem("failed", _BROKEN)


def _ours(error: RevRiseError, *, conditional: bool) -> Problem:
    code = next((code for kind, code in _KINDS if isinstance(error, kind)), "failed")
    if code == "stale" and not conditional:
        code = "conflict"
    if code == "failed":
        _log.error("failed: %s", error, exc_info=error)
        return Problem(code, _BROKEN)
    if code == "full":
        _log.error("full: %s", error)
        return Problem(code, _FULL)
    if code == "unavailable":
        _log.warning("unavailable: %s", error)
        return Problem(code, _WAIT, headers={"Retry-After": "1"})
    where = f"{error.culprit}: " if error.culprit else ""
    said = Bilingual(f"{where}{error.message}", f"{where}{in_chinese(error.message)}")
    remedy = Bilingual(error.remedy, in_chinese(error.remedy)) if error.remedy else ""
    errors = [_at_line(one) for one in error.faults] if isinstance(error, Faulty) else ()
    return Problem(code, said, errors=errors, remedy=remedy)


def _at_line(fault: Fault) -> Wrong:
    parts = [one for one in (fault.problem, fault.remedy) if one]
    said = Bilingual(": ".join(parts), "：".join(map(in_chinese, parts)))
    return Wrong("text", said, "/text", line=fault.line, key=fault.key)


def _litestar(error: HTTPException) -> Problem:
    """Routing and parsing of the framework: its words are replaced by ours."""
    code = of_status(error.status_code)
    if code == "failed":
        _log.error("failed: %s", error.detail, exc_info=error)
    kept = {name: value for name, value in (error.headers or {}).items() if name in _KEPT}
    if code == "unauthenticated":
        kept.setdefault("WWW-Authenticate", 'Bearer realm="revrise"')
    return Problem(code, CODES[code].title, headers=kept)


_KEPT = frozenset({"allow", "Allow", "retry-after", "Retry-After", "www-authenticate"})
