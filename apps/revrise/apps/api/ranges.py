"""Answers in parts (RFC 9110, 14): what a player needs to seek, from any blob store."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import structlog
from anyio.to_thread import run_sync
from attrs import frozen
from litestar.response.base import ASGIResponse

from revrise.apps.api.problems import Problem
from revrise.core.errors import RevRiseError

_log = structlog.get_logger("revrise.api")
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def wanted(header: str | None, size: int) -> tuple[int, int] | None:
    """(start, length) of the part a Range header asks for; None for the whole.

    Several ranges or another unit are answered with the whole, as the RFC allows. Raises Problem
    (416) for a part that is not there.
    """
    fits = _RANGE.fullmatch(header.strip()) if header else None
    if fits is None or not (fits[1] or fits[2]):
        return None
    if not fits[1]:  # the last n bytes
        start, end = max(0, size - int(fits[2])), size - 1
    else:
        start, end = int(fits[1]), min(int(fits[2]) if fits[2] else size - 1, size - 1)
    if start >= size or (fits[1] and fits[2] and int(fits[2]) < start) or end < start:
        raise Problem("range", headers={"Content-Range": f"bytes */{size}"})
    return start, end - start + 1


@frozen
class Part:
    """What of a file is answered: `length` bytes from `start`, with status and headers."""

    start: int
    length: int
    status: int
    headers: dict[str, str]


def part(asked: Mapping[str, str], size: int, tag: str) -> Part:
    """Of a file of `size` bytes, whose ETag is `tag`, what these request headers ask for.

    A part of another version (If-Range) is answered with the whole. Raises Problem as `wanted`.
    """
    quoted = f'"{tag}"'
    same = asked.get("if-range") in (None, quoted)
    found = wanted(asked.get("range") if same else None, size)
    start, length = found or (0, size)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Length": str(length),
        "ETag": quoted,
        "Cache-Control": "private, no-store",
    }
    if found is None:
        return Part(start, length, 200, headers)
    more = {"Content-Range": f"bytes {start}-{start + length - 1}/{size}"}
    return Part(start, length, 206, headers | more)


class Streamed(ASGIResponse):
    """An answer whose bytes come from a blocking iterator, read in a thread as they are sent."""

    _should_set_content_length = False

    def __init__(self, chunks: Iterator[bytes], **more: Any) -> None:
        super().__init__(**more)
        self._chunks = chunks

    async def send_body(self, send: Any, receive: Any) -> None:  # noqa: ARG002
        """Sends every chunk; a reader that goes away ends it.

        Where the bytes cannot be had, or not any more, it breaks off: the reader sees that it is
        not whole, as the end is not sent.
        """
        try:
            while (chunk := await run_sync(next, self._chunks, None)) is not None:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        except RevRiseError as error:
            _log.warning("an answer broke off", because=str(error))
            return
        await send({"type": "http.response.body", "body": b"", "more_body": False})
