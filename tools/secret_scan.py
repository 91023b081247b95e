"""Secrets in files under version control: by their form, and by how random a value is.

Run: python -m tools.secret_scan. What is found and harmless stands in `tools/secret_scan.toml`,
each with a reason. A finding is shown without the value.
"""

import hashlib
import math
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parent.parent
ALLOWED = Path(__file__).with_suffix(".toml")
# Lock files and generated texts hold hashes by the thousand; fonts and pictures are no texts.
_SKIPPED = re.compile(
    r"^requirements/|^docs/openapi\.json$|/static/vendor/|\.(woff2?|png|ico|jpg|wav|flac|mp3|ogg|svg|pyc)$"
)
_LONGEST, _REASON = 4_000, 10
# Written so that no pattern is found in this file.
FORMS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(form)
    for name, form in {
        "a private key": r"-----BEGIN [A-Z ]*PRIVATE [K]EY-----",
        "an AWS key": r"\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b",
        "a GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\b",
        "a GitLab token": r"\bglpat-[A-Za-z0-9_-]{20,}\b",
        "a Slack token": r"\bxox[abprs]-[A-Za-z0-9-]{10,}",
        "a Stripe key": r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{20,}\b",
        "an LLM key": r"\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}\b",
        "a Google key": r"\bAIza[0-9A-Za-z_-]{35}\b",
        "a registry token": r"\b(?:pypi-AgEI|npm_)[A-Za-z0-9_-]{30,}",
        "a HubSpot token": r"\bpat-[a-z0-9]{2,4}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,}\b",
        "a Salesforce token": r"\b00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{40,}",
        "a signed token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}",
        "one of our tokens": r"\b(?:rr_pat|ses)_[0-9a-f]{32}[_.][A-Za-z0-9_-]{30,}",
        "a password in an address": (
            r"\b[a-z][a-z0-9+]*://[^\s:/@'\"{}<>]+:(?!geheim\d*@)[^\s:/@'\"{}<>*]{6,}@"
        ),
    }.items()
}
# A name that says it is a secret, given a value in quotes.
_NAMED = re.compile(
    r"(?i)\b[\w.-]*(?:secret|token|passw(?:or)?d|api_?key|access_?key|private_?key|credential)"
    r"[\w.-]*[\"']?\s*[:=]\s*[\"']([^\"'\s{}$<>]{16,200})[\"']"
)
_LOOSE = re.compile(r"[\"'`]([A-Za-z0-9+/_=-]{32,200})[\"'`]")
_NAMED_BITS, _LOOSE_BITS = 3.6, 4.6


@frozen
class Finding:
    """Where something looks like a secret. `mark` names the value without telling it."""

    path: str
    line: int
    kind: str
    mark: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.kind} ({self.mark})"


def main() -> int:
    """1 where something was found, or where the list of what is harmless is out of date."""
    allowed, files = allow_list(), tracked(ROOT)
    found = [one for path in files for one in scan(path, path.relative_to(ROOT).as_posix())]
    left = [one for one in found if (one.path, one.mark) not in allowed]
    stale = allowed.keys() - {(one.path, one.mark) for one in found}
    for one in left:
        print(f"secret scan: {one}")
    for path, mark in sorted(stale):
        print(f"secret scan: {path} ({mark}) is allowed and not there any more")
    if left or stale:
        print(f"secret scan: take it out, or give a reason in {ALLOWED.relative_to(ROOT)}")
    else:
        print(f"secret scan: {len(files)} files, nothing; {len(allowed)} allowed with a reason")
    return 1 if left or stale else 0


def scan(path: Path, name: str) -> Iterator[Finding]:
    """What a file gives away."""
    if _SKIPPED.search(name):
        return
    try:
        text = path.read_text("utf-8")
    except (UnicodeDecodeError, OSError):
        return
    for number, line in enumerate(text.splitlines(), 1):
        for kind, value in _values(line[:_LONGEST]):
            yield Finding(name, number, kind, mark(value))


def mark(value: str) -> str:
    """A short hash."""
    return hashlib.sha256(value.encode()).hexdigest()[:12]


def bits(text: str) -> float:
    """How surprising a character of a text is, in bits (Shannon)."""
    counts = Counter(text)
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values())


def allow_list() -> Mapping[tuple[str, str], str]:
    """(path, mark) → why it is harmless. Raises ValueError where a reason is missing."""
    if not ALLOWED.exists():
        return {}
    found = {}
    for one in tomllib.loads(ALLOWED.read_text("utf-8")).get("allowed", []):
        if len(one.get("reason", "")) < _REASON:
            raise ValueError(f"{ALLOWED.name}: {one.get('path')} has no reason")
        found[one["path"], one["mark"]] = one["reason"]
    return found


def tracked(root: Path) -> list[Path]:
    """The files under version control or about to be; all of them where there is no Git."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others"]
    try:
        done = subprocess.run(
            [*command, "--exclude-standard"], check=True, capture_output=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        return [path for path in root.rglob("*") if path.is_file() and ".venv" not in path.parts]
    return [path for name in done.stdout.split("\0") if name and (path := root / name).is_file()]


def _values(line: str) -> Iterator[tuple[str, str]]:
    for kind, form in FORMS.items():
        for fits in form.finditer(line):
            yield kind, fits[0]
    for fits in _NAMED.finditer(line):
        if _random(fits[1], _NAMED_BITS):
            yield "a value by its name", fits[1]
    for fits in _LOOSE.finditer(line):
        if _random(fits[1], _LOOSE_BITS):
            yield "a random text", fits[1]


def _random(text: str, least: float) -> bool:
    """Words and paths are not: they lack digits or capitals, or repeat themselves."""
    mixed = any(c.isdigit() for c in text) and any(c.isalpha() for c in text)
    return mixed and bits(text) >= least


if __name__ == "__main__":
    sys.exit(main())
