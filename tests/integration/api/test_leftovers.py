"""What broken uploads and killed processes left behind goes; what anything names stays."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import evolve
from tests.integration.api.test_call_uploads import _age
from tests.integration.api.tus_client import begin, files, look, send
from tests.support.api import Api

from revrise.adapters.rows.kinds import KINDS
from revrise.core.conversations.call import Call
from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.errors import Refused
from revrise.core.governance.scope import system_scope
from revrise.core.governance.subject_export import SubjectExport
from revrise.services.processing.leftovers import AGE, NAMES, Leftovers

REP = "per_n1"
NOTHING = Leftovers(0, 0, 0)


def old(api: Api, content: bytes) -> str:
    """A file that was put long ago."""
    name = str(api.app.blobs.put(api.app.settings.tenant, [content]).sha256)
    age(api, name)
    return name


def age(api: Api, name: str) -> None:
    path = next(Path(api.app.settings.folder, "blobs").rglob(name))
    then = path.stat().st_mtime - (AGE + timedelta(minutes=1)).total_seconds()
    os.utime(path, (then, then))


def name_it(api: Api, kind: type[Any], **changes: Any) -> None:
    """Lets a record that is there name a file."""
    app, resource = api.app, NAMES[kind][0]
    record = api.company.of(kind)[0]
    scope = system_scope(app.settings.tenant, resource, "update", "test")
    with app.store.begin(app.actor()) as work:
        before = work.of(kind).load(record.id, scope)
        after = evolve(before, **changes, version=before.version + 1)
        work.of(kind).save(after, scope, expected=before.version)
        work.record("test.named", record.id)


def test_every_record_that_names_files_is_asked() -> None:
    wanted = {
        (kind, one.name)
        for kind in KINDS
        for one in attrs.fields(kind)
        if any(word in one.name for word in ("sha256", "fingerprint", "blob"))
    }
    asked = {(kind, column) for kind, (_, columns) in NAMES.items() for column in columns}
    assert (Call, "media_sha256") in wanted <= asked


@pytest.mark.parametrize(
    ("kind", "column"),
    [(Call, "fingerprint"), (Call, "media_sha256"), (Arrival, "sha256")],
)
def test_a_file_that_is_named_stays(api: Api, kind: type[Any], column: str) -> None:
    name = old(api, f"{kind.__name__} {column}".encode())
    name_it(api, kind, **{column: name})
    assert api.app.clearing.clear() == NOTHING
    assert name in files(api)


def test_the_copy_that_a_person_asked_for_stays(api: Api) -> None:
    app, name = api.app, old(api, b"their copy")
    made = SubjectExport("exp_kept", REP, REP, app.clock.now(), "ready", name)
    scope = system_scope(app.settings.tenant, "subject_export", "create", "test")
    with app.store.begin(app.actor()) as work:
        work.of(SubjectExport).add(made, scope)
        work.record("test.copied", made.id)
    assert app.clearing.clear() == NOTHING
    assert name in files(api)


def test_an_old_file_that_nothing_names_goes_and_a_new_one_stays(api: Api) -> None:
    admin = api.app.actor("per_admin")
    before = files(api)
    old(api, b"nobody's")
    new = str(api.app.blobs.put(api.app.settings.tenant, [b"on its way"]).sha256)
    found = api.app.clearing.look(admin)
    assert (found.uploads, found.files) == (0, 1)
    assert found.bytes >= len(b"nobody's")
    assert files(api) - before > {new}
    assert api.app.clearing.clear() == found
    assert files(api) - before == {new}
    assert api.app.clearing.look(admin) == NOTHING


def test_a_file_put_again_is_new(api: Api) -> None:
    name = old(api, b"again")
    api.app.blobs.put(api.app.settings.tenant, [b"again"])
    assert api.app.clearing.clear() == NOTHING
    assert name in files(api)


def test_parts_of_an_upload_stay_until_its_time_is_over(api: Api) -> None:
    before = files(api)
    place = begin(api, 1_000).headers["location"]
    send(api, place, 0, b"x" * 100)
    for name in files(api) - before:
        age(api, name)
    assert api.app.clearing.clear() == NOTHING
    assert look(api, place).headers["upload-offset"] == "100"
    _age(api, place.split("/")[-1])
    assert api.app.clearing.look(api.app.actor("per_admin")).uploads == 1
    assert api.app.clearing.clear().uploads == 1
    assert files(api) == before


def test_only_who_runs_the_system_may_look(api: Api) -> None:
    with pytest.raises(Refused):
        api.app.clearing.look(api.app.actor(REP))
