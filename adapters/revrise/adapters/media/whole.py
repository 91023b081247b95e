"""Whether a file holds what its own header says, where FFmpeg would hear less and say nothing."""

from typing import BinaryIO

from attrs import frozen

_ENDLESS = 0x7FFFF000
"""From here on a size means that its writer never knew it, as programs that stream write it."""
_OGG_HEAD, _OGG_PAGE = 27, 27 + 255 + 255 * 255  # bytes of a page's fixed part, and at most
_NAME, _HEAD = 4, 8
_SPARE = 1 << 16


@frozen
class Mismatch:
    """How many bytes the header promises, and how many there are."""

    promised: int
    found: int


def mismatch(kind: str, file: BinaryIO, size: int) -> Mismatch | None:
    """Where it is too short, or a WAV file holds far more than its header says."""
    if kind == "wav":
        return _cut_wav(file, size) or _more_wav(file, size)
    return _cut_ogg(file, size) if kind == "ogg" else None


def _cut_wav(file: BinaryIO, size: int) -> Mismatch | None:
    """FFmpeg takes a cut WAV file for a short one; its own size field knows better."""
    file.seek(_NAME)
    promised = int.from_bytes(file.read(_NAME), "little") + _HEAD
    return Mismatch(promised, size) if size < promised < _ENDLESS else None


def _more_wav(file: BinaryIO, size: int) -> Mismatch | None:
    """A recorder that died left the size it had last written: behind it no other part begins."""
    at = _HEAD + _NAME
    while at + _HEAD <= size:
        file.seek(at)
        name, length = file.read(_NAME), int.from_bytes(file.read(_NAME), "little")
        ends = at + _HEAD + length
        if name == b"data":
            more = size - ends > max(_SPARE, length // 20)
            known = 0 < length < _ENDLESS and more
            return Mismatch(ends, size) if known and not _part(file, ends) else None
        at = ends + ends % 2
    return None


def _part(file: BinaryIO, ends: int) -> bool:
    """Whether another part begins there, or room that nobody filled."""
    file.seek(ends + ends % 2)
    name = file.read(_NAME)
    return all(32 <= one < 127 for one in name) or not any(name + file.read(_SPARE))  # noqa: PLR2004


def _cut_ogg(file: BinaryIO, size: int) -> Mismatch | None:
    """Ogg says nowhere how long it is; of a cut file the last page is not whole."""
    start = file.seek(max(0, size - _OGG_PAGE))
    tail = file.read()
    if (at := tail.rfind(b"OggS")) < 0:
        return None
    sizes, ends = tail[at + _OGG_HEAD - 1 :], start + at + _OGG_HEAD
    if sizes:
        ends += sizes[0] + sum(sizes[1 : sizes[0] + 1])
    return Mismatch(ends, size) if ends > size else None
