"""What the image does, without a container engine: build, install from the lock, run every role."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen
from tests.support.call_files import write
from tests.support.s3 import make_bucket, s3_server
from tests.support.served import free_port, stop

WORD = "tangerine orbit cello 41"
SOURCES = ("core", "ports", "adapters", "plugins", "apps", "requirements")


@frozen
class Installed:
    """A fresh environment. `env` is all its processes know."""

    revrise: Path
    env: Mapping[str, str]
    folder: Path

    def run(self, *args: str, **more: Any) -> str:
        done = subprocess.run(
            [str(self.revrise), *args],
            env=dict(self.env),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            cwd=self.folder,
            **more,
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def start(self, *args: str) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{args[0]}.log").open("ab") as log:
            return subprocess.Popen(
                [str(self.revrise), *args],
                env=dict(self.env),
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
            )


def uv(*args: str, cwd: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "uv", *args], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def environment(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The steps of the Dockerfile: a copy of the sources, the lock by hash, the wheel."""
    place = tmp_path_factory.mktemp("image")
    source, venv = place / "src", place / "app"
    for name in SOURCES:
        shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, source)
    uv("venv", "--quiet", "--python", sys.executable, str(venv), cwd=place)
    python = str(venv / "bin" / "python")
    lock = str(source / "requirements" / "server.txt")
    install = ("pip", "install", "--quiet", "--python", python)
    uv(*install, "--require-hashes", "-r", lock, cwd=place)
    uv(*install, "--no-deps", "--no-build-isolation", str(source), cwd=place)
    shutil.rmtree(source)
    return venv


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    with s3_server() as address:
        make_bucket(address, "revrise")
        yield address


@pytest.fixture
def installed(environment: Path, store: str, empty_postgres_url: str, tmp_path: Path) -> Installed:
    secrets = {"database_url": empty_postgres_url, "access": "us", "secret": "secret-of-ours"}
    for name, value in secrets.items():
        (tmp_path / name).write_text(value)
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "REVRISE_DATA_DIR": str(tmp_path / "data"),
        "REVRISE_DATABASE_URL_FILE": str(tmp_path / "database_url"),
        "REVRISE_BLOBS_URL": "s3://revrise/files",
        "REVRISE_BLOBS_ENDPOINT": store,
        "REVRISE_BLOBS_ACCESS_KEY_FILE": str(tmp_path / "access"),
        "REVRISE_BLOBS_SECRET_KEY_FILE": str(tmp_path / "secret"),
        "REVRISE_LOG_LEVEL": "info",
        "REVRISE_LOG_JSON": "true",
    }
    return Installed(environment / "bin" / "revrise", env, tmp_path)


def test_a_call_goes_from_upload_to_score_in_a_fresh_installation(installed: Installed) -> None:
    port = free_port()
    assert "the database is at" in installed.run("migrate")
    installed.run("people", "password", "per_owner", "--stdin", input=f"{WORD}\n")
    running = [
        installed.start("serve", "--port", str(port), "--workers", "2"),
        installed.start("worker", "--slot", "0"),
        installed.start("worker", "--slot", "1"),
    ]
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            until(lambda: client.get("/health/ready").status_code == 200, installed)
            form = {"login": "per_owner", "password": WORD}
            opened = client.post("/v1/session", json=form)
            assert opened.status_code == 201, opened.text
            token = {"X-CSRF-Token": opened.json()["csrf"]}
            call = upload(client, token, installed.folder)
            until(lambda: state(client, call) in ("analysed", "failed"), installed)
            assert scores(client, call)
    finally:
        codes = [stop(process) for process in running]
    said = "".join(path.read_text() for path in installed.folder.glob("*.log"))
    assert codes == [0, 0, 0], said
    for secret in (WORD, "secret-of-ours", token["X-CSRF-Token"]):
        assert secret not in said


def upload(client: httpx.Client, token: Mapping[str, str], folder: Path) -> str:
    """Sends a transcript; the id of its call."""
    file = write(folder / "calls", 1)[0]
    answer = client.post(
        "/v1/calls:upload",
        params={"file_name": file.name, "consent": "all-party", "seller": "Alice"},
        content=file.read_bytes(),
        headers={**token, "Content-Type": "application/octet-stream"},
    )
    assert answer.status_code == 202, answer.text
    return str(answer.json()["call"])


def state(client: httpx.Client, call: str) -> str:
    return str(client.get(f"/v1/calls/{call}").json()["state"])


def scores(client: httpx.Client, call: str) -> list[Any]:
    found = client.get("/v1/assessments", params={"subject_id": call})
    assert found.status_code == 200, found.text
    return [one for one in found.json()["items"] if one["score"] is not None]


def until(true: Any, installed: Installed, within_s: float = 90) -> None:
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        try:
            if true():
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("".join(path.read_text() for path in installed.folder.glob("*.log")))
