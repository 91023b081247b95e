"""Configured sources are synced on time, behind the last page stored, with a report each."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from tests.support.flow_site import NOW, TENANT, Context, Crash, FlowSite

from revrise.core.crm.source import CrmRun, CrmSource
from revrise.core.deals.account import Account
from revrise.core.errors import Conflict, Fatal, Misconfigured, Refused, Retriable
from revrise.core.notifications.notification import Notification
from revrise.ports.crm import CrmRecord
from revrise.services.crm.sources import AddCrmSource
from revrise.testing.fake_crm import FakeCrm, Misbehaviour

RECORDS = [
    CrmRecord("account", f"a{n}", {"name": f"Account {n}"}, ("accounts", n)) for n in range(12)
]
HOURLY = AddCrmSource("sales", "fake", "somewhere", {"token": "env:CRM_TOKEN"}, "0 * * * *")


@define
class Kind:
    """Makes connectors to one fake CRM; remembers which pages were asked for, and with what."""

    crm: FakeCrm
    id: str = "fake"
    title: str = "Fake"
    cursors: list[str | None] = field(factory=list)
    options: list[Mapping[str, str]] = field(factory=list)
    broken: Exception | None = None

    def connect(self, source: str, options: Mapping[str, str]) -> Any:
        self.options.append(options)
        if self.broken is not None:
            raise self.broken
        return _Asked(self.crm, self.cursors)


@define
class _Asked:
    crm: FakeCrm
    cursors: list[str | None]

    def pull(self, cursor: str | None) -> Any:
        self.cursors.append(cursor)
        return self.crm.pull(cursor)

    def check(self) -> Any:
        return self.crm.check()


@define
class Catalogue:
    """The bundled plugins and one more connector."""

    bundled: Any
    kind: Kind

    def crm_connector(self, kind_id: str) -> Any:
        return self.kind if kind_id == "fake" else self.bundled.crm_connector(kind_id)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.bundled, name)


@pytest.fixture
def kind() -> Kind:
    return Kind(FakeCrm(RECORDS))


@pytest.fixture
def site(
    flow_url: str, tmp_path: Path, bundled: Any, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FlowSite]:
    monkeypatch.setenv("CRM_TOKEN", "t0p")
    made = FlowSite(flow_url, tmp_path, Catalogue(bundled, kind))
    yield made
    made.close()


def due(site: FlowSite) -> int:
    return site.syncs.queue()


def test_a_source_is_synced_once_each_time_it_is_due(site: FlowSite, kind: Kind):
    site.crm_sources.add(HOURLY, site.actor("admin"))
    assert due(site) == 0
    site.wait(minutes=61)
    assert [due(site) for _ in range(3)] == [1, 0, 0]
    site.work_off()
    assert len(site.all(Account)) == 12
    (run,) = site.crm_sources.runs(site.actor("admin"))
    assert (run.state, run.report["created"], run.report["read"]) == ("done", 12, 12)
    assert kind.options == [{"token": "t0p"}]
    assert "t0p" not in repr([*site.all(CrmSource), *site.all(CrmRun)])


def test_what_was_missed_is_made_up_for_once(site: FlowSite):
    site.crm_sources.add(HOURLY, site.actor("admin"))
    site.wait(hours=10)
    assert [due(site) for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("die_after", [2, 4, 6, 8])
def test_a_killed_sync_goes_on_behind_the_last_page_stored(
    site: FlowSite, kind: Kind, die_after: int
):
    source = site.crm_sources.add(HOURLY, site.actor("admin"))
    context, args = Context(), {"source": source.id}
    site.store.left = die_after
    with pytest.raises(Crash):
        site.syncs.sync(context, args)
    site.store.left = None
    site.syncs.sync(context, args)
    assert len(site.all(Account)) == 12
    assert kind.cursors[0] is None
    pages = (die_after - 1) // 2
    assert kind.cursors[1] == (str(pages) if pages else None)
    assert [run.state for run in site.all(CrmRun)] == ["done"]


def test_a_crm_that_does_not_answer_is_tried_again_from_there(site: FlowSite, kind: Kind):
    kind.crm.script = Misbehaviour(timeouts={2: 1})
    source = site.crm_sources.add(HOURLY, site.actor("admin"))
    with pytest.raises(Retriable):
        site.syncs.sync(Context(), {"source": source.id})
    site.syncs.sync(Context(), {"source": source.id})
    assert kind.cursors == [None, "2"]
    assert len(site.all(Account)) == 12


def test_a_parent_that_comes_after_its_child_survives_a_kill(site: FlowSite, kind: Kind):
    child = CrmRecord("account", "child", {"name": "Child", "parent": "a11"}, ("accounts", 0))
    kind.crm.records = [child, *RECORDS]
    source = site.crm_sources.add(HOURLY, site.actor("admin"))
    site.store.left = 4
    with pytest.raises(Crash):
        site.syncs.sync(Context(), {"source": source.id})
    site.store.left = None
    site.syncs.sync(Context(), {"source": source.id})
    found = {one.external_id: one for one in site.all(Account)}
    assert found["child"].parent_id == found["a11"].id


def test_a_sync_that_fails_for_good_says_why_and_admins_are_told(site: FlowSite, kind: Kind):
    kind.broken = Misconfigured("the token is wrong", culprit="token", remedy="make a new one")
    source = site.crm_sources.add(HOURLY, site.actor("admin"))
    site.crm_sources.sync(source.id, site.actor("admin"))
    site.work_off()
    (run,) = site.all(CrmRun)
    assert (run.state, run.error, run.remedy) == ("failed", "the token is wrong", "make a new one")
    for _ in range(11):
        site.work_off()
    assert {one.person_id for one in site.all(Notification) if one.kind == "job.dead"} == {
        "admin",
        "per_owner",
    }


def test_a_missing_secret_is_named_and_never_shown(site: FlowSite):
    source = site.crm_sources.add(
        AddCrmSource("other", "fake", "x", {"token": "env:NO_SUCH_TOKEN"}), site.actor("admin")
    )
    with pytest.raises(Fatal, match="NO_SUCH_TOKEN"):
        site.syncs.sync(Context(), {"source": source.id})


def test_one_sync_of_a_source_at_a_time(site: FlowSite):
    source = site.crm_sources.add(HOURLY, site.actor("admin"))
    site.put(CrmRun("run", source.id, NOW - timedelta(minutes=1)))
    with pytest.raises(Conflict, match="runs already"):
        site.crm_sources.sync(source.id, site.actor("admin"))


def test_only_who_runs_the_system_configures_sources(site: FlowSite):
    for person in ("n1", "coach", "manager", "enb"):
        with pytest.raises(Refused):
            site.crm_sources.add(HOURLY, site.actor(person))
        with pytest.raises(Refused):
            site.crm_sources.list(site.actor(person))
    with pytest.raises(Misconfigured, match="no schedule"):
        site.crm_sources.add(AddCrmSource("x", "fake", "y", cron="soon"), site.actor("admin"))


def test_switched_off_it_is_never_due(site: FlowSite):
    source = site.crm_sources.add(HOURLY, site.actor("admin"))
    site.crm_sources.switch(source.id, site.actor("admin"), active=False)
    site.wait(hours=5)
    assert due(site) == 0
    assert TENANT
