"""A file that names others: nothing but itself is opened, and nobody is asked.

For those that a player follows it is shown that it would: the same file, opened as players do.
"""

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("av")

from tests.support.referring_files import (
    alias_of,
    encoded,
    linked,
    pictured,
    referring,
    url_of,
    watched,
)

from revrise.adapters.media.cutting import cut
from revrise.adapters.media.limits import Limits
from revrise.adapters.media.peaks import peaks
from revrise.adapters.media.sound import decode
from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.errors import Invalid, Misconfigured
from revrise.services.calls.reading import ReadCall

pytestmark = pytest.mark.speech
SECRET = "PASSPHRASE"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """What must not be opened: a recording, so that it would be heard."""
    return encoded(tmp_path / "secret.mp4", "mp4", "aac")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "secret.vtt"
    path.write_text(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{SECRET}\n", "utf-8")
    return path


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """Where nobody may knock."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def address(door: socket.socket, path: str = "call.mp4") -> str:
    return f"http://127.0.0.1:{door.getsockname()[1]}/{path}"


def nobody_knocked(door: socket.socket) -> bool:
    try:
        door.accept()[0].close()
    except BlockingIOError:
        return True
    return False


def by_a_player(path: Path, **how: Any) -> None:
    """As a player would, that follows what a file says."""
    import av

    with suppress(av.FFmpegError, IndexError), av.open(str(path), **how) as file:
        for _ in file.decode(audio=0):
            return


def heard(path: Path) -> str:
    """What each way in makes of it: "heard", or why it is refused."""
    why = "heard"
    for way in (decode, lambda one: peaks(one, Limits()), lambda one: cut(one, (0, 500), ())):
        try:
            way(path)
        except Invalid as error:
            why = f"{error.culprit}: {error.message} ({error.remedy})"
    return why


def test_sound_that_lies_in_another_file_is_refused_unread(tmp_path: Path, secret: Path) -> None:
    file = tmp_path / "call.mp4"
    file.write_bytes(referring(secret.read_bytes(), alias_of(secret)))
    with watched(secret) as seen:
        by_a_player(file, options={"enable_drefs": "1", "use_absolute_path": "1"})
    assert seen  # a player that is told to would
    with watched(secret) as seen:
        assert heard(file) != "heard"
    assert not seen


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_sound_at_an_address_is_not_asked_for(
    tmp_path: Path, secret: Path, door: socket.socket, scheme: str
) -> None:
    file = tmp_path / "call.m4a"
    target = address(door) if scheme == "http" else secret.as_uri()
    file.write_bytes(referring(secret.read_bytes(), url_of(target)))
    with watched(secret) as seen:
        heard(file)
    assert not seen
    assert nobody_knocked(door)


def test_a_matroska_file_is_heard_without_its_neighbours(
    tmp_path: Path, secret: Path, door: socket.socket
) -> None:
    whole = encoded(tmp_path / "call.webm", "webm", "libopus").read_bytes()
    file = tmp_path / "linked.webm"
    for target in (str(secret), secret.as_uri(), secret.name, address(door)):
        file.write_bytes(linked(whole, target))
        with watched(secret) as seen:
            assert heard(file) == "heard"  # it is a whole recording by itself
        assert not seen
    assert nobody_knocked(door)


def test_a_cover_elsewhere_is_not_asked_for(
    tmp_path: Path, secret: Path, door: socket.socket, clips: Path
) -> None:
    whole = (clips / "faster-whisper/tests/data/multilingual.mp3").read_bytes()
    file = tmp_path / "call.mp3"
    for target in (secret.as_uri(), address(door)):
        file.write_bytes(pictured(whole, target))
        with watched(secret) as seen:
            assert heard(file) == "heard"
        assert not seen
    assert nobody_knocked(door)


LISTS = {
    "concat": "ffconcat version 1.0\nfile '{path}'\n",
    "bare concat": "file '{path}'\n",
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{uri}\n#EXT-X-ENDLIST\n",
    "hls key": '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="{http}"\n#EXTINF:5,\n{http}\n',
    "dash": '<?xml version="1.0"?><MPD><Period><BaseURL>{http}</BaseURL></Period></MPD>',
    "xml entity": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{uri}">]><a>&x;</a>',
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
    "pls": "[playlist]\nFile1={http}\n",
    "asx": '<asx version="3.0"><entry><ref href="{http}"/></entry></asx>',
    "style": "WEBVTT\n\nSTYLE\n::cue {{ color: url({http}) }}\n\n00:01.000 --> 00:02.000\nyes\n",
    "cue": 'WEBVTT\n\n00:01.000 --> 00:02.000\n<img src="{uri}"> <v A>see {http}\n',
    "srt": '1\n00:00:01,000 --> 00:00:02,000\n<img src="{uri}">{{\\img{path}}} yes\n',
    "json": '{{"schema": "revrise.transcript/1", "language": "en", "include": "{path}", '
    '"$ref": "{uri}", "speakers": [{{"ref": "A"}}], "utterances": []}}',
}


@pytest.mark.parametrize("name", [*LISTS])
@pytest.mark.parametrize("ending", ["wav", "m3u8", "vtt", "srt", "json", "txt"])
def test_a_text_that_names_files_is_a_text(
    tmp_path: Path, secret: Path, words: Path, door: socket.socket, name: str, ending: str
) -> None:
    file = tmp_path / f"call.{ending}"
    app = RevRise(Settings(data_dir=str(tmp_path / "data")))
    for target in (secret, words):
        said = LISTS[name].format(path=target, uri=target.as_uri(), http=address(door))
        file.write_text(said, "utf-8")
        with watched(secret) as sound, watched(words) as text:
            assert heard(file) != "heard"
            with suppress(Invalid, Misconfigured):
                read = app.reader.read(ReadCall(file))
                assert SECRET not in str(read)
        assert not sound
        assert not text
    assert nobody_knocked(door)


def test_a_player_would_follow_a_list(tmp_path: Path, secret: Path) -> None:
    """So that the tests above would see it."""
    file = tmp_path / "call.wav"
    file.write_text(LISTS["concat"].format(path=secret), "utf-8")
    with watched(secret) as seen:
        by_a_player(file, options={"safe": "0"})
    assert seen


def test_somebody_who_knocks_is_seen(door: socket.socket) -> None:
    socket.create_connection(door.getsockname()).close()
    assert not nobody_knocked(door)
