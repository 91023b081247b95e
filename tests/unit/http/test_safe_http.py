"""Whatever address somebody types in, nothing private is called and nobody is waited for long."""

import socket
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.http.receiving import answer, receiver

from revrise.adapters.http.addresses import is_public
from revrise.adapters.http.client import SafeHttp
from revrise.core.errors import Invalid, Refused, Retriable

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


def test_a_link_to_a_host_of_ones_own_is_not_fetched(connects: list[Any]) -> None:
    client = SafeHttp(resolve=lambda *_: ["10.0.0.1"])
    with pytest.raises(Refused):
        next(client.fetch("https://files.example/x", 100))
    assert connects == []
