"""A file of a call, copied for a tool, leaves nothing behind."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from revrise.adapters.plugins import load
from revrise.services.calls.reading import ReadCall, Reader
from revrise.services.calls.scratch import beginning, scratch
from revrise.services.intake.lawful import lawful


def test_it_holds_the_bytes_and_may_be_opened_many_times() -> None:
    with scratch(iter([b"so", b"und"])) as path:
        assert path.is_file()
        assert path.read_bytes() == path.read_bytes() == b"sound"
    assert not path.is_file()


def test_a_process_it_starts_may_read_it() -> None:
    with scratch([b"sound"]) as path:
        code = f"print(open({str(path)!r}).read())"
        said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert said.stdout.strip() == b"sound"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="every file has a name there")
def test_it_stands_in_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with scratch([b"sound"]) as path:
        assert path.read_bytes() == b"sound"
        assert list(tmp_path.rglob("*")) == []


def test_of_a_large_file_its_beginning_is_enough() -> None:
    chunks = iter([b"aa", b"bb", b"cc", b"dd"])
    with scratch(beginning(chunks, 3)) as path:
        assert path.read_bytes() == b"aabb"
    assert next(chunks) == b"cc"


SAID = b"Nora: What is the budget?\nBo: Ten thousand.\n"


def test_a_transcript_is_told_by_its_name_wherever_it_lies() -> None:
    reader = Reader(load({}, folder=None), lambda _: False, deaf)
    with scratch([SAID]) as path:
        assert reader.knows(path, "talk.txt")
        found = reader.read(ReadCall(path, name="talk.txt"))
    with scratch([b"What is the budget?\n"]) as path:
        assert reader.knows(path, "talk.txt")
        assert not reader.knows(path, "talk.bin")
    assert [one.text for one in found.utterances] == ["What is the budget?", "Ten thousand."]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="every file has a name there")
def test_what_may_be_kept_is_asked_without_a_file_in_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen: list[bytes] = []

    def is_audio(path: Path) -> bool:
        seen.append(path.read_bytes())
        assert list(tmp_path.rglob("*")) == []
        return False

    lawful(Reader(load({}, folder=None), is_audio, deaf), "talk.txt", [SAID], "none")
    assert seen == [SAID]


def deaf() -> Any:
    raise AssertionError("nothing is transcribed here")
