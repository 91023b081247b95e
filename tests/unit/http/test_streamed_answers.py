"""An answer that is sent as it is read."""

from collections.abc import Iterator
from typing import Any

from anyio import run

from revrise.apps.api.ranges import Streamed
from revrise.core.errors import RevRiseError, Withheld


def sent(chunks: Iterator[bytes]) -> list[Any]:
    """The pieces of the body, as the server gets them."""
    got: list[Any] = []

    async def send(piece: Any) -> None:
        got.append(piece)

    run(Streamed(chunks).send_body, send, None)
    return got


def until(*chunks: bytes, error: RevRiseError) -> Iterator[bytes]:
    yield from chunks
    raise error


def test_all_of_it_is_sent_and_then_its_end() -> None:
    pieces = sent(iter([b"a", b"b"]))
    assert [one["body"] for one in pieces] == [b"a", b"b", b""]
    assert [one["more_body"] for one in pieces] == [True, True, False]


def test_one_that_breaks_off_never_says_that_it_is_whole() -> None:
    pieces = sent(until(b"a", error=Withheld("the buyer took it back")))
    assert [one["body"] for one in pieces] == [b"a"]
    assert all(one["more_body"] for one in pieces)
