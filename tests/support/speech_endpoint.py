"""A speech endpoint on this machine: takes the form, hears a WAV file, answers as told."""

import io
import json
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from attrs import define, field

SAID = "Hello there, what does it cost?"
BARE = ("Hello", "there", "what", "does", "it", "cost")


@define
class Endpoint:
    """`got` holds the fields of each request; `answers` are given first, then the usual one."""

    url: str = ""
    key: str = "sesame"
    got: list[dict[str, Any]] = field(factory=list)
    answers: list[tuple[int, Any]] = field(factory=list)
    words: bool = True

    def heard(self, authorization: str, kind: str, body: bytes) -> tuple[int, Any]:
        if authorization != f"Bearer {self.key}":
            return 401, {"error": {"message": f"Incorrect API key provided: {authorization}"}}
        form = fields(kind, body)
        self.got.append(form)
        return self.answers.pop(0) if self.answers else (200, self._usual(form["seconds"]))

    def _usual(self, seconds: float) -> dict[str, Any]:
        """What is said, over the first second or so."""
        step = min(1.2, seconds) / len(BARE)
        words = [
            {"word": word, "start": n * step, "end": (n + 0.9) * step}
            for n, word in enumerate(BARE)
        ]
        segment = {"id": 0, "start": 0.0, "end": words[-1]["end"], "text": f" {SAID}"}
        return {
            "task": "transcribe",
            "language": "english",
            "duration": seconds,
            "text": SAID,
            "segments": [segment],
            **({"words": words} if self.words else {}),
        }


def fields(kind: str, body: bytes) -> dict[str, Any]:
    """The parts of a form by name, with the length of the sound in it."""
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    found: dict[str, Any] = {"bytes": len(body), "granularities": []}
    for part in BytesParser().parsebytes(head + body).walk():
        name = part.get_param("name", header="content-disposition")
        if name == "file":
            with wave.open(io.BytesIO(part.get_payload(decode=True)), "rb") as file:
                found["seconds"] = file.getnframes() / file.getframerate()
        elif name == "timestamp_granularities[]":
            found["granularities"].append(part.get_payload())
        elif name:
            found[str(name)] = part.get_payload(decode=True).decode()
    return found


@contextmanager
def serving() -> Iterator[Endpoint]:
    """One that listens until the end."""
    endpoint = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            status, answer = 404, {}
            if self.path == "/v1/audio/transcriptions":
                asked = self.headers.get("authorization", "")
                status, answer = endpoint.heard(asked, self.headers["content-type"], body)
            text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
        try:
            yield endpoint
        finally:
            server.shutdown()
            thread.join()
