"""Bytes of unknown encoding into text, or a refusal that names the byte."""

import codecs
from typing import BinaryIO

from revrise.core.errors import Invalid

LIMIT = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_SAMPLE = 20_000
_CHINESE = 0.8
_AS_UTF8 = "save the file as UTF-8 and try again"
_MARKS = (  # the longer first: UTF-32 LE begins like UTF-16 LE
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def text_of(stream: BinaryIO, name: str, limit: int = LIMIT) -> str:
    """The whole text: UTF-8, UTF-16 or UTF-32 with a mark, else UTF-8, else GB18030.

    GB18030 accepts nearly any bytes, so it is believed only where the outcome reads as everyday
    Chinese. Raises Invalid for a file above `limit` bytes, an empty one, binary content, or an
    encoding that is none of these.
    """
    raw = _bytes(stream, name, limit)
    if not raw:
        raise Invalid("the file is empty", culprit=name, remedy="export the transcript again")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding, name, len(mark))
    if b"\0" in raw:
        raise _binary(name, raw.index(b"\0"))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _chinese(raw, name, error)


def peek(head: bytes) -> str:
    """The beginning of a text as far as it can be told; never raises."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    text = head.decode("utf-8", "ignore")
    return text if len(text) * 2 > len(head) else head.decode("gb18030", "ignore")


def _bytes(stream: BinaryIO, name: str, limit: int) -> bytes:
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
        raise Invalid(f"broken {encoding}", culprit=culprit, remedy=_AS_UTF8) from None
    if "\0" in text:
        raise _binary(name, offset + len(text[: text.index("\0")].encode(encoding)))
    return text


def _chinese(raw: bytes, name: str, error: UnicodeDecodeError) -> str:
    unknown = Invalid(
        "neither UTF-8, UTF-16 with a byte-order mark, nor GB18030",
        culprit=f"{name}: byte {error.start}",
        remedy=_AS_UTF8,
    )
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        raise unknown from None
    foreign = [char for char in text[:_SAMPLE] if not char.isascii()]
    foreign = foreign or [char for char in text if not char.isascii()]
    everyday = len("".join(foreign).encode("gb2312", "ignore")) / 2
    if everyday < _CHINESE * len(foreign):
        raise unknown
    return text


def _binary(name: str, offset: int) -> Invalid:
    return Invalid(
        "binary content, no text",
        culprit=f"{name}: byte {offset}",
        remedy="give a transcript as text; recordings are transcribed first",
    )
