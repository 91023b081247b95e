"""No file under version control names a registry, a machine's path or a secret."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

# Written so that no pattern is found in this file.
FORBIDDEN = {
    "a package registry": (
        r"[p]ypi\.o[r]g|python[h]osted\.o[r]g|\.[n]pmjs\.o[r]g|deb\.[d]ebian\.o[r]g"
    ),
    "a path of one machine": r"(?:^|[^\w./-])/(?:w[o]rk|f[a]rm|home|Users|r[o]ot|opt/[a-z])/[\w.]",
    "a file address": r"\bf[i]le:///[a-z]",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE [K]EY-----",
    "an access key": (
        r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bsk-[A-Za-z0-9]{32}"
    ),
    # `geheim` is what tests call a password that must not be shown.
    "a password in an address": (
        r"\b[a-z][a-z0-9+]*://[^\s:/@'\"{}<>]+:(?!geheim\d*@)[^\s:/@'\"{}<>*]{6,}@"
    ),
}


def tracked(root: Path) -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("without git nobody can say what is under version control")
    command = [
        "git",
        "-C",
        str(root),
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := root / name).is_file()]


def findings(path: Path) -> Iterator[str]:
    """What a file gives away: line number and kind."""
    for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
        for kind, pattern in FORBIDDEN.items():
            if re.search(pattern, line):
                yield f"{path.name}:{number}: {kind}"


def test_no_tracked_file_gives_anything_away(root):
    files = tracked(root)
    assert len(files) > 300
    assert [found for path in files for found in findings(path)] == []


@pytest.mark.parametrize(
    ("kind", "planted"),
    [
        ("a package registry", "https://pypi" + ".org/simple"),
        ("a path of one machine", 'ROOT = "/home' + '/anna/revrise"'),
        ("a path of one machine", "cd /wo" + "rk/main"),
        ("a file address", "pip @ fi" + "le:///tmp/pip.whl"),
        ("a private key", "-----BEGIN RSA PRIVATE " + "KEY-----"),
        ("an access key", "AKIA" + "ABCDEFGHIJKLMNOP"),
        ("a password in an address", "postgresql://me:" + "hunter22@db/revrise"),
    ],
)
def test_what_is_planted_is_found(tmp_path, kind, planted):
    (tmp_path / "planted.txt").write_text(f"fine\n{planted}\n")
    assert list(findings(tmp_path / "planted.txt")) == [f"planted.txt:2: {kind}"]


def test_lock_files_pin_every_package_by_hash_and_say_no_address(root):
    for name in ("demo", "dev"):
        text = (root / "requirements" / f"{name}.txt").read_text()
        assert "://" not in text
        assert "--index" not in text
        blocks = re.split(r"\n(?=[a-z0-9])", text)
        assert len(blocks) > 20
        for block in blocks:
            assert re.match(r"[a-z0-9._-]+==\S+", block), block.splitlines()[0]
            assert "--hash=sha256:" in block, block.splitlines()[0]


def test_the_demo_installs_the_versions_that_are_tested(root):
    def pins(name):
        text = (root / "requirements" / f"{name}.txt").read_text()
        return set(re.findall(r"^([a-z0-9._-]+==[^\s;]+)", text, re.MULTILINE))

    assert pins("demo") < pins("dev")
    strangers = ("faster-whisper", "moto", "obstore", "opentelemetry", "playwright", "pytest")
    assert not any(pin.startswith(strangers) for pin in pins("demo"))
