"""Recordings that refer to other files, built byte by byte, and a watch over what is opened."""

import ctypes
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_IN_ACCESS, _IN_OPEN, _NONBLOCK = 0x1, 0x20, 0o4000


@contextmanager
def watched(path: Path) -> Iterator[list[bytes]]:
    """Afterwards the list holds something if anybody, native code too, opened the file."""
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(_NONBLOCK)
    assert watch >= 0, os.strerror(ctypes.get_errno())
    assert libc.inotify_add_watch(watch, os.fsencode(path), _IN_OPEN | _IN_ACCESS) >= 0
    seen: list[bytes] = []
    try:
        yield seen
        with suppress(BlockingIOError):
            seen.append(os.read(watch, 4_096))
    finally:
        os.close(watch)


def encoded(path: Path, container: str, codec: str) -> Path:
    """A second of a tone."""
    import av
    import numpy as np

    with av.open(str(path), "w", format=container) as file:
        stream = file.add_stream(codec, rate=48_000, layout="mono")
        size = stream.codec_context.frame_size or 960
        for start in range(0, 48_000, size):
            tone = np.sin(np.arange(start, start + size) / 20).astype(np.float32) / 2
            frame = av.AudioFrame.from_ndarray(tone.reshape(1, -1), format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 48_000, start
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def box(name: bytes, body: bytes) -> bytes:
    """A box of ISO media."""
    return struct.pack(">I4s", len(body) + 8, name) + body


def alias_of(target: Path) -> bytes:
    """A data reference of QuickTime: a Macintosh alias with an absolute path."""
    path = str(target).replace("/", ":").encode()
    path += b"\0" * (len(path) % 2)
    record = bytes(10) + b"\0" + bytes(27) + bytes(12) + b"\4" + b"data".ljust(63, b"\0")
    record += bytes(16) + struct.pack(">HH", 0, 0) + bytes(16)
    record += struct.pack(">HH", 2, len(path)) + path + struct.pack(">hH", -1, 0)
    return box(b"alis", bytes(4) + record)


def url_of(address: str) -> bytes:
    """A data reference of ISO media to an address."""
    return box(b"url ", bytes(4) + address.encode() + b"\0")


def referring(media: bytes, reference: bytes) -> bytes:
    """The same ISO media, whose sound lies where `reference` says."""
    return _rebuilt(media, (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"), reference)


def _rebuilt(boxes: bytes, way: tuple[bytes, ...], reference: bytes) -> bytes:
    if not way:
        return bytes(4) + struct.pack(">I", 1) + reference
    found, at = b"", 0
    while at < len(boxes):
        size, name = struct.unpack(">I4s", boxes[at : at + 8])
        body = boxes[at + 8 : at + size]
        inner = _rebuilt(body, way[1:], reference) if name == way[0] else body
        found += box(name, inner)
        at += size
    return found


def element(name: str, body: bytes) -> bytes:
    """An element of Matroska with a size of eight bytes."""
    return bytes.fromhex(name) + struct.pack(">Q", len(body) | 1 << 56) + body


def linked(media: bytes, target: str) -> bytes:
    """The same Matroska file as one part of several, with an attachment that refers elsewhere."""
    at = media.index(b"\x15\x49\xa9\x66") + 4
    width = 9 - media[at].bit_length()
    size = int.from_bytes(media[at : at + width], "big") & (1 << 7 * width) - 1
    info = media[at + width : at + width + size]
    info += element("3c83ab", target.encode()) + element("3e83bb", target.encode())
    info += element("3cb923", b"\1" * 16) + element("3eb923", b"\2" * 16)
    file = element("466e", target.encode()) + element("4660", b"font/ttf")
    file += element("465c", b"file") + element("46ae", b"\1") + element("4675", target.encode())
    more = element("1549a966", info) + element("1941a469", element("61a7", file))
    head = media[: at - 4]
    segment = head.index(b"\x18\x53\x80\x67") + 4
    return head[:segment] + b"\x01" + b"\xff" * 7 + head[segment + 8 :] + more + (
        media[at + width + size :]
    )  # fmt: skip


def pictured(media: bytes, address: str) -> bytes:
    """The same MP3, with a cover that is elsewhere (`-->` in ID3v2)."""
    body = b"\0-->\0\3\0" + address.encode()
    frame = b"APIC" + struct.pack(">I", len(body)) + b"\0\0" + body
    size = bytes(len(frame) >> 7 * n & 0x7F for n in (3, 2, 1, 0))
    return b"ID3\3\0\0" + size + frame + media
