"""Files that are no calls: one line that names file and place, and nothing in the database."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.commands import Command, Commands

from revrise.testing.word_files import body, document, package

Fails = Callable[..., Any]
FAILURE, REFUSED = 1, 4
LARGE = 1 << 30
CUE = "WEBVTT\n\n{start} --> {end}\n<v Alice>Hello, 今天怎么样?\n"


def cue(start: str = "00:00:01.000", end: str = "00:00:04.000") -> bytes:
    return CUE.format(start=start, end=end).encode()


def canonical(refs: str = "A", language: str = "en", **utterance: Any) -> bytes:
    said = {"speaker": "A", "text": "hello", "start_ms": 0, "end_ms": 10} | utterance
    document = {
        "schema": "revrise.transcript/1",
        "language": language,
        "speakers": [{"ref": ref} for ref in refs],
        "utterances": [said],
    }
    return json.dumps(document).encode()


# file → content, words of the one line.
BAD: dict[str, tuple[bytes, list[str]]] = {
    "empty.vtt": (b"", ["empty"]),
    "notime.vtt": (cue("soon"), [":3", "no time"]),
    "negative.vtt": (cue("-00:00:01.000"), [":3", "negative"]),
    "backwards.vtt": (cue("00:00:09.000"), [":3", "ends before it starts"]),
    "absurd.vtt": (cue(end="9999999:00:04.000"), [":3", "9999999"]),
    "minutes.vtt": (cue("00:99:01.000"), [":3", "60"]),
    "nul.vtt": (cue().replace(b"Hello", b"He\0llo"), ["binary"]),
    "latin.vtt": (cue() + "é ü café".encode("latin-1"), ["UTF-8"]),
    "bad.srt": (b"1\n00:00:xx,000 --> 00:00:04,000\nhi\n", [":2", "no time"]),
    "cut.srt": (b"1\n00:00:01,000 -->", [":2", "missing"]),
    "broken.json": (b'{"schema": "revrise.transcript/1", ', [":1", "broken JSON", "column 36"]),
    "list.json": (b"[1, 2]", ["no system", "VTT"]),
    "deep.json": (b"[" * 100_000, ["nested"]),
    "digits.json": (b"1" * 5_000, ["digits.json"]),
    "negative.json": (canonical(start_ms=-5), ["utterances[0].start_ms", "-5"]),
    "absurd.json": (canonical(end_ms=10**18), ["utterances[0].end_ms"]),
    "nan.json": (canonical().replace(b"10", b"NaN"), ["NaN"]),
    "half.json": (canonical(text="x\ud800"), ["utterances[0].text", "surrogate"]),
    "zero.json": (canonical(text="x\0"), ["utterances[0].text", "NUL"]),
    "twins.json": (canonical("ABA"), ["speakers[2].ref", "'A'", "twice"]),
    "tongue.json": (canonical(language="<b>en</b>"), ["language", "tag"]),
    "stranger.json": (canonical(speaker="B"), ["utterances[0].speaker", "'B'"]),
    "whisper.json": (
        b'{"segments": [{"start": "a", "end": 2, "text": "x"}]}',
        ["segments[0].start"],
    ),
    "endless.json": (
        b'{"segments": [{"start": 0, "end": 1e400, "text": "x"}]}',
        ["segments[0].end"],
    ),
    "vast.json": (
        b'{"segments": [{"start": 0, "end": 1%s, "text": "x"}]}' % (b"0" * 400),
        ["segments[0].end", "24 hours"],
    ),
    "noise.bin": (bytes(range(256)) * 20, ["neither a recording nor a transcript"]),
    "cut.wav": (b"RIFF\x00\x00\x00\x00WAVEfmt ", ["cannot be read"]),
    "nobody.txt": (b"hello", [":1", "who speaks"]),
    "nobody.docx": (document(["hello"]), [":1", "who speaks"]),
    "half.docx": (document(["Ann: hi"])[:400], ["only half of it"]),
    "sealed.docx": (b"\xd0\xcf\x11\xe0" + bytes(600), ["with a password"]),
    "entities.docx": (
        package('<!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]><a>&x;</a>'),
        ["document", "document type"],
    ),
    "sentence.json": (
        b'{"sentences": [{"media_channel": 1, "start_time": "x", "end_time": "2"}]}',
        ["sentences[0].start_time", "seconds"],
    ),
    "chunk.json": (b'{"text": "x", "chunks": [{"timestamp": [1, 0]}]}', ["chunks[0].timestamp"]),
    "both.txt": ("碧海".encode("gb18030"), ["GB18030 and as Big5", "UTF-8"]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_line_or_field(fails: Fails, home: Path, name: str) -> None:
    content, words = BAD[name]
    (home / name).write_bytes(content)
    for command in (["analyze"], ["add", "--consent", "all-party"]):
        fails(FAILURE, [name, *words, "("], "calls", *command, home / name)


def said_once(number: int) -> bytes:
    """What somebody says who says nothing else."""
    return f"00:00.000 --> 00:01.000\n<v P{number}>hi there\n\n".encode()


# What takes hundreds of bytes of memory for each of its own.
MUCH: dict[str, tuple[bytes, str]] = {
    "lines.txt": (b"Ann: hello\n" + b"a\n" * 2_000_000, "2,000,000 lines"),
    "lines.srt": (b"\n" * 2_000_001, "2,000,000 lines"),
    "said.txt": (b"Ann: a\nBob: b\n" * 125_001, "250,000 utterances"),
    "long.txt": (b"Ann: " + b"a" * 10_000_001, "10,000,000"),
    "zh.json": (canonical(text="好" * 10_000_001), "10,000,000"),
    "people.vtt": (b"WEBVTT\n\n" + b"".join(map(said_once, range(1_001))), "1,001 speakers"),
    "parts.docx": (package(body("<w:p/>" * 3_000_000)), "3,000,000 parts"),
    "bomb.docx": (package(body("<w:p/>" + " " * (65 << 20))), "larger than 67,108,864 bytes"),
    "parts.json": (b'{"schema":[' + b"{}," * 3_000_000 + b"{}]}", "3,000,000 parts"),
}


@pytest.mark.parametrize("name", MUCH)
def test_a_file_that_says_more_than_any_call_is_refused_in_bounded_memory(
    commands: Commands, home: Path, name: str
) -> None:
    content, words = MUCH[name]
    (home / name).write_bytes(content)
    env = {one: os.environ[one] for one in ("HOME", "XDG_CONFIG_HOME", "REVRISE_DATA_DIR")}
    ran = commands.run(Command(["calls", "analyze", str(home / name)], env))
    assert (ran.code, ran.out) == (FAILURE, "")
    assert [name in ran.err, words in ran.err, len(ran.err.splitlines())] == [True, True, 1]
    assert ran.rss_mb < 400


def test_a_language_that_a_file_claims_is_not_believed_unless_it_is_a_tag(
    say: Callable[..., Any], home: Path
) -> None:
    """Half a surrogate pair in a vendor's field is no text a database takes."""
    segment = {"start": 0, "end": 2, "text": "how are you"}
    for number, claimed in enumerate(("\ud800", "<script>", "x" * 5_000, "en\0")):
        path = home / f"claims{number}.json"
        path.write_text(json.dumps({"language": claimed, "segments": [segment]}))
        said = say("calls", "add", path, "--consent", "all-party", "--json")
        assert said.code == 0, said.err
        shown = say("calls", "show", json.loads(said.out)["calls"][0]["id"], "--json")
        assert json.loads(shown.out)["language"] == "en"


