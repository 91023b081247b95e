"""A backup taken while the database is in use is whole, and a restore is a working RevRise."""

import shutil
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from tests.integration.server.conftest import NINA, put

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.errors import Conflict, Misconfigured
from revrise.core.people.person import Person


def restored(file: Path, folder: Path) -> RevRise:
    """As docs/deploy.md says: the copy in place of the database of a stopped installation."""
    folder.mkdir()
    shutil.copy(file, folder / "revrise.sqlite")
    return RevRise(Settings(data_dir=str(folder)))


def test_a_copy_taken_during_writes_is_whole_and_verifies(app: Any, tmp_path: Path) -> None:
    stop, written = Event(), []

    def write() -> None:
        while not stop.is_set():
            name = f"p{len(written)}"
            put(app, Person(name, name))
            written.append(name)

    writer = Thread(target=write)
    writer.start()
    sizes = [app.backup(tmp_path / f"copy-{number}") for number in range(3)]
    stop.set()
    writer.join()
    assert all(sizes)
    again = restored(tmp_path / "copy-2", tmp_path / "restored")
    owner = again.actor()
    assert again.governance.verify_audit(owner)["breach"] is None
    people = {row["id"] for row in again.people.list(owner)}
    assert {NINA.id} < people
    assert people - {NINA.id, "per_owner"} <= set(written)
    again.engine.dispose()


def test_nothing_is_overwritten(app: Any, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("keep me")
    with pytest.raises(Conflict):
        app.backup(tmp_path / "there")
    assert (tmp_path / "there").read_text() == "keep me"


def test_postgresql_has_a_tool_of_its_own(postgres_url: str, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="pg_dump"):
        RevRise(Settings(database_url=postgres_url)).backup(tmp_path / "copy")
