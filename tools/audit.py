"""Known vulnerabilities of what is installed: pip-audit over the lock files, with waivers.

Run: python -m tools.audit [--strict]. Where no vulnerability service answers it says so in a line;
only --strict fails then. A waiver in `tools/audit_waivers.toml` names package, id and reason and
ends after a fortnight at the latest: then it is decided anew.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import frozen

ROOT = Path(__file__).parent.parent
WAIVERS = Path(__file__).with_name("audit_waivers.toml")
LONGEST = timedelta(days=14)
_TIMEOUT_S, _ALTOGETHER_S = 3, 120
_PIN = re.compile(r"^[a-z0-9][a-z0-9._-]*(?:\[[a-z0-9,_-]+\])?==[^\s\\]+[^\\\n]*", re.MULTILINE)


@frozen
class Waiver:
    """A vulnerability that is accepted from one day to another."""

    package: str
    id: str
    reason: str
    since: date
    until: date

    @property
    def wrong(self) -> str:
        """Why it counts for nothing; empty where it counts."""
        if len(self.reason) < 20:  # noqa: PLR2004
            return "says no reason"
        if not timedelta(0) <= self.until - self.since <= LONGEST:
            return f"lasts longer than {LONGEST.days} days"
        return ""


@frozen
class Vulnerability:
    """One that is known of a pinned version."""

    package: str
    version: str
    ids: tuple[str, ...]
    fixed_in: tuple[str, ...]

    def __str__(self) -> str:
        fixed = f", fixed in {', '.join(self.fixed_in)}" if self.fixed_in else ""
        return f"{self.package} {self.version}: {self.ids[0]}{fixed}"


def main(args: Sequence[str]) -> int:
    """1 where something is open, or where --strict could ask nobody."""
    strict = "--strict" in args
    today = datetime.now(UTC).date()
    said, waivers = judged(read_waivers(WAIVERS.read_text("utf-8")), today)
    lines = pins((ROOT / "requirements").glob("*.txt"))
    with TemporaryDirectory() as folder:
        # One question first: where nobody knows the first package, nobody is asked for the rest.
        audited, found = report(asked(lines[:1], Path(folder)))
        if audited:
            audited, found = report(asked(lines, Path(folder)))
    if not audited:
        print("audit: no vulnerability service answered: nothing was checked")
        return 1 if strict or said else 0
    said += [str(one) for one in found if not accepted(one, waivers)]
    for line in said:
        print(f"audit: {line}")
    print(f"audit: {len(audited)} packages, {len(found)} vulnerabilities, {len(said)} open")
    return 1 if said else 0


def pins(files: Iterable[Path]) -> list[str]:
    """Every pinned package of the lock files, once."""
    found = {line.strip() for file in files for line in _PIN.findall(file.read_text("utf-8"))}
    return sorted(found)


def asked(lines: Sequence[str], folder: Path) -> Any:
    """What pip-audit says of them as JSON; None where it can reach nobody."""
    listed = folder / "pins.txt"
    listed.write_text("\n".join(lines) + "\n", "utf-8")
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "-r", str(listed)]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", str(_TIMEOUT_S)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_ALTOGETHER_S
        )
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None


def report(answer: Mapping[str, Any] | None) -> tuple[list[str], list[Vulnerability]]:
    """The packages somebody knew, and what is known of them."""
    known = [one for one in (answer or {}).get("dependencies", ()) if "skip_reason" not in one]
    found = [
        Vulnerability(
            one["name"],
            one["version"],
            (each["id"], *each.get("aliases", ())),
            tuple(each.get("fix_versions", ())),
        )
        for one in known
        for each in one.get("vulns", ())
    ]
    return [one["name"] for one in known], found


def read_waivers(text: str) -> list[Waiver]:
    """Those of a waiver file. Raises TypeError for one with a field too few or too many."""
    return [Waiver(**one) for one in tomllib.loads(text).get("waiver", [])]


def judged(waivers: Sequence[Waiver], today: date) -> tuple[list[str], list[Waiver]]:
    """What is wrong with waivers, and those that count today."""
    said = [f"the waiver of {one.id} ({one.package}) {one.wrong}" for one in waivers if one.wrong]
    right = [one for one in waivers if not one.wrong]
    over = [one for one in right if one.until < today]
    said += [f"the waiver of {one.id} ({one.package}) ended on {one.until}" for one in over]
    return said, [one for one in right if one.since <= today <= one.until]


def accepted(one: Vulnerability, waivers: Sequence[Waiver]) -> bool:
    """Whether a waiver in force names it."""
    return any(each.package == one.package and each.id in one.ids for each in waivers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
