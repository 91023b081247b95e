"""The answers of operations: what is well, and every problem."""

from collections.abc import Sequence
from typing import Any

from revrise.apps.api.described.parameters import shows_one
from revrise.apps.api.described.schemas import REF
from revrise.apps.api.operation import Operation
from revrise.apps.api.problems import CODES, MEDIA
from revrise.apps.files.writing import KINDS


def responses(one: Operation) -> dict[str, Any]:
    """Every answer an operation may give, by status."""
    found = {str(one.status): _success(one)}
    if one.gives.startswith("audio"):
        found["206"] = {**_success(one), "description": "A part of it."}
    if shows_one(one):
        found["304"] = {"description": "You have this version already."}
    by_status: dict[int, list[str]] = {}
    for code in _codes(one):
        by_status.setdefault(CODES[code].status, []).append(code)
    for status, codes in sorted(by_status.items()):
        ref = {"$ref": f"#/components/responses/{named(codes[0])}"}
        found[str(status)] = ref if len(codes) == 1 else _either(codes)
    return found


def _codes(one: Operation) -> list[str]:
    writes = one.method not in ("GET", "HEAD")
    takes = one.body is not None or bool(one.takes)
    named = [
        "bad-request",
        "unauthenticated",
        "refused",
        "not-found",
        "invalid",
        "too-many-requests",
        "failed",
        "unavailable",
        *(["conflict", "full"] if writes else []),
        *(["in-flight", "key-reused"] if one.method == "POST" else []),
        *(["stale", "precondition-required"] if one.versioned else []),
        *(["too-large", "unsupported-media-type"] if takes else []),
        *one.errors,
    ]
    return list(dict.fromkeys(named))


def _success(one: Operation) -> dict[str, Any]:
    headers = {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}}
    headers |= {name: {"$ref": f"#/components/headers/{name}"} for name in _RATE}
    if one.status in (201, 202):
        headers["Location"] = {"$ref": "#/components/headers/Location"}
    if one.listing is not None:
        headers["Link"] = {"$ref": "#/components/headers/Link"}
    if "version" in getattr(one.answer, "__struct_fields__", ()) and one.listing is None:
        headers["ETag"] = {"$ref": "#/components/headers/ETag"}
    headers |= {name: {"$ref": f"#/components/headers/{_TOLD[name]}"} for name in one.tells}
    found: dict[str, Any] = {"description": _SAID[one.status], "headers": headers}
    if one.gives.startswith("audio"):
        found["content"] = {one.gives: {"schema": {"type": "string", "format": "binary"}}}
    elif one.answer is not None:
        name = f"{one.answer.__name__}Page" if one.listing is not None else one.answer.__name__
        found["content"] = {one.gives: {"schema": {"$ref": REF.format(name=name)}}}
    if one.files:
        file = {"schema": {"type": "string", "format": "binary"}}
        media = {kind.partition(";")[0] for kind in KINDS.values()}
        found["content"] |= dict.fromkeys(sorted(media), file)
    return found


def _either(codes: Sequence[str]) -> dict[str, Any]:
    titles = ", or: ".join(CODES[code].title.en for code in codes)
    return {**problem(codes[0]), "description": f"{titles}."}


def problem(code: str) -> dict[str, Any]:
    """The answer with this problem."""
    known = CODES[code]
    example = {
        "type": f"/problems/{code}",
        "title": known.title.en,
        "status": known.status,
        "code": code,
        "detail": known.title.en,
        "instance": "urn:request:5f3a…",
    }
    headers = {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}}
    if code in ("too-many-requests", "unavailable", "in-flight"):
        headers["Retry-After"] = {"$ref": "#/components/headers/RetryAfter"}
    return {
        "description": f"{known.title.en}.",
        "headers": headers,
        "content": {MEDIA: {"schema": {"$ref": REF.format(name="Problem")}, "example": example}},
    }


def named(code: str) -> str:
    """The name of a problem's answer among the components."""
    return "".join(word.title() for word in code.split("-"))


def headers() -> dict[str, Any]:
    """The headers that many answers carry."""

    def header(said: str, example: str) -> dict[str, Any]:
        return {"description": said, "schema": {"type": "string"}, "example": example}

    return {
        "ETag": header("The version of the thing.", '"3"'),
        "Link": header("The next page.", '</v1/deals?cursor=…>; rel="next"'),
        "Location": header("Where it is, or where to look.", "/v1/jobs/job_0195…"),
        "RateLimit": header("What is left, and in how many seconds there is more.",
                            '"credential";r=1199;t=1'),
        "RateLimit-Policy": header("How many are allowed in how many seconds.",
                                   '"credential";q=1200;w=60'),
        "RequestId": header("The number of this request, as in the log.", "5f3a9c…"),
        "RetryAfter": header("Seconds to wait.", "1"),
        "TusResumable": header("The protocol's version.", "1.0.0"),
        "UploadCall": header("The call that was made of it, once it is whole.", "call_0195…"),
        "UploadExpires": header("Until when it waits.", "Sun, 30 Nov 2026 21:50:00 GMT"),
        "UploadLength": header("Bytes of the whole file.", "64"),
        "UploadMetadata": header("As it was sent.", "filename dGFsay52dHQ="),
        "UploadOffset": header("Bytes that are here.", "0"),
    }  # fmt: skip


_TOLD = {
    "Tus-Resumable": "TusResumable",
    "Upload-Call": "UploadCall",
    "Upload-Expires": "UploadExpires",
    "Upload-Length": "UploadLength",
    "Upload-Metadata": "UploadMetadata",
    "Upload-Offset": "UploadOffset",
}
_RATE = ("RateLimit", "RateLimit-Policy")
_SAID = {
    200: "Done.",
    201: "Made.",
    202: "Taken in; a job goes on with it.",
    204: "Done; there is nothing to show.",
}
