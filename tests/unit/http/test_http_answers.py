"""Nobody is waited for long, and what is no answer is none."""

import socket
import time
from typing import Any

import pytest
from tests.unit.http.receiving import answer, receiver

from revrise.adapters.http.addresses import resolve
from revrise.adapters.http.client import SafeHttp
from revrise.core.errors import Retriable


def post(port: int, timeout_s: float = 1.0) -> Any:
    return SafeHttp(private=True, timeout_s=timeout_s).post(
        f"http://127.0.0.1:{port}/hook?x=1", b'{"a":1}', {"webhook-id": "whd_1"}
    )


def test_the_answer_comes_back_with_its_headers():
    with receiver(lambda conn: answer(conn, b"503 Busy", b"Retry-After: 7\r\n")) as port:
        found = post(port)
    assert (found.status, found.headers["retry-after"]) == (503, "7")


def test_redirects_are_not_followed():
    to = b"Location: http://127.0.0.1:1/\r\n"
    with receiver(lambda conn: answer(conn, b"302 Found", to)) as port:
        assert post(port).status == 302


def test_a_receiver_that_says_nothing_is_given_up():
    with receiver(lambda conn: time.sleep(3)) as port:
        began = time.monotonic()
        with pytest.raises(Retriable, match="no answer"):
            post(port, 0.3)
    assert time.monotonic() - began < 3.5


def test_a_receiver_that_drips_is_given_up():
    def drip(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(40):
            connection.sendall(b"x-y: z\r\n")
            time.sleep(0.1)

    with receiver(drip) as port:
        began = time.monotonic()
        with pytest.raises(Retriable):
            post(port, 0.4)
        assert time.monotonic() - began < 1.5


def test_a_receiver_that_sends_without_end_costs_a_little():
    def flood(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n")
        sent = 0
        while sent < 100_000_000:
            sent += connection.send(b"x" * 65536)

    with receiver(flood) as port:
        assert post(port).status == 200


@pytest.mark.parametrize("said", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_nonsense_is_no_answer(said: bytes):
    def talk(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(said)

    with receiver(talk) as port, pytest.raises(Retriable):
        post(port)


def test_nobody_there_is_no_answer():
    with receiver(lambda conn: None) as port:
        pass
    with pytest.raises(Retriable):
        post(port)


def test_a_name_without_address_is_tried_again_later():
    with pytest.raises(Retriable, match="cannot be resolved"):
        resolve("no-such-name.invalid", 443)
