"""A file in sealed chunks: any part of it is read by decrypting the chunks it lies in.

Header: magic, the key's id. Then chunks of CHUNK plain bytes, each with its own nonce and bound
to key, index and whether it is the last one: a chunk left out, repeated, moved or cut off at the
end is found. An empty file has one empty last chunk.
"""

from collections.abc import Iterable, Iterator

from revrise.adapters.vault.cipher import NONCE_BYTES, TAG_BYTES, seal, unseal
from revrise.core.errors import Fatal

CHUNK = 64 << 10
MAGIC = b"RevRise\x01"
_ID_BYTES = 36
HEADER = len(MAGIC) + _ID_BYTES
STEP = CHUNK + NONCE_BYTES + TAG_BYTES


def header(key_id: str) -> bytes:
    """What a sealed file begins with."""
    return MAGIC + key_id.encode().ljust(_ID_BYTES, b"\0")


def key_of(head: bytes) -> str | None:
    """The id of the key of a file that begins like this; None for a plain one."""
    if len(head) < HEADER or not head.startswith(MAGIC):
        return None
    return head[len(MAGIC) : HEADER].rstrip(b"\0").decode("ascii", "replace")


def sealed(chunks: Iterable[bytes], key: bytes, key_id: str) -> Iterator[bytes]:
    """The file as it is kept; never more than a chunk of it is in memory."""
    yield header(key_id)
    index, held = 0, b""
    for piece in _even(chunks):
        if held:
            yield _seal(key, key_id, index, held, last=False)
            index += 1
        held = piece
    yield _seal(key, key_id, index, held, last=True)


def size(kept: int) -> int:
    """How many plain bytes a sealed file of so many bytes holds. Raises Fatal for a cut one."""
    body, extra = kept - HEADER, STEP - CHUNK
    whole, rest = divmod(body, STEP)
    if body < extra or 0 < rest < extra or (rest == extra and whole):
        raise _cut()
    return whole * CHUNK + max(0, rest - extra)


def span(start: int, length: int) -> tuple[int, int]:
    """Where the chunks lie, in the kept file, that plain bytes from `start` are in."""
    first, last = start // CHUNK, (start + length - 1) // CHUNK
    return HEADER + first * STEP, (last - first + 1) * STEP


def opened(
    kept: Iterable[bytes], key: bytes, key_id: str, start: int, length: int, whole: int
) -> Iterator[bytes]:
    """`length` plain bytes from `start`, of a file of `whole`, out of the chunks of `span`."""
    first, final = start // CHUNK, max(0, whole - 1) // CHUNK
    skip, left = start - first * CHUNK, length
    for index, piece in enumerate(_cut_at(kept, STEP), first):
        plain = _open(key, key_id, index, piece, last=index == final)[skip : skip + left]
        skip, left = 0, left - len(plain)
        yield plain
    if left:
        raise _cut()


def _seal(key: bytes, key_id: str, index: int, plain: bytes, *, last: bool) -> bytes:
    return seal(key, plain, ("chunk", key_id, str(index), str(last)))


def _open(key: bytes, key_id: str, index: int, piece: bytes, *, last: bool) -> bytes:
    return unseal(key, piece, ("chunk", key_id, str(index), str(last)))


def _even(chunks: Iterable[bytes]) -> Iterator[bytes]:
    return _cut_at(chunks, CHUNK)


def _cut_at(chunks: Iterable[bytes], length: int) -> Iterator[bytes]:
    """The same bytes in pieces of one length, the last one shorter."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        place = 0
        while len(held) - place >= length:
            yield bytes(held[place : place + length])
            place += length
        del held[:place]
    if held:
        yield bytes(held)


def _cut() -> Fatal:
    return Fatal("the file was cut off", culprit="blobs", remedy="restore it from a backup")
