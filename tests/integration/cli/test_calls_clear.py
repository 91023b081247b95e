"""What is left behind, shown and cleared away from the command line."""

import json
import os
from pathlib import Path
from typing import Any

DAYS = 4 * 86_400
NAME = "ab" + "0" * 62


def test_it_shows_what_would_go_and_queues_that_it_goes(say: Any, tmp_path: Path) -> None:
    assert "0 files" in say("calls", "clear", "--dry-run").out
    file = tmp_path / "data/blobs/local/ab" / NAME
    file.parent.mkdir(parents=True)
    file.write_bytes(b"left")
    long_ago = file.stat().st_mtime - DAYS
    os.utime(file, (long_ago, long_ago))
    said = say("calls", "clear", "--dry-run", "--json")
    assert json.loads(said.out) == {"uploads": 0, "files": 1, "bytes": 4}, said
    assert file.exists()
    assert json.loads(say("calls", "clear", "--json").out)["job"].startswith("job_")
