"""The words of a call that has none, brought from the command line."""

import json
from pathlib import Path
from typing import Any

VTT = "WEBVTT\n\n00:00.000 --> 00:04.000\n<v Nora>{0}</v>\n"


def file(home: Path, name: str, said: str) -> Path:
    path = home / name
    path.write_text(VTT.format(said), "utf-8")
    return path


def blobs(home: Path) -> set[str]:
    return {one.name for one in (home.parent / "data/blobs").rglob("*") if one.is_file()}


def wordless(say: Any, home: Path) -> str:
    """A call nobody agreed to: it is on record, its words are not."""
    added = say("calls", "add", file(home, "first.vtt", "Hello there."), "--json")
    (kept,) = json.loads(added.out)["calls"]
    assert kept["state"] == "blocked", added
    return str(kept["id"])


def test_a_file_becomes_the_words_of_that_call(say: Any, home: Path) -> None:
    call, talk = wordless(say, home), file(home, "talk.vtt", "Good morning, how are you?")
    said = say("calls", "bring", call, talk, "--consent", "all-party", "--json")
    assert said.code == 0, said
    assert json.loads(said.out) == {"file": str(talk), "id": call, "state": "received"}
    again = say("calls", "bring", call, talk, "--consent", "all-party")
    assert (again.code, call in again.out) == (0, True), again
    assert [one["id"] for one in json.loads(say("calls", "list", "--json").out)] == [call]


def test_what_is_no_file_or_no_talk_is_named_and_nothing_is_kept(say: Any, home: Path) -> None:
    call = wordless(say, home)
    noise = home / "noise.bin"
    noise.write_text("nothing of the kind")
    before = say("calls", "list", "--json").out, blobs(home)
    for wrong in ("missing.vtt", noise):
        said = say("calls", "bring", call, wrong, "--consent", "all-party")
        assert said.code != 0
        assert str(wrong).rsplit("/", 1)[-1] in said.err
        assert said.err.strip().count("\n") <= 1, said
    assert (say("calls", "list", "--json").out, blobs(home)) == before
