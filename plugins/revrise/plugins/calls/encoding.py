"""Bytes of unknown encoding into text, or a refusal that names the byte."""

import codecs
from contextlib import suppress
from typing import BinaryIO

from revrise.core.errors import Invalid
from revrise.plugins.calls import legacy

LIMIT = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_MARKS = (  # the longer first: UTF-32 LE begins like UTF-16 LE
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def text_of(stream: BinaryIO, name: str, limit: int = LIMIT) -> str:
    """The whole text: UTF-8, UTF-16 or UTF-32 with a mark, UTF-16 without, GB18030 or Big5.

    Raises Invalid for a file above `limit` bytes, an empty one, binary content, or an
    encoding that is none of these.
    """
    raw = bytes_of(stream, name, limit)
    if not raw:
        raise Invalid("the file is empty", culprit=name, remedy="export the transcript again")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding, name, len(mark))
    if b"\0" in raw:
        text = legacy.utf16(raw)
        if text is None:
            raise _binary(name, raw.index(b"\0"))
        return text
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return legacy.text_of(raw, f"{name}: byte {error.start}")


def peek(head: bytes) -> str:
    """The beginning of a text as far as it can be told; never raises."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    if b"\0" in head and (text := legacy.utf16(head[: len(head) & ~1])):
        return text
    with suppress(UnicodeDecodeError):  # the last character may be cut
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    return legacy.peek(head)


def bytes_of(stream: BinaryIO, name: str, limit: int = LIMIT) -> bytes:
    """The whole file. Raises Invalid for one above `limit` bytes, before it is read in."""
    chunks, size = [], 0
    if stream.seekable():
        start = stream.tell()
        size = stream.seek(0, 2) - start
        stream.seek(start)
        _within(size, name, limit)
        size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        _within(size, name, limit)
        chunks.append(chunk)
    return b"".join(chunks)


def _within(size: int, name: str, limit: int) -> None:
    if size > limit:
        raise Invalid(
            f"larger than {limit:,} bytes, too large for a transcript",
            culprit=name,
            remedy="give the transcript of one call; recordings are transcribed, not read",
        )


def _strict(raw: bytes, encoding: str, name: str, offset: int) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        culprit = f"{name}: byte {offset + error.start}"
        raise Invalid(f"broken {encoding}", culprit=culprit, remedy=legacy.AS_UTF8) from None
    if "\0" in text:
        raise _binary(name, offset + len(text[: text.index("\0")].encode(encoding)))
    return text


def _binary(name: str, offset: int) -> Invalid:
    return Invalid(
        "binary content, no text",
        culprit=f"{name}: byte {offset}",
        remedy="give a transcript as text; recordings are transcribed first",
    )
