"""The worker beside a server is started anew, and ends with it."""

import sys
import time
from pathlib import Path

from revrise.apps.server.companion import Companion


def until(true, within_s: float = 60) -> None:
    end = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_worker_that_dies_is_started_anew(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    script = f"open({str(log)!r}, 'a').write('x')"
    one = Companion([sys.executable, "-c", script])
    one.start()
    until(lambda: log.exists() and len(log.read_text()) >= 2)
    one.stop()


def test_a_worker_that_runs_is_told_to_stop_and_not_started_again(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    script = (
        "import signal, sys, time\n"
        f"log = open({str(log)!r}, 'a', buffering=1)\n"
        "signal.signal(signal.SIGTERM, lambda *_: (log.write('stopped\\n'), sys.exit(0)))\n"
        "log.write('started\\n')\n"
        "time.sleep(600)\n"
    )
    one = Companion([sys.executable, "-c", script])
    one.start()
    until(lambda: log.exists() and "started" in log.read_text())
    one.stop()
    assert log.read_text().split() == ["started", "stopped"]
