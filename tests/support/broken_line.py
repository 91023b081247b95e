"""A line between browser and server that can be cut: bytes pass both ways until it breaks."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from attrs import define, field

_CHUNK = 1 << 14
_RESET = struct.pack("ii", 1, 0)


@define
class Line:
    """Listens at `url`. Once `left` bytes went to the server the line is down; None: never."""

    server: tuple[str, int]
    listener: socket.socket
    left: int | None = None
    breaks: int = 0
    _lock: threading.Lock = field(factory=threading.Lock)

    @property
    def url(self) -> str:
        """Where the browser goes."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def carry(self) -> None:
        """Until the listener is closed."""
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        if self._down(0):
            self._cut(near)
            return
        with near, socket.create_connection(self.server) as far:
            back = threading.Thread(target=self._back, args=(far, near), daemon=True)
            back.start()
            with suppress(OSError):
                while chunk := near.recv(_CHUNK):
                    if self._down(len(chunk)):
                        self._cut(near)
                        break
                    far.sendall(chunk)
            with suppress(OSError):
                far.shutdown(socket.SHUT_RDWR)
            back.join(5)

    def _back(self, far: socket.socket, near: socket.socket) -> None:
        with suppress(OSError):
            while chunk := far.recv(_CHUNK):
                near.sendall(chunk)
            near.shutdown(socket.SHUT_WR)

    def _down(self, size: int) -> bool:
        with self._lock:
            if self.left is not None:
                self.left -= size
            return self.left is not None and self.left <= 0

    def _cut(self, near: socket.socket) -> None:
        """As a cable that is pulled: a reset, no goodbye."""
        self.breaks += 1
        with suppress(OSError):
            near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        near.close()


@contextmanager
def line(url: str) -> Iterator[Line]:
    """A line to the server at `url`."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Line((host, int(port)), listener)
        threading.Thread(target=made.carry, daemon=True).start()
        yield made
        listener.shutdown(socket.SHUT_RDWR)
