"""Plugins that break on events or hang are put aside; the others go on, admins are told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.services.flow.test_relay import numbered
from tests.support.flow_site import FlowSite
from tests.unit.plugins.test_answers import READER

from revrise.adapters.plugins import load
from revrise.adapters.plugins.discovery import single
from revrise.core.notifications.notification import Notification
from revrise.ports.catalogue import PluginFailed

HEAD = """
from revrise.ports import PluginManifest, hookimpl
from revrise.core.errors import Retriable
SEEN = []

@hookimpl
def manifest():
    return PluginManifest(id="NAME", name="x", api="1", summary="x")

@hookimpl
def on_event(event, tools):
"""


def plugins(folder: Path, **bodies: str) -> Any:
    found = []
    for name, body in bodies.items():
        path = folder / f"{name}.py"
        path.write_text(f"{HEAD.replace('NAME', name)}    {body}\n", encoding="utf-8")
        found.append(single(path))
    made = load(None, environ={}, found=found)
    made.event_s = 0.3
    return made


@pytest.fixture
def infested(sqlite_url: str, tmp_path: Path) -> Iterator[FlowSite]:
    """Three observers: one raises, one hangs, one looks."""
    folder = tmp_path / "plugins"
    folder.mkdir()
    (seen := folder / "seen").touch()
    look = f"import pathlib; p = pathlib.Path({str(seen)!r}); "
    look += "p.write_text(p.read_text() + event.subject + chr(10))"
    cat = plugins(folder, breaks="1 / 0", hangs="import time; time.sleep(60)", looks=look)
    made = FlowSite(sqlite_url, tmp_path, cat).populate()
    seen.write_text("")
    yield made
    made.close()


def test_poison_plugins_are_quarantined_and_admins_told(infested: FlowSite, tmp_path: Path):
    infested.emit(*numbered(3))
    infested.work_off()
    states = {one.id: (one.state, one.code) for one in infested.catalogue.states()}
    assert states == {
        "breaks": ("quarantined", "RR-PLG-012"),
        "hangs": ("quarantined", "RR-PLG-014"),
        "looks": ("enabled", ""),
    }
    assert (tmp_path / "plugins" / "seen").read_text().split()[:3] == ["0", "1", "2"]
    for _ in range(12):
        infested.work_off()
    told = [one for one in infested.all(Notification) if one.kind == "plugin.quarantined"]
    assert sorted({one.subject for one in told}) == ["breaks", "hangs"]
    assert {one.person_id for one in told} == {"admin", "per_owner"}
    assert len(told) == 4


def test_admins_are_told_once_a_day_of_a_plugin_that_fails_at_files(
    sqlite_url: str, tmp_path: Path
):
    """It stays in use: only those files are lost."""
    (path := tmp_path / "beast.py").write_text(READER.replace("CHANGED", "1 / 0"))
    site = FlowSite(sqlite_url, tmp_path, load(None, environ={}, found=[single(path)])).populate()
    (reader,) = site.catalogue.transcript_formats()
    for _ in range(2):
        with pytest.raises(PluginFailed):
            reader.read(None, "a.beast")
        for _ in range(24):
            site.work_off()
    told = [one for one in site.all(Notification) if one.kind == "plugin.stumbled"]
    assert sorted(one.person_id for one in told) == ["admin", "per_owner"]
    site.close()
