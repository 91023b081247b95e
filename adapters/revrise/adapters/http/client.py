"""Implements `ports.http`: one request to a pinned address, nothing followed."""

import http.client
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from ipaddress import ip_address
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from attrs import frozen

from revrise.adapters.http.addresses import Resolve, allowed, resolve
from revrise.core.errors import Fatal, Invalid, Retriable
from revrise.ports.http import NOTHING, HttpAnswer

_READ = 1 << 16
# How long nothing of a file may come at all.
_IDLE_S = 30.0
_LONGEST = 2_048
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


@frozen
class SafeHttp:
    """`private` allows private addresses and plain http, for receivers in one's own network.

    `timeout_s` is for everything together: looking up, connecting, sending, the answer. Where
    `hosts` are named, nothing else is called: names, or `.name` for all that is below it.
    """

    private: bool = False
    timeout_s: float = 10.0
    resolve: Resolve = resolve
    hosts: tuple[str, ...] = ()
    longest_answer: int = 1 << 16

    def check(self, url: str) -> None:
        """See HttpClient."""
        self._parts(url)

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> HttpAnswer:
        """See HttpClient."""
        with self._asked("POST", url, body, headers, self.timeout_s) as (connection, answer):
            answer.read(self.longest_answer)
            connection.in_time()
            return _answer(answer)

    def exchange(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[HttpAnswer, bytes]:
        """The answer and the first `longest_answer` bytes of its body.

        Raises as `post`, and Retriable where the line broke before all of it came.
        """
        with self._asked(method, url, body, headers, self.timeout_s) as (connection, answer):
            read = answer.read(self.longest_answer)
            connection.in_time()
            if answer.length and len(read) < self.longest_answer:
                raise Retriable(f"the answer of {connection.host} broke off")
            return _answer(answer), read

    def fetch(self, url: str, most: int, headers: Mapping[str, str] = NOTHING) -> Iterator[bytes]:
        """See Downloads."""
        asked = self._asked("GET", url, None, {"accept": "*/*", **headers}, _IDLE_S)
        with asked as (connection, answer):
            _whole(answer, most)
            size = 0
            while chunk := answer.read(_READ):
                connection.in_time()
                size += len(chunk)
                if size > most:
                    raise _too_large(most)
                yield chunk
            connection.in_time()
            if answer.length:  # what is left of what was promised
                raise Retriable("the file broke off")

    @contextmanager
    def _asked(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], idle_s: float
    ) -> Iterator[tuple["_Pinned", http.client.HTTPResponse]]:
        parts = self._parts(url)
        host, secure = str(parts.hostname), parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        addresses = self.resolve(host, port)
        address = addresses[0] if self.private and addresses else allowed(host, addresses)
        connection = _Pinned(host, port, address, min(self.timeout_s, idle_s), secure=secure)
        # A receiver that sends a byte now and then would never run into the socket's time-out.
        alarm = Timer(self.timeout_s, connection.cut)
        alarm.daemon = True
        alarm.start()
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(method, path, body, dict(headers))
            with closing(connection.getresponse()) as answer:
                yield connection, answer
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            raise Retriable(f"no answer from {host}: {_said(error)}") from None
        finally:
            alarm.cancel()
            connection.close()

    def _parts(self, url: str) -> SplitResult:
        try:
            parts = urlsplit(url)
            port, host = parts.port, parts.hostname or ""
        except ValueError:
            raise _no("it is no URL") from None
        if len(url) > _LONGEST or _CONTROL.search(url) or not url.isascii():
            raise _no("it holds characters that no URL has, or too many")
        if parts.scheme != "https" and not (self.private and parts.scheme == "http"):
            raise _no("it must begin with https://")
        if parts.username is not None or parts.password is not None:
            raise _no("it must not hold a name or password")
        if not _HOST.fullmatch(host) or port == 0:
            raise _no("it names no host")
        self._no_number(host)
        if self.hosts and not any(_within(host, one) for one in self.hosts):
            raise _no("its host is not on the list of those that may be called")
        return parts

    def _no_number(self, host: str) -> None:
        """Old ways to write an address (octal, hex, one number) are told apart by nobody."""
        if re.fullmatch(r"(0x[0-9a-fA-F]*|\d+)(\.(0x[0-9a-fA-F]*|\d+))*\.?", host):
            try:
                ip_address(host)
            except ValueError:
                raise _no("it writes an address in an unusual way") from None


class _Pinned(http.client.HTTPConnection):
    """Connects to one address, whatever the name resolves to by then."""

    def __init__(
        self, host: str, port: int, address: str, timeout_s: float, *, secure: bool
    ) -> None:
        super().__init__(host, port, timeout=timeout_s)
        self._address, self._secure, self._late = address, secure, False
        self._line: socket.socket | None = None

    def connect(self) -> None:
        """To the pinned address; the certificate must be the name's."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        self.in_time()
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self._line = self.sock  # an answer that ends the connection takes `sock` away

    def in_time(self) -> None:
        """Raises TimeoutError once it was cut: what came until then may be half an answer."""
        if self._late:
            raise TimeoutError

    def cut(self) -> None:
        """Ends it from another thread."""
        self._late = True
        sock = self._line or self.sock
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


def _answer(answer: http.client.HTTPResponse) -> HttpAnswer:
    return HttpAnswer(answer.status, {name.lower(): value for name, value in answer.getheaders()})


def _whole(answer: http.client.HTTPResponse, most: int) -> None:
    """Raises Fatal unless it is the file itself; Retriable where it may be one later."""
    status = answer.status
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Retriable(f"the file is not to be had now: {status}")
    if status != HTTPStatus.OK:
        raise Fatal(
            f"the link gives no file: {status}",
            culprit="link",
            remedy="send the call again with a link that is good and leads nowhere else",
        )
    if answer.length is not None and answer.length > most:
        raise _too_large(most)


def _too_large(most: int) -> Fatal:
    return Fatal(f"the file has more than {most >> 20} MB", culprit="link")


def _within(host: str, allowed: str) -> bool:
    below = allowed.startswith(".") and host.endswith(allowed)
    return below or host == allowed.removeprefix(".")


def _no(why: str) -> Invalid:
    return Invalid(f"this URL is not called: {why}", culprit="url", remedy="give https://host/path")


def _said(error: Exception) -> str:
    return "it took too long" if isinstance(error, TimeoutError) else type(error).__name__
