"""Where in a TOML text a key stands, so that an error can be found by its line."""

import re
from collections import Counter

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w\-.]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([\w\-]+)\s*=")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_STEP = re.compile(r"\.?[^.\[\]]+|\[\d+\]")


def line_of(text: str, path: str, problem: str = "") -> int:
    """The line, from 1, of a key such as `criteria[2].measure.bands`; of what holds it if need be.

    A syntax error says its line in `problem`. Where a path begins with the id of a criterion, the
    line of that id. 1 where nothing fits.
    """
    if found := _AT_LINE.search(problem):
        return int(found[1])
    known, steps = _known(text), _STEP.findall(path)
    while steps:
        if line := known.get("".join(steps).lstrip(".")):
            return line
        steps.pop()
    return _of_id(text, path.partition(".")[0])


def _known(text: str) -> dict[str, int]:
    """The first line of each table and key; tables of a list are numbered from 0."""
    lines: dict[str, int] = {}
    counts: Counter[str] = Counter()
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            here = _place(header[2], counts, many=header[1] == "[[")
            lines.setdefault(here, number)
        elif key := _KEY.match(line):
            lines.setdefault(f"{here}.{key[1]}".lstrip("."), number)
    return lines


def _place(name: str, counts: Counter[str], *, many: bool) -> str:
    """The path of a header: within a list it is in the list's newest table."""
    counts[name] += many
    done: list[str] = []
    path = ""
    for part in name.split("."):
        done.append(part)
        count = counts[".".join(done)]
        path += f".{part}" + (f"[{count - 1}]" if count else "")
    return path.lstrip(".")


def _of_id(text: str, name: str) -> int:
    wanted = re.compile(rf"""^\s*id\s*=\s*["']{re.escape(name)}["']""")
    found = (number for number, line in enumerate(text.splitlines(), 1) if wanted.match(line))
    return next(found, 1)
