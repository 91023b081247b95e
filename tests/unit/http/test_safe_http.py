"""Whatever address somebody types in, nothing private is called and nobody is waited for long."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.adapters.http.addresses import is_public, resolve
from revrise.adapters.http.client import SafeHttp
from revrise.adapters.plugins.tools import PluginTools
from revrise.core.errors import Fatal, Invalid, Refused, Retriable

# Each is a way to be led to a host or network of one's own.
HOSTS = tuple(
    """
    127.0.0.1 127.0.0.2 127.1 127.0.1 0.0.0.0 0 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255
    192.168.0.1 169.254.169.254 169.254.0.1 100.64.0.1 100.127.255.255 192.0.0.1 192.0.2.1
    198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    2130706433 0x7f000001 0x7f.0.0.1 0177.0.0.1 017700000001 0x7f.1 127.0.0.1. 0x7F.0x0.0x0.0x1
    [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:10.0.0.1] [::ffff:169.254.169.254]
    [::127.0.0.1] [fe80::1] [fe80::1%25eth0] [fc00::1] [fd00::1] [fd12:3456::1] [ff02::1] [fec0::1]
    [2001:db8::1] [64:ff9b::7f00:1] [64:ff9b::10.0.0.1] [64:ff9b:1::1] [2002:7f00:1::] [100::1]
    [2002:a00:1::] [2002:c0a8:1::1] [2001:0:7f00:1::80ff:fffe] [2001::1] [::ffff:0:127.0.0.1]
    localhost localhost. ip6-localhost
    """.split()  # noqa: SIM905 - sixty quoted strings are hard to read
)
PUBLIC = ("93.184.215.14", "1.1.1.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2001:4860::8888")


@pytest.fixture
def connects(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Where anything tried to connect to."""
    seen: list[Any] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> Any:
        seen.append(address)
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return seen


@pytest.mark.parametrize("host", HOSTS)
def test_nothing_private_is_called(connects: list[Any], host: str):
    with pytest.raises((Refused, Invalid, Retriable)):
        SafeHttp(timeout_s=1).post(f"https://{host}/x", b"", {})
    assert connects == []


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str):
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_as_the_one_hidden_in_it(address: Any):
    """Mapped, translated, tunnelled: the same verdict."""
    number = int(address)
    for hiding in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert is_public(hiding) <= is_public(str(address))
    tunnel = f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1"
    assert is_public(tunnel) <= is_public(str(address))


def test_a_name_with_one_private_address_among_public_ones_is_refused(connects: list[Any]):
    for addresses in (["1.1.1.1", "127.0.0.1"], ["10.0.0.1", "1.1.1.1"], ["::1", "1.1.1.1"]):
        client = SafeHttp(resolve=lambda *_, found=addresses: found)
        with pytest.raises(Refused, match="not public"):
            client.post("https://rebind.example/", b"", {})
    assert connects == []


def test_a_name_is_looked_up_once_and_that_address_is_called():
    """It may lead elsewhere by the next time: what was checked is what is called."""
    asked: list[str] = []

    def changing(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.9.9.9"]

    with receiver(lambda conn: answer(conn, b"204 No Content")) as port:
        client = SafeHttp(private=True, resolve=changing)
        assert client.post(f"http://name.example:{port}/", b"{}", {}).status == 204
    assert asked == ["name.example"]


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/",
        "ftp://a.example/",
        "file:" + "///etc/passwd",
        "gopher://a.example/",
        "https://",
        "https:///path",
        "//a.example",
        "a.example",
        "https://user@a.example/",
        "https://user:pass@a.example/",
        "https://a.example:0/",
        "https://a.example:99999/",
        "https://a.example:x/",
        "https://a b.example/",
        "https://a.example/\r\nHost: evil",
        "https://a.example/\x00",
        "https://exämple.org/",
        "https://a.example/" + "x" * 3000,
        "https://[::1",
        "https://-a.example/",
        "",
    ],
)
def test_what_is_no_plain_https_url_is_refused_before_anything_is_asked(url: str):
    def never(*_: Any) -> list[str]:
        raise AssertionError("asked a name server")

    with pytest.raises(Invalid, match="this URL is not called"):
        SafeHttp(resolve=never).check(url)
    with pytest.raises(Invalid):
        SafeHttp(resolve=never).post(url, b"", {})


@given(st.text(max_size=40))
def test_any_text_is_a_url_or_invalid(text: str):
    for url in (text, f"https://{text}/"):
        with suppress(Invalid):
            SafeHttp().check(url)


@contextmanager
def receiver(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server of one connection on a port of its own."""
    listening = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection:
            try:
                serve(connection)
            except OSError:
                return

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()
        thread.join(5)


def answer(connection: socket.socket, status: bytes, more: bytes = b"") -> None:
    request = b""
    while b"\r\n\r\n" not in request:
        request += connection.recv(65536)
    connection.sendall(b"HTTP/1.1 " + status + b"\r\n" + more + b"content-length: 0\r\n\r\n")


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


def fetched(said: bytes, most: int = 100) -> bytes:
    """What a link gives whose server answers with these bytes."""

    def serve(connection: socket.socket) -> None:
        connection.recv(1 << 16)
        connection.sendall(said)

    with receiver(serve) as port:
        return b"".join(SafeHttp(private=True).fetch(f"http://127.0.0.1:{port}/x", most))


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


def test_a_link_to_a_host_of_ones_own_is_not_fetched(connects: list[Any]) -> None:
    client = SafeHttp(resolve=lambda *_: ["10.0.0.1"])
    with pytest.raises(Refused):
        next(client.fetch("https://files.example/x", 100))
    assert connects == []
