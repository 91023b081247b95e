"""Uploads: streamed into the blob store as they come in, raw or as a form with one file."""

import re
from collections.abc import AsyncIterator, Iterator
from itertools import chain
from typing import Any

from anyio import CapacityLimiter, from_thread
from anyio.to_thread import run_sync
from attrs import frozen

from revrise.apps.api.bodies import clean, too_large
from revrise.apps.api.operation import Context
from revrise.apps.api.problems import Problem
from revrise.apps.api.views.calls import NAME
from revrise.core.bilingual import Bilingual
from revrise.ports.blobs import BlobRef

TYPES = ("application/octet-stream", "multipart/form-data")
# A slow sender holds a thread: these are others than those that answer everybody else.
ROOM = CapacityLimiter(16)
_RAW = re.compile(r"(audio/|video/|text/|application/(octet-stream|json|x-subrip))")
_BOUNDARY = re.compile(r'boundary="?([^";,]{1,70})"?')
_FORM = Bilingual(
    "Send a form with one file, or the file itself as the body.",
    "请上传含一个文件的表单，或直接以文件作为请求体。",
)
_EMPTY = Bilingual("The file is empty.", "文件为空。")


@frozen
class File:
    """What came in, and what a form called it."""

    sha256: str
    name: str | None


async def received(context: Context) -> File:
    """Keeps the request's file as a blob; nothing of it is held in memory.

    Raises Refused before the first byte for who may add no calls, Problem: 413 beyond the
    limit, 415 for another form, 422 for an empty file.
    """
    context.app.desk.scope(context.by, "call", "create")
    await run_sync(context.app.quotas.room, context.by)
    limit = context.app.settings.server.upload_mb << 20
    length = context.request.headers.get("content-length", "")
    if length.isdigit() and int(length) > limit:
        raise too_large(limit)
    parts = _Parts(context.request.stream().__aiter__(), limit)
    names: list[str] = []
    chunks = _file(context.request.headers.get("content-type", ""), parts, names)
    blobs, tenant = context.app.blobs, context.by.tenant_id
    kept: BlobRef = await run_sync(lambda: blobs.put(tenant, _not_nothing(chunks)), limiter=ROOM)
    return File(kept.sha256, names[0] if names else None)


class _Parts:
    """The body's parts, pulled from the event loop by the thread that stores them."""

    def __init__(self, stream: AsyncIterator[bytes], limit: int) -> None:
        self._stream, self._limit, self._size = stream, limit, 0

    def __iter__(self) -> Iterator[bytes]:
        while (part := from_thread.run(self._next)) is not None:
            self._size += len(part)
            if self._size > self._limit:
                raise too_large(self._limit)
            yield part

    async def _next(self) -> bytes | None:
        return await anext(self._stream, None)


def _file(kind: str, parts: _Parts, names: list[str]) -> Iterator[bytes]:
    bare = kind.partition(";")[0].strip().lower()
    if bare == "multipart/form-data" and (boundary := _BOUNDARY.search(kind)):
        return _of_form(boundary[1], parts, names)
    if _RAW.match(bare):
        return iter(parts)
    raise Problem("unsupported-media-type", _FORM)


def _of_form(boundary: str, parts: _Parts, names: list[str]) -> Iterator[bytes]:
    """The bytes of the one file of a form, its name into `names`; other fields are not taken."""
    from multipart import MultipartError, PushMultipartParser

    segments = 0
    try:
        with PushMultipartParser(boundary, max_segment_count=2) as parser:
            for event in chain.from_iterable(map(parser.parse, parts)):
                if isinstance(event, bytes | bytearray):
                    yield bytes(event)
                elif event is not None:
                    segments += 1
                    names += _one_file(event, segments)
    except MultipartError:
        raise Problem("bad-request", _FORM) from None


def _one_file(segment: Any, number: int) -> list[str]:
    """Its name, if it is one that a call could come by."""
    if segment.filename is None or number > 1:
        raise Problem("invalid", _FORM)
    name = segment.filename.strip()
    return [name] if 0 < len(name) <= NAME and clean(name) else []


def _not_nothing(chunks: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        yield chunk
    if not size:
        raise Problem("invalid", _EMPTY)
