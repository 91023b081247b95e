"""A server of one connection, and an answer it may give."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


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
