"""What is shipped: known, without open holes, under licences a company can live with."""

import json
import re
import subprocess
import sys
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from tools import audit, secret_scan

# Everything `pip install revrise` with what serves pages, the API and the command line.
CORE = ("cli", "storage", "policy", "api", "web", "notify", "oidc", "scim")
COPYLEFT = re.compile(r"\bA?GPL|\bLGPL|General Public", re.IGNORECASE)
# Extras that bring a library under the LGPL, used as it is: jobs and PostgreSQL need the driver.
LESSER = {"jobs": {"psycopg", "psycopg-binary"}, "postgres": {"psycopg", "psycopg-binary"}}


def installed(*extras: str) -> set[str]:
    """The closure of what these extras bring, by the metadata of what is installed."""
    found: set[str] = set()
    waiting = [("revrise", frozenset(extras))]
    while waiting:
        name, wanted = waiting.pop()
        try:
            needs = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # for another system
        for requirement in map(Requirement, needs):
            bare = requirement.name.lower().replace("_", "-")
            if requirement.marker and not any(
                requirement.marker.evaluate({"extra": extra}) for extra in (wanted or {""})
            ):
                continue
            if bare != "revrise" and bare not in found:
                found.add(bare)
                waiting.append((bare, frozenset(requirement.extras)))
            elif bare == "revrise" and not requirement.extras <= wanted:
                waiting.append((bare, frozenset(requirement.extras)))
    return found


def licence(name: str) -> str:
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    said = [about.get("License-Expression") or (about.get("License") or "")[:80]]
    said += [one for one in about.get_all("Classifier") or [] if one.startswith("License")]
    return " ".join(said)


def test_the_core_install_has_no_copyleft():
    names = installed(*CORE)
    assert len(names) > 30
    assert {name for name in names if COPYLEFT.search(licence(name))} == set()


@pytest.mark.parametrize("extra", LESSER)
def test_what_is_under_the_lgpl_is_named(extra):
    found = {name for name in installed(extra) if COPYLEFT.search(licence(name))}
    assert found <= LESSER[extra]
    assert not {name for name in found if not re.search("LGPL|Lesser", licence(name))}


def test_the_bill_of_materials_names_everything_that_is_served(root, tmp_path):
    made = tmp_path / "sbom.json"
    tool = Path(sys.executable).with_name("cyclonedx-py")
    command = [str(tool), "requirements", "requirements/server.txt", "--no-validate"]
    command += ["--pyproject", "pyproject.toml", "--output-reproducible", "--output-file"]
    subprocess.run([*command, str(made)], cwd=root, check=True, capture_output=True)
    bill = json.loads(made.read_text())
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "revrise")
    pinned = re.findall(r"^([a-z0-9._-]+)(?:\[\S+?\])?==", lock(root, "server"), re.MULTILINE)
    assert {one["name"].lower() for one in bill["components"]} == set(pinned)
    assert all(one["purl"].startswith("pkg:pypi/") for one in bill["components"])


def lock(root, name):
    return (root / "requirements" / f"{name}.txt").read_text()


@pytest.mark.parametrize(
    "planted",
    [
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "gh" + "p_" + "a1B2" * 9,
        "xox" + "b-1234567890-abcdefghij",
        "-----BEGIN EC PRIVATE " + "KEY-----",
        "eyJhbGciOiJub25lIn0" + ".eyJzdWIiOiJhZG1pbiJ9." + "c2lnbmF0dXJlLW9mLXRoaXM",
        "postgresql://me:" + "hunter22@db/revrise",
        'API_KEY = "' + "q8Zr2Lm5Vx9Tc4Kp7Wn1" + '"',
        'x = "' + "aZ3fQ9rT1uW7xY5v" + "B2nM8kL4jH6gD0sPqE" + '"',
    ],
)
def test_a_planted_secret_is_found_and_not_shown(tmp_path, planted):
    file = tmp_path / "planted.py"
    file.write_text(f"fine = 1\n{planted}\n")
    found = list(secret_scan.scan(file, "planted.py"))
    assert found[0].line == 2
    assert planted[8:] not in str(found[0])


@pytest.mark.parametrize(
    "harmless",
    ['token = "the-token-of-a-test"', 'password="correct horse battery"', 'KEY = "deal_value_usd"'],
)
def test_words_are_no_secrets(tmp_path, harmless):
    file = tmp_path / "fine.py"
    file.write_text(harmless)
    assert list(secret_scan.scan(file, "fine.py")) == []


TODAY = date(2026, 3, 10)


def waiver(**more):
    return audit.Waiver(
        **{
            "package": "somelib",
            "id": "CVE-2026-1",
            "reason": "the parser it is about is never called",
            "since": TODAY,
            "until": TODAY + timedelta(days=14),
            **more,
        }
    )


def test_a_waiver_has_a_reason_and_ends_after_a_fortnight():
    one = waiver()
    assert audit.judged([one], TODAY) == ([], [one])
    assert audit.judged([one], TODAY + timedelta(days=14)) == ([], [one])
    said, counts = audit.judged([one], TODAY + timedelta(days=15))
    assert (said, counts) == (["the waiver of CVE-2026-1 (somelib) ended on 2026-03-24"], [])
    for wrong in (waiver(reason="later"), waiver(until=TODAY + timedelta(days=15))):
        said, counts = audit.judged([wrong], TODAY)
        assert (len(said), counts) == (1, [])


def test_a_vulnerability_is_open_unless_a_waiver_names_it():
    answer = {
        "dependencies": [
            {"name": "somelib", "version": "1", "vulns": [
                {"id": "PYSEC-1", "aliases": ["CVE-2026-1"], "fix_versions": ["2"]}]},
            {"name": "other", "version": "1", "vulns": []},
            {"name": "unknown", "skip_reason": "not found"},
        ]
    }  # fmt: skip
    audited, found = audit.report(answer)
    assert (audited, str(found[0])) == (["somelib", "other"], "somelib 1: PYSEC-1, fixed in 2")
    assert audit.accepted(found[0], [waiver()])
    assert not audit.accepted(found[0], [waiver(package="other")])
    assert audit.report(None) == ([], [])


def test_the_lock_files_are_read_to_the_last_pin(root):
    lines = audit.pins((root / "requirements").glob("*.txt"))
    assert len(lines) > 150
    assert all(re.match(r"[a-z0-9]", one) and "\\" not in one for one in lines)
    waivers = audit.read_waivers((root / "tools" / "audit_waivers.toml").read_text())
    assert not [one.wrong for one in waivers if one.wrong]
