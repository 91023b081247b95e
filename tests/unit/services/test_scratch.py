"""A recording copied for a tool leaves nothing behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from revrise.services.calls.scratch import scratch


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