def test_a_file_that_is_not_there_and_a_folder_without_files(fails: Fails, home: Path) -> None:
    (home / "nothing").mkdir()
    for command in ("analyze", "add"):
        fails(FAILURE, ["missing.vtt", "no such file"], "calls", command, home / "missing.vtt")
        fails(FAILURE, ["nothing", "no files"], "calls", command, home / "nothing")


def test_a_folder_stands_for_what_is_not_hidden_and_a_file_for_itself(
    say: Callable[..., Any], home: Path
) -> None:
    for name in ("calls/a.vtt", "calls/.a.vtt", "calls/.sync/b.vtt", "calls/more/c.vtt"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(cue())
    lines = say("calls", "analyze", home / "calls", "--json").out.splitlines()
    found = [Path(json.loads(one)["file"]).name for one in lines]
    assert found == ["a.vtt", "c.vtt"]
    alone = say("calls", "analyze", home / "calls/.a.vtt", "--json")
    assert json.loads(alone.out)["metrics"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk"])
def test_the_same_words_in_any_usual_encoding_are_the_same(
    say: Callable[..., Any], home: Path, encoding: str
) -> None:
    (home / "call.vtt").write_bytes(cue().decode().encode(encoding))
    said = say("calls", "analyze", home / "call.vtt", "--json")
    assert said.code == 0
    assert [one["text"] for one in json.loads(said.out)["utterances"]] == ["Hello, 今天怎么样?"]


def test_good_files_beside_bad_ones_are_kept(say: Callable[..., Any], home: Path) -> None:
    (home / "good.vtt").write_bytes(cue())
    (home / "bad.vtt").write_bytes(cue("soon"))
    said = say("calls", "add", home / "bad.vtt", home / "good.vtt", "--json")
    assert said.code == FAILURE
    answer = json.loads(said.out)
    assert [one["file"] for one in answer["calls"]] == [str(home / "good.vtt")]
    assert "bad.vtt:3" in answer["failed"][0]["error"]


@pytest.mark.parametrize("suffix", ["vtt", "srt", "json", "txt", "wav", "bin"])
def test_a_file_of_a_gigabyte_is_refused_in_no_time(
    commands: Commands, home: Path, suffix: str
) -> None:
    heads = {"vtt": b"WEBVTT\n\n", "json": b'{"schema": ', "wav": b"RIFF\0\0\0\x40WAVEfmt "}
    path = home / f"big.{suffix}"
    with path.open("wb") as file:
        file.write(heads.get(suffix, b"Alice: hello\n"))
        file.truncate(LARGE)
    env = {name: os.environ[name] for name in ("HOME", "XDG_CONFIG_HOME", "REVRISE_DATA_DIR")}
    for command in (["analyze"], ["add", "--consent", "all-party"]):
        ran = commands.run(Command(["calls", *command, str(path)], env))
        assert (ran.code, ran.out) == (FAILURE, "")
        assert len(ran.err.splitlines()) == 1
        assert path.name in ran.err
        assert ran.seconds < 5
        assert ran.rss_mb < 300
