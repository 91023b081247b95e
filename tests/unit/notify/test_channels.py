"""Channels outside the app: by name, in time, with the address of the person alone."""

import http.server
import json
import threading
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from revrise.adapters.notify.channels import AppriseChannels, configured
from revrise.core.errors import Misconfigured, Retriable
from revrise.ports.notify import Message

# A service of apprise still imports a module that Python 3.13 has no more.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
HELLO = Message("Scored", "Your call is scored", "https://rev.example/calls/1", "nora@example.org")


class Bot(http.server.BaseHTTPRequestHandler):
    """A chat service on this machine."""

    got: ClassVar[list[Any]] = []
    gate = threading.Event()
    status = 200

    def do_POST(self) -> None:
        said = self.rfile.read(int(self.headers["content-length"]))
        type(self).got.append((self.path, json.loads(said)))
        self.gate.wait(5)
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def bot() -> Iterator[str]:
    Bot.got, Bot.status = [], 200
    Bot.gate.set()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Bot)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}"
    Bot.gate.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_message_arrives_with_words_and_link(bot: str):
    channels = AppriseChannels({"chat": f"{bot}/to/{{email}}", "team": f"{bot}/all"})
    assert (channels.personal, channels.shared) == (("chat",), ("team",))
    channels.send("chat", HELLO)
    ((path, said),) = Bot.got
    assert path == "/to/nora@example.org"
    assert (said["title"], said["message"]) == (
        "Scored",
        "Your call is scored\nhttps://rev.example/calls/1",
    )


def test_a_channel_that_fails_is_tried_again_later(bot: str):
    Bot.status = 500
    with pytest.raises(Retriable, match="channel team did not take"):
        AppriseChannels({"team": bot}).send("team", HELLO)


def test_a_channel_that_hangs_is_left_behind_and_the_next_goes_on(bot: str):
    channels = AppriseChannels({"slow": f"{bot}/slow"}, timeout_s=0.3)
    Bot.gate.clear()
    with pytest.raises(Retriable, match="took too long"):
        channels.send("slow", HELLO)
    Bot.gate.set()
    channels.timeout_s = 5
    channels.send("slow", HELLO)


def test_what_cannot_work_is_named(bot: str):
    with pytest.raises(Misconfigured, match="no channel nowhere"):
        AppriseChannels({}).send("nowhere", HELLO)
    with pytest.raises(Misconfigured, match="no apprise URL"):
        AppriseChannels({"odd": "nonsense"}).send("odd", HELLO)


def test_channels_are_named_in_the_settings_with_where_their_urls_are():
    assert configured("mail=env:MAIL chat=file:/run/secrets/chat") == {
        "mail": "env:MAIL",
        "chat": "file:/run/secrets/chat",
    }
    assert configured("") == {}
    for wrong in ("mail", "mail=", "=env:X", "my-mail=env:X"):
        with pytest.raises(Misconfigured, match="no channel"):
            configured(wrong)
