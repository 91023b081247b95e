"""How a text file is written: its encoding and its fingerprint, found in one pass."""

import codecs
import hashlib
from itertools import pairwise
from pathlib import Path
from typing import Final

from attrs import frozen

from revrise.core.errors import Misconfigured

_BLOCK = 1 << 20
_HIGH = 0x80
_PROBED = 4096  # bytes
_MOSTLY = 0.7
_JUDGED = 4 << 20
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Bytes that cannot be read become this lone surrogate, which no real text holds.
UNREADABLE: Final = "\udcff"
ON_ERROR: Final = "revrise-unreadable"
codecs.register_error(ON_ERROR, lambda error: (UNREADABLE, getattr(error, "end", 0)))


@frozen
class FileState:
    """What tells one version of a file from the next: size in bytes, mtime in ns, SHA-256."""

    size: int
    mtime: int
    sha256: str


@frozen
class Scan:
    """A file's state, its encoding, and whether that was only a guess."""

    state: FileState
    encoding: str
    guessed: bool = False


def scan(path: Path) -> Scan:
    """Reads a file once in blocks: BOM, UTF-16 by its zero bytes, UTF-8, else GB18030 or cp1252.

    Raises Misconfigured for a file whose beginning is no text.
    """
    stat = path.stat()
    digest, decoder, valid, head = hashlib.sha256(), _utf8(), True, b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            head = head or _text(block, path)
            digest.update(block)
            valid = valid and _decodes(decoder, block)
    state = FileState(stat.st_size, stat.st_mtime_ns, digest.hexdigest())
    valid = valid and _decodes(decoder, b"", final=True)
    known = _by_bom(head) or _by_zeros(head) or ("utf-8" if valid else "")
    return Scan(state, known) if known else Scan(state, _judged(path), guessed=True)


def _text(head: bytes, path: Path) -> bytes:
    """The beginning itself, unless it is mostly zero bytes as in a damaged or binary file."""
    if head.count(0) <= len(head) * _MOSTLY or _by_bom(head) or _by_zeros(head):
        return head
    raise Misconfigured(
        "binary content, no text", culprit=path.name, remedy="export it as CSV and try again"
    )


def _utf8() -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder("utf-8")()


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _by_bom(head: bytes) -> str:
    return next((name for mark, name in _BOMS if head.startswith(mark)), "")


def _by_zeros(head: bytes) -> str:
    """UTF-16 without a BOM: Western letters leave every other byte zero."""
    even, odd = head[0:_PROBED:2], head[1:_PROBED:2]
    if odd.count(0) > len(odd) * _MOSTLY and not even.count(0):
        return "utf-16-le"
    return "utf-16-be" if even.count(0) > len(even) * _MOSTLY and not odd.count(0) else ""


def _judged(path: Path) -> str:
    """The encoding of a file that is not wholly UTF-8, by the lines with high bytes in it."""
    with path.open("rb") as file:
        lines = [line for line in file.read(_JUDGED).splitlines() if not line.isascii()]
    good = sum(_decodes(_utf8(), line) for line in lines)
    if good * 2 >= len(lines):
        return "utf-8"
    return "gb18030" if sum(map(_paired, lines)) * 2 >= len(lines) else "cp1252"


def _paired(line: bytes) -> bool:
    """Whether most high bytes stand next to another, as Chinese does and é in café does not."""
    high = [byte >= _HIGH for byte in line]
    pairs = sum(a and b for a, b in pairwise(high))
    return pairs * 2 >= sum(high)
