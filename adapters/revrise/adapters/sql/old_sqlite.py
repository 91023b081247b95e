"""What SQLite has learnt since, for connections to an older one."""

import sqlite3
from time import time
from typing import Any

_SUBSEC = (3, 42)


def teach(connection: Any) -> None:
    """Gives a connection `unixepoch('subsec')`, seconds with three digits behind the point.

    DBOS asks for it by Python 3.12 and newer, in defaults of its columns too, and SQLite has it
    since 3.42; that of Debian 12 and Ubuntu 22.04 is older, and answers NULL.
    """
    if sqlite3.sqlite_version_info < _SUBSEC:
        connection.create_function("unixepoch", 1, _unixepoch)


def _unixepoch(moment: object) -> float:
    if moment != "subsec":
        raise ValueError(moment)  # nobody asks for another
    return round(time(), 3)
