"""Housekeeping on both databases: each kind goes after its own time, and not before."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.flow_site import NOW, Context, FlowSite

from revrise.core.governance.actor import system_actor
from revrise.core.identity.account import LocalAccount
from revrise.core.identity.session import Session
from revrise.core.identity.throttle import Throttle
from revrise.core.jobs.job import Job
from revrise.core.people.person import Person
from revrise.ports.catalogue import Catalogue


@pytest.fixture(params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path: Path, bundled: Catalogue) -> Iterator[FlowSite]:
    """With one person."""
    url = request.getfixturevalue(f"{request.param}_url")
    made = FlowSite(url, tmp_path, bundled)
    made.actor()
    made.put(Person("rep", "Rana"))
    yield made
    made.close()


def ago(days: int) -> Any:
    return NOW - timedelta(days=days)


def test_each_kind_goes_after_its_time(site: FlowSite) -> None:
    def session(name: str, ends: Any, ended: Any = None) -> Session:
        return Session(name, "rep", name, ends, ends, ends, ended)

    def dead(name: str, days: int) -> Job:
        about = {"queue": "relay", "state": "dead", "actor_id": "system", "key": ""}
        return Job(name, "x", created_at=ago(days), ended_at=ago(days), **about)

    site.put(
        session("expired", ago(40)),
        session("ended", ago(-1), ago(40)),
        session("lately", ago(10)),
        session("alive", ago(-1)),
        dead("dead_long", 200),
        dead("dead_lately", 100),
        Throttle("old", 3, ago(2)),
        Throttle("fresh", 3, NOW),
        LocalAccount("acc", "rep", "rana", invite_hash="h", invite_until=ago(1)),
    )
    first, second = (site.flow.tidying.run(Context(), {}) for _ in range(2))
    assert {one.id for one in site.all(Session)} == {"lately", "alive"}
    assert {one.id for one in site.all(Job)} >= {"dead_lately"}
    assert "dead_long" not in {one.id for one in site.all(Job)}
    assert [one.id for one in site.all(Throttle)] == ["fresh"]
    assert [(one.invite_hash, one.invite_until) for one in site.all(LocalAccount)] == [("", None)]
    assert (first["invitations"], first["dead_jobs"]) == (1, 1)
    assert not any(second[name] for name in second if name != "events")


def test_used_keys_go_in_bites_and_fresh_ones_stay(site: FlowSite) -> None:
    with site.store.begin(system_actor("local")) as work:
        for number in range(1_100):
            work.remember(f"lasting/{number}", "f", {})
        work.record("test.put", "keys")
    assert site.flow.tidying.run(Context(), {})["events"] == 0
    site.wait(days=31)
    assert site.flow.tidying.run(Context(), {})["events"] >= 1_100
    with site.store.begin(system_actor("local")) as work:
        assert work.recall("lasting/1", "f") is None
