"""A server that speaks the chat interface of language models, well or badly, on this machine."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from attrs import Factory, define


def chat(text: str, model: str = "tiny-1", tokens: int | None = 120) -> bytes:
    """An answer as services give it."""
    usage = {} if tokens is None else {"usage": {"total_tokens": tokens}}
    message = {"role": "assistant", "content": text}
    return json.dumps({"model": model, "choices": [{"message": message}], **usage}).encode()


@define
class ModelServer:
    """`reply` makes status and body of what was sent; `asked` and `headers` remember it.

    After `cut` bytes of the body the line breaks.
    """

    url: str = ""
    status: int = 200
    body: bytes = chat("{}")
    cut: int | None = None
    reply: Callable[[dict[str, Any]], bytes] | None = None
    asked: list[dict[str, Any]] = Factory(list)
    headers: list[dict[str, str]] = Factory(list)
    paths: list[str] = Factory(list)

    def says(self, *points: dict[str, Any], **more: Any) -> None:
        """From now on it answers these points."""
        self.body = chat(json.dumps({"points": list(points), **more}, ensure_ascii=False))


@contextmanager
def serving() -> Iterator[ModelServer]:
    """The server, until the end of the block."""
    server = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["content-length"])))
            server.asked.append(sent)
            server.headers.append({key.lower(): value for key, value in self.headers.items()})
            server.paths.append(self.path)
            body = server.reply(sent) if server.reply else server.body
            self.send_response(server.status)
            self.send_header("location", "http://169.254.169.254/latest")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: server.cut])

        def log_message(self, *_: Any) -> None:
            """Quietly."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{listening.server_port}/v1"
    thread = Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
