"""A file behind a link comes whole and within its size, or not at all."""

import socket

import pytest
from tests.unit.http.receiving import receiver

from revrise.adapters.http.client import SafeHttp
from revrise.adapters.plugins.tools import PluginTools
from revrise.core.errors import Fatal, Refused, Retriable


def fetched(said: bytes) -> bytes:
    """What a link gives whose server answers with these bytes."""

    def serve(connection: socket.socket) -> None:
        connection.recv(1 << 16)
        connection.sendall(said)

    with receiver(serve) as port:
        return b"".join(SafeHttp(private=True).fetch(f"http://127.0.0.1:{port}/x", 100))


def test_a_file_is_fetched_whole() -> None:
    assert fetched(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nRIFF") == b"RIFF"
    assert fetched(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nRIFF") == b"RIFF"


def test_a_plugin_fetches_a_file_with_its_key_from_hosts_it_declared_alone() -> None:
    asked: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        asked.append(connection.recv(1 << 16))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nRIFF")

    with receiver(serve) as port:
        fetch = SafeHttp(private=True).fetch
        tools = PluginTools("mine", (), {}, network=(f"127.0.0.1:{port}",), fetch=fetch)
        url = f"http://127.0.0.1:{port}/x"
        assert b"".join(tools.fetch(url, {"authorization": "Basic abc"}, 100)) == b"RIFF"
    assert b"\r\nauthorization: Basic abc\r\n" in asked[0]
    with pytest.raises(Refused, match="not declared"):
        tools.fetch("http://127.0.0.2/x", {}, 100)
    with pytest.raises(Refused, match="nobody"):
        PluginTools("mine", (), {}).fetch(url, {}, 100)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (b"302 Found\r\nLocation: http://127.0.0.1/y", Fatal),
        (b"403 Forbidden", Fatal),
        (b"410 Gone", Fatal),
        (b"206 Partial Content", Fatal),
        (b"429 Too Many Requests", Retriable),
        (b"503 Service Unavailable", Retriable),
        (b"200 OK\r\nContent-Length: 101", Fatal),
        (b"200 OK\r\nContent-Length: 9", Retriable),  # and then nothing comes
    ],
)
def test_what_is_no_whole_file_is_refused(said: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        fetched(b"HTTP/1.1 " + said + b"\r\nConnection: close\r\n\r\n")


def test_a_file_that_does_not_end_is_cut_off() -> None:
    with pytest.raises(Fatal, match="more than"):
        fetched(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * 101)
