"""A pytest plugin (`-p tests.support.counted`): the lines and branches that ran, as JSON.

Each process writes what it saw to `build/lines`; `python -m slipcover --merge` adds it up and holds
it to [tool.slipcover]. What is counted is rewritten as it is imported, so this has to come first.
"""

import json
import os
import shutil
import sys
import time
import warnings
from pathlib import Path

from slipcover import (
    FileMatcher,
    ImportManager,
    Slipcover,
    wrap_pytest,
    wrap_spec_from_file_location,
)
from slipcover.config import read_config

WORKER = os.environ.get("PYTEST_XDIST_WORKER")
ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "lines"
SOURCES = read_config()["source"]

# When code is first rewritten without counting what was seen; then each time after twice as long,
# for less and less is new. By itself the counter does so as soon as some line was seen 50 times
# more, which is all the time: it finds no closures.
REWRITE_S = 10.0

# One process is enough to look for files that nobody imported.
counter = Slipcover(branch=True, source=None if WORKER else SOURCES, d_miss_threshold=2**31 - 1)
matcher = FileMatcher(sources=SOURCES)
ImportManager(counter, matcher).__enter__()
wrap_spec_from_file_location(counter, matcher)  # Alembic loads migrations by it
with warnings.catch_warnings():
    # Of modules whose asserts pytest rewrites it can count lines, no branches, and says so.
    warnings.filterwarnings("ignore", "Unable to activate pytest branch", RuntimeWarning)
    wrap_pytest(counter, matcher)
if WORKER is None:
    shutil.rmtree(FOLDER, ignore_errors=True)

started = time.monotonic()
due = started + REWRITE_S


def pytest_runtest_logfinish() -> None:
    """Between tests; by Python 3.12 the interpreter does it."""
    global due  # noqa: PLW0603
    now = time.monotonic()
    if sys.version_info < (3, 12) and now > due:
        counter.deinstrument_seen()
        due = started + 2 * (now - started)


def pytest_sessionfinish() -> None:
    """Writes what this process saw; the last one adds the files that none of them imported."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if WORKER is None:
        for path in FOLDER.glob("*.json"):
            for name in json.loads(path.read_text(encoding="utf-8"))["files"]:
                counter.code_lines.setdefault(str(ROOT / name), set())
    path = FOLDER / f"{WORKER or 'main'}.json"
    path.write_text(json.dumps(counter.get_coverage()), encoding="utf-8")
