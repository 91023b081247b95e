"""Where tests write: in memory where there is enough of it; most of their files live a second."""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")  # what others may do there they may do in /tmp too
ENOUGH = 6 << 30  # three times what a whole run leaves


def scratch() -> Path:
    """The folder for temporary files of tests; programs run from it too."""
    return MEMORY if _fits(MEMORY) else Path("/tmp")


def _fits(folder: Path) -> bool:
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    may_run = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return may_run and min(shutil.disk_usage(folder).free, _free_memory()) >= ENOUGH


def _free_memory() -> int:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        found = {name: value for name, _, value in (line.partition(":") for line in lines)}
        return int(found["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return 0
