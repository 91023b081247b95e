"""Problem details (RFC 9457): one code a way of failing, the same in every language."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from attrs import frozen

from revrise.core.bilingual import Bilingual, Language

MEDIA = "application/problem+json"
HOME = "/problems/"


@frozen
class Code:
    """A way of failing: its stable id, the HTTP status, what it means."""

    id: str
    status: int
    title: Bilingual


_ALL = (
    Code("bad-request", 400, Bilingual("The request cannot be read", "无法读取请求")),
    Code("unauthenticated", 401, Bilingual("Nobody is logged in", "尚未登录")),
    Code("refused", 403, Bilingual("You may not do this", "你无权执行此操作")),
    Code("not-found", 404, Bilingual("There is no such thing", "找不到该内容")),
    Code("method-not-allowed", 405, Bilingual("This cannot be done here", "此处不支持该操作")),
    Code("not-acceptable", 406, Bilingual("No such form of it", "没有所要求的格式")),
    Code("timeout", 408, Bilingual("The request took too long", "请求超时")),
    Code("conflict", 409, Bilingual("It is not in a state for this", "当前状态不允许此操作")),
    Code("in-flight", 409, Bilingual("The same request is still running", "相同请求仍在处理中")),
    Code("stale", 412, Bilingual("It was changed meanwhile", "内容已被他人修改")),
    Code("protocol", 412, Bilingual("Another version of the protocol", "协议版本不支持")),
    Code("too-large", 413, Bilingual("That is too much at once", "内容过大")),
    Code("unsupported-media-type", 415, Bilingual("Not a form it takes", "不支持的内容类型")),
    Code("range", 416, Bilingual("There is no such part", "请求的范围不存在")),
    Code("invalid", 422, Bilingual("Something in it is wrong", "内容有误")),
    Code("checksum", 460, Bilingual("It was damaged on its way", "内容在传输中损坏")),
    Code("key-reused", 422, Bilingual("The key was used before", "该幂等键已用于其他请求")),
    Code("precondition-required", 428, Bilingual("Say which version", "请说明所修改的版本")),
    Code("too-many-requests", 429, Bilingual("Too many requests", "请求过于频繁")),
    Code("failed", 500, Bilingual("Something broke on our side", "服务器内部错误")),
    Code("full", 507, Bilingual("There is no room left", "存储空间已满")),
    Code("unavailable", 503, Bilingual("Not possible just now", "暂时无法处理")),
)  # fmt: skip
CODES: Mapping[str, Code] = {code.id: code for code in _ALL}
_BY_STATUS = {code.status: code.id for code in reversed(_ALL)}


@frozen
class Wrong:
    """One thing that is wrong: where in the body (`pointer`) or which `parameter`.

    Of a text in the body also its `line`, from 1, and the `key` there.
    """

    code: str
    message: Bilingual
    pointer: str | None = None
    parameter: str | None = None
    line: int | None = None
    key: str = ""


class Problem(Exception):
    """Raised to answer with a problem. `detail` says what is the matter in this very case."""

    def __init__(
        self,
        code: str,
        detail: Bilingual | str = "",
        *,
        errors: Sequence[Wrong] = (),
        remedy: Bilingual | str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = CODES[code]
        self.detail, self.errors, self.remedy = detail, tuple(errors), remedy
        self.headers = dict(headers or {})

    def document(self, language: Language, request_id: str) -> bytes:
        """The answer's body."""
        said, remedy = self.detail or self.code.title, self.remedy
        found: dict[str, Any] = {
            "type": HOME + self.code.id,
            "title": self.code.title.of(language),
            "status": self.code.status,
            "code": self.code.id,
            "detail": said.of(language) if isinstance(said, Bilingual) else said,
            "instance": f"urn:request:{request_id}",
        }
        if remedy:
            found["remedy"] = remedy.of(language) if isinstance(remedy, Bilingual) else remedy
        if self.errors:
            found["errors"] = [_shown(one, language) for one in self.errors]
        return msgspec.json.encode(found)


def of_status(status: int) -> str:
    """The code that stands for an HTTP status."""
    return _BY_STATUS.get(status, "bad-request" if status < 500 else "failed")  # noqa: PLR2004


def language(accepted: str, otherwise: Language = "en") -> Language:
    """The better of our languages by an Accept-Language header."""
    best: tuple[float, Language] = (0.0, otherwise)
    for part in accepted.split(","):
        name, _, weight = part.partition(";")
        known: Language | None = _LANGUAGES.get(name.strip().lower().partition("-")[0])
        if known is not None and (q := _weight(weight)) > best[0]:
            best = (q, known)
    return best[1]


_LANGUAGES: Mapping[str, Language] = {"en": "en", "zh": "zh"}


def _weight(text: str) -> float:
    _, _, number = text.partition("=")
    try:
        return float(number) if number else 1.0
    except ValueError:
        return 0.0


def _shown(wrong: Wrong, language: Language) -> dict[str, Any]:
    place = (
        {"pointer": wrong.pointer}
        if wrong.pointer is not None
        else {"parameter": wrong.parameter or ""}
    )
    inside = {} if wrong.line is None else {"line": wrong.line, "key": wrong.key}
    return {**place, **inside, "code": wrong.code, "message": wrong.message.of(language)}
