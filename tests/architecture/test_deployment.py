"""Dockerfile, compose.yaml and the documentation speak of commands, settings and files that are."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import fields, has, resolve_types

from revrise.apps.cli.main import COMMANDS
from revrise.apps.settings import Settings

STRANGERS = {"REVRISE_PORT", "REVRISE_SHARED_DATA"}  # of compose.yaml, of the tests


def settings(kind: Any = Settings, prefix: str = "REVRISE_") -> set[str]:
    """Every environment variable that is a setting."""
    found: set[str] = set()
    for one in fields(resolve_types(kind)):
        name = prefix + one.name.upper()
        found |= settings(one.type, f"{name}_") if has(one.type) else {name, f"{name}_FILE"}
    return found


def unknown(text: str) -> set[str]:
    """Variables that look like ours and are no setting."""
    named = set(re.findall(r"\bREVRISE_[A-Z_]+\b", text))
    return {one for one in named if "_TEST_" not in one} - settings() - STRANGERS


@pytest.fixture(scope="module")
def compose(root: Path) -> Any:
    return yaml.safe_load((root / "compose.yaml").read_text())


@pytest.fixture(scope="module")
def dockerfile(root: Path) -> str:
    return (root / "Dockerfile").read_text()


def own(compose: Any) -> dict[str, Any]:
    """The services that are RevRise."""
    return {
        name: one for name, one in compose["services"].items() if "revrise" in str(one["image"])
    }


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", "docs/deploy.md", "README.md"])
def test_every_variable_is_a_setting(root: Path, name: str) -> None:
    assert unknown((root / name).read_text()) == set()


def test_a_planted_variable_is_found() -> None:
    assert unknown("REVRISE_DATABASE_URL REVRISE_DATABASE_ULR") == {"REVRISE_DATABASE_ULR"}


def test_every_role_is_a_command_of_the_one_image(compose: Any, dockerfile: str) -> None:
    roles = {name: one["command"][0] for name, one in own(compose).items()}
    assert roles == {"migrate": "migrate", "serve": "serve", "worker": "worker"}
    assert set(roles.values()) <= set(COMMANDS)
    assert 'ENTRYPOINT ["revrise"]' in dockerfile
    assert len({one["image"] for one in own(compose).values()}) == 1


def test_what_is_copied_into_the_image_is_there_and_not_ignored(
    root: Path, dockerfile: str
) -> None:
    ignored = (root / ".dockerignore").read_text()
    for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (root / source).exists(), source
            assert f"!{source.split('/')[0]}" in ignored, source


def test_the_image_runs_as_nobody_in_particular_and_installs_by_hash(dockerfile: str) -> None:
    assert re.search(r"^USER 10001:10001$", dockerfile, re.MULTILINE)
    assert dockerfile.count("--require-hashes") == 2
    assert "://" not in dockerfile.replace("http://127.0.0.1", "")


def test_our_containers_may_write_nothing_but_data_and_tmp(compose: Any) -> None:
    for name, one in own(compose).items():
        assert one["read_only"] is True, name
        assert one["cap_drop"] == ["ALL"], name
        assert one["tmpfs"] == ["/tmp"], name
        assert one["volumes"] == ["data:/data"], name


def test_secrets_volumes_and_services_that_are_named_exist(compose: Any) -> None:
    for name, one in compose["services"].items():
        assert set(one.get("secrets", ())) <= set(compose["secrets"]), name
        assert set(one.get("depends_on", ())) <= set(compose["services"]), name
        for volume in one.get("volumes", ()):
            assert volume.split(":")[0] in compose["volumes"], name
        for variable, value in one.get("environment", {}).items():
            if str(value).startswith("/run/secrets/"):
                assert variable.endswith("_FILE")
                assert value.rpartition("/")[2] in one["secrets"], name


def test_no_secret_stands_in_the_compose_file(compose: Any) -> None:
    for one in compose["services"].values():
        for variable, value in one.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|KEY|TOKEN|DATABASE_URL", variable):
                assert str(value).startswith("/run/secrets/"), variable


def test_secrets_are_made_once_and_kept(root: Path, tmp_path: Path, compose: Any) -> None:
    script = ["sh", str(root / "tools" / "secrets.sh"), str(tmp_path / "secrets")]
    subprocess.run(script, check=True)
    made = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert set(made) == {Path(one["file"]).name for one in compose["secrets"].values()}
    assert made["postgres_password"] in made["database_url"]
    assert min(map(len, made.values())) > 12
    subprocess.run(script, check=True)
    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == made
