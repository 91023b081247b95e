"""Bodies: read up to a limit, decoded strictly into a command, told exactly what is wrong."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import msgspec

from revrise.apps.api.problems import Problem, Wrong
from revrise.core.bilingual import Bilingual
from revrise.core.storable import UNKEPT

SMALL = 1 << 20
_SHOWN = 60
_DEPTH = Bilingual("It is nested too deeply.", "嵌套层级过深。")
_NOT_JSON = Bilingual("The body is not valid JSON in UTF-8.", "请求体不是有效的 UTF-8 JSON。")
_BYTE = re.compile(r"byte (\d+)")
_AT = re.compile(r"^(?P<said>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
# What the decoder says → code, and that in two languages.
_SAYS: tuple[tuple[re.Pattern[str], str, str, str], ...] = tuple(
    (re.compile(said), code, en, zh)
    for said, code, en, zh in (
        (r"unknown field `(.*)`", "unknown", "there is no field {0}", "没有字段 {0}"),
        (r"missing required field `(.*)`", "missing", "{0} is missing", "缺少 {0}"),
        (r"Expected `(.*)`, got `(.*)`", "type", "must be {0}, not {1}", "应为 {0}，而不是 {1}"),
        (r"Expected `(.*)` of length (.*)", "length", "must be of length {1}", "长度应为 {1}"),
        (r"Expected `(.*)` of one of (.*)", "pattern", "must be one of {1}", "应为其一：{1}"),
        (r"Expected `(.*)` matching regex (.*)", "pattern", "must match {1}", "应匹配 {1}"),
        (r"Expected `(.*)` ([<>]=? .*)", "range", "must be {1}", "应 {1}"),
        (r"Invalid enum value (.*)", "choice", "{0} is not one of the choices", "{0} 不在可选值中"),
        (r"Invalid RFC3339", "time", "must be a time like 2026-03-01T09:30:00Z",
         "应为形如 2026-03-01T09:30:00Z 的时间"),
        (r"out of range", "range", "the number is too large", "数值过大"),
    )
)  # fmt: skip


# What JSON calls what the decoder calls by Python's names.
_JSON = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "datetime": "RFC 3339 time",
}
_PYTHON = re.compile(rf"(?<=[`| ])({'|'.join(_JSON)})(?=[`| ])")
_CHOICES = re.compile(r"matching regex '\^\(([\w|-]+)\)\$'")


class _Twins(ValueError):
    """A name stands twice in one object: which."""


async def read(stream: AsyncIterator[bytes], limit: int) -> bytes:
    """The whole body. Raises Problem past the limit, before the rest is read."""
    parts, size = [], 0
    async for part in stream:
        size += len(part)
        if size > limit:
            raise too_large(limit)
        parts.append(part)
    return b"".join(parts)


def too_large(limit: int) -> Problem:
    """More than `limit` bytes."""
    mega = limit / (1 << 20)
    return Problem("too-large", Bilingual(f"At most {mega:g} MB.", f"最多 {mega:g} MB。"))


def decode(body: bytes, kind: Any) -> Any:
    """The command in a body. Raises Problem: 400 when it is no JSON, 422 when it does not fit."""
    try:
        found = msgspec.json.decode(body, type=kind)
        _no_twins(body)
    except msgspec.ValidationError as error:
        raise wrong(error) from None
    except RecursionError:
        raise Problem("bad-request", _DEPTH) from None
    except _Twins as error:
        raise Problem("bad-request", _twice(str(error))) from None
    except ValueError as error:  # malformed JSON, bad UTF-8
        raise Problem("bad-request", _unread(str(error))) from None
    return found


def _twice(name: str) -> Bilingual:
    shown = name[:_SHOWN]
    return Bilingual(f"It names {shown!r} twice in one object.", f"同一对象中重复出现 {shown!r}。")


def _unread(said: str) -> Bilingual:
    """With the place, where the decoder tells one."""
    if not (at := _BYTE.search(said)):
        return _NOT_JSON
    en, zh = _NOT_JSON.en.rstrip("."), _NOT_JSON.zh.rstrip("。")
    return Bilingual(f"{en}, at byte {at[1]}.", f"{zh}，位于第 {at[1]} 字节。")


def wrong(error: msgspec.ValidationError, parameter: str | None = None) -> Problem:
    """What a command lacks or has too much of, with a pointer (RFC 6901) to it."""
    seen = _AT.match(str(error))
    said, path = (seen["said"], seen["path"] or "$") if seen else (str(error), "$")
    if said.startswith("Expected"):
        said = _PYTHON.sub(lambda found: _JSON[found[1]], said)
        said = _CHOICES.sub(lambda found: f"of one of {found[1].replace('|', ', ')}", said)
    code, message, inner = "invalid", Bilingual(said, "内容有误"), ""
    for pattern, known, en, zh in _SAYS:
        if fits := pattern.search(said):
            code = known
            message = Bilingual(en.format(*fits.groups()), zh.format(*fits.groups()))
            inner = fits[1] if known in ("unknown", "missing") else ""
            break
    pointer = "".join(f"/{a or b}" for a, b in _STEP.findall(path)) + (f"/{inner}" if inner else "")
    name = None if parameter is None else pointer.strip("/").split("/")[0]
    where = name if name is not None else pointer
    detail = Bilingual(f"{where}: {message.en}", f"{where}：{message.zh}") if where else message
    one = Wrong(code, message, None if name is not None else pointer, name)
    return Problem("invalid", detail, errors=[one])


def clean(text: str) -> bool:
    """Whether a text can be stored: neither NUL nor half a character."""
    return not UNKEPT.search(text)


def _no_twins(body: bytes) -> None:
    """Refuses a name that stands twice in one object, and texts no database can hold."""
    if b"\\u0000" in body and _holds_nul(json.loads(body)):
        raise Problem(
            "invalid", Bilingual("A text contains the character NUL.", "文本中含有 NUL 字符。")
        )
    json.loads(body, object_pairs_hook=_pairs)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        times = dict.fromkeys(found, 0)
        for name, _ in pairs:  # once: an object may have as many names as fit into a body
            times[name] += 1
        raise _Twins(next(name for name, many in times.items() if many > 1))
    return found


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_holds_nul(one) for pair in value.items() for one in pair)
    return isinstance(value, list) and any(map(_holds_nul, value))
