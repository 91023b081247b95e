"""A person's copy is complete, theirs alone, and is gone after its time."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from tests.services.conftest import TENANT, World
from tests.services.privacy_world import privacy
from tests.services.test_privacy_retention import fill

from revrise.adapters.sql.registry import ColumnRegistry
from revrise.core.errors import Conflict, NotFound
from revrise.services.privacy.exporting import subject_columns
from revrise.services.privacy.exports import SubjectExports


def copy_of(world: World, person: str) -> tuple[Any, dict[str, Any]]:
    """The copy, as the person takes it away."""
    made = privacy(world)
    exports = SubjectExports(world.desk, lambda: made.blobs)
    asked = exports.ask(world.by(None), person)
    made.work()
    _, chunks = exports.open(asked.id, world.by(None))
    with ZipFile(BytesIO(b"".join(chunks))) as archive:
        assert b"copy of what RevRise keeps" in archive.read("README.txt")
        files = {
            name.removeprefix("data/").removesuffix(".json"): json.loads(archive.read(name))
            for name in archive.namelist()
            if name.startswith("data/")
        }
    return made, files


def test_everything_the_registry_says_is_theirs_is_in_it_and_no_secret(world: World):
    fill(world)
    _, files = copy_of(world, "per_n1")
    for declared in ColumnRegistry().kinds():
        names = subject_columns(declared)
        if not names:
            assert declared.resource not in files
            continue
        theirs = {
            one.id
            for one in world.all(declared.kind)
            if any(getattr(one, name) == "per_n1" for name in names)
        }
        rows = files[declared.resource]["rows"]
        assert {row["id"] for row in rows} == theirs, declared.resource
        told = {one.name for one in declared.columns if one.sensitivity != "secret"}
        assert all(set(row) == told for row in rows)
    assert files["person"]["rows"][0]["name"] == "n1"
    assert "ZQ" in json.dumps(files["call_transcript"])
    assert "per_s1" not in json.dumps([one["rows"] for one in files.values()])


def test_one_s_own_is_asked_for_by_oneself_and_others_by_an_admin(world: World):
    made = privacy(world)
    exports = SubjectExports(world.desk, lambda: made.blobs)
    own = exports.ask(world.by("n1"))
    with pytest.raises(NotFound):
        exports.ask(world.by("manager"), "n1")
    with pytest.raises(Conflict):
        exports.open(own.id, world.by("n1"))
    made.work()
    assert b"".join(exports.open(own.id, world.by("n1"))[1])
    with pytest.raises(NotFound):
        exports.open(own.id, world.by("n2"))
    assert [one.id for one in exports.list(world.by("admin"))] == [own.id]
    assert exports.list(world.by("n2")) == []


def test_after_its_time_it_is_fetched_no_more_and_its_file_goes(world: World):
    made = privacy(world)
    exports = SubjectExports(world.desk, lambda: made.blobs)
    own = exports.ask(world.by("n1"))
    made.work()
    sha256 = exports.show(own.id, world.by("n1")).sha256
    world.desk.clock.advance(timedelta(days=8))
    with pytest.raises(Conflict):
        exports.open(own.id, world.by("n1"))
    assert made.tasks.exporting.expire() == 1
    with pytest.raises(NotFound):
        made.blobs.size(TENANT, str(sha256))
    assert exports.show(own.id, world.by("n1")).state == "expired"
