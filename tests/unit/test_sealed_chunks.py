"""Sealed chunks: any part comes back the same; cut, moved or changed, nothing does."""

from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from revrise.adapters.vault import chunks
from revrise.adapters.vault.chunks import CHUNK, HEADER, STEP
from revrise.adapters.vault.cipher import new_key, seal, unseal
from revrise.core.errors import Fatal

KEY, NAME = new_key(), "key_1"
# Around the places where chunks begin and end.
SIZES = st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 9])


def kept(plain: bytes) -> bytes:
    return b"".join(chunks.sealed(cut(plain, 10_000), KEY, NAME))


def cut(data: bytes, step: int) -> Iterator[bytes]:
    return (data[at : at + step] for at in range(0, len(data), step))


def read(file: bytes, start: int, length: int, whole: int) -> bytes:
    begin, many = chunks.span(start, max(1, length))
    part = file[begin : begin + many]
    return b"".join(chunks.opened(cut(part, 7_777), KEY, NAME, start, length, whole))


def whole(file: bytes) -> bytes:
    size = chunks.size(len(file))
    return read(file, 0, size, size)


@given(SIZES, st.integers(0, 3 * CHUNK), st.integers(0, 3 * CHUNK))
@settings(max_examples=40)
def test_any_part_of_any_file_comes_back(size: int, start: int, length: int):
    plain = bytes(at % 251 for at in range(size))
    file = kept(plain)
    assert chunks.size(len(file)) == size
    assert whole(file) == plain
    wanted = max(0, min(size - start, length))
    assume(wanted)
    assert read(file, start, wanted, size) == plain[start : start + wanted]


@given(SIZES, st.data())
@settings(max_examples=40)
def test_a_file_that_was_cut_off_is_not_read_to_its_end(size: int, data: st.DataObject):
    file = kept(b"x" * size)
    shorter = file[: data.draw(st.integers(HEADER, len(file) - 1))]
    with pytest.raises(Fatal):
        whole(shorter)


@given(SIZES, st.data())
@settings(max_examples=40)
def test_a_changed_byte_is_found_wherever_it_is(size: int, data: st.DataObject):
    file = bytearray(kept(b"x" * size))
    file[data.draw(st.integers(HEADER, len(file) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Fatal):
        whole(bytes(file))


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 0, 2), (0, 2), (0, 1), (0, 1, 1)])
def test_chunks_in_another_order_are_refused(order: tuple[int, ...]):
    file = kept(b"x" * (2 * CHUNK + 9))
    head, parts = file[:HEADER], [*cut(file[HEADER:], STEP)]
    with pytest.raises(Fatal):
        whole(head + b"".join(parts[at] for at in order))


@given(st.lists(st.text(max_size=9), min_size=1, max_size=4), st.data())
def test_what_is_sealed_opens_at_its_own_place_only(place: list[str], data: st.DataObject):
    sealed = seal(KEY, b"secret", place)
    assert unseal(KEY, sealed, place) == b"secret"
    other = data.draw(st.lists(st.text(max_size=9), min_size=1, max_size=4))
    assume(other != place)
    with pytest.raises(Fatal):
        unseal(KEY, sealed, other)
