"""Events reach every handler in order; one that fails holds up neither the others nor the rest."""

import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.flow_site import NOW, TENANT, Context, Crash, FlowSite

from revrise.core.errors import Retriable
from revrise.core.events import Event
from revrise.services.flow.relay import Handler, Relay


class Log:
    """A handler that remembers, and fails as told."""

    def __init__(self, name: str = "log", fails: int = 0, error: Exception | None = None) -> None:
        self.name, self.fails, self.seen = name, fails, []
        self.error = error or Retriable("not now")

    def __call__(self, events: Any) -> None:
        if self.fails:
            self.fails -= 1
            raise self.error
        self.seen += [one.subject for one in events]

    @property
    def handler(self) -> Handler:
        return Handler(self.name, self)


def relay(site: FlowSite, *logs: Log) -> Relay:
    return Relay(site.desk, TENANT, [one.handler for one in logs], lambda: site.job_engine)


def numbered(count: int, start: int = 0) -> list[Event]:
    return [Event("x.y", str(n), NOW, "system") for n in range(start, start + count)]


def test_events_come_in_order_and_once(site: FlowSite):
    log = Log()
    site.emit(*numbered(450))
    site.emit(*numbered(3, 450))
    relay(site, log).run(Context(), {})
    assert log.seen == [str(n) for n in range(453)]
    relay(site, log).run(Context("job_2"), {})
    assert len(log.seen) == 453


def test_a_handler_that_fails_gets_a_job_of_its_own(site: FlowSite):
    well, ill = Log("well"), Log("ill", fails=1)
    site.emit(*numbered(5))
    one = relay(site, ill, well)
    one.run(Context(), {})
    assert (well.seen, ill.seen) == ([*"01234"], [])
    (job,) = [each for each in site.jobs() if each.task == "outbox.relay_again"]
    one.again(Context(), job.args)
    assert (well.seen, ill.seen) == ([*"01234"], [*"01234"])


def test_a_mistake_in_a_handler_is_not_the_others(site: FlowSite):
    well, ill = Log("well"), Log("ill", fails=1, error=ZeroDivisionError("oops"))
    site.emit(*numbered(2))
    relay(site, ill, well).run(Context(), {})
    assert well.seen == ["0", "1"]
    assert [job.key for job in site.jobs() if job.task == "outbox.relay_again"] == ["ill"]


def test_while_one_relay_is_at_it_another_takes_nothing(site: FlowSite):
    site.emit(*numbered(3))
    assert len(site.store.claim(TENANT, "first", 60)) == 3
    log = Log()
    assert relay(site, log).run(Context("second"), {}) == {"relayed": 0}
    assert log.seen == []
    site.store.release(TENANT, "first")
    relay(site, log).run(Context("second"), {})
    assert log.seen == ["0", "1", "2"]


def test_a_relay_that_died_is_followed_by_another_when_its_lease_is_over(site: FlowSite):
    site.emit(*numbered(1))
    site.store.claim(TENANT, "dead", 0.05)
    log = Log()
    while not log.seen:
        relay(site, log).run(Context("next"), {})
    assert log.seen == ["0"]


@pytest.mark.parametrize("die_in", ["first", "second", "after"])
def test_a_relay_that_goes_on_does_not_redo_what_is_done(site: FlowSite, die_in: str):
    """And what came in meanwhile is not forgotten."""
    logs = {name: Log(name) for name in ("first", "second")}

    class Dies(Log):
        def __call__(self, events: Any) -> None:
            if self.name == die_in and self.fails:
                self.fails -= 1
                raise Crash
            super().__call__(events)

    logs = {name: Dies(name, fails=1 if name == die_in else 0) for name in logs}
    site.emit(*numbered(3))
    one, context = relay(site, *logs.values()), Context()
    if die_in == "after":
        site.store.left = 1
        one.run(context, {})
    else:
        with pytest.raises(Crash):
            one.run(context, {})
    site.store.left = None
    site.emit(*numbered(2, 3))
    one.run(context, {})
    assert all(log.seen == [*"01234"] for log in logs.values())


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=6))
def test_whatever_fails_and_when_everybody_sees_everything(site: FlowSite, turns: Any):
    well, ill = Log("well"), Log("ill")
    one, total, jobs = relay(site, ill, well), 0, {job.id for job in site.jobs()}
    for count, fails in turns:
        site.emit(*numbered(count, total))
        total += count
        ill.fails = int(fails)
        one.run(Context(f"job_{total}"), {})
    for job in [each for each in site.jobs() if each.id not in jobs]:
        if job.task == "outbox.relay_again":
            one.again(Context(), job.args)
    assert well.seen == [str(n) for n in range(total)]
    assert sorted(ill.seen, key=int) == well.seen


def test_three_relays_on_postgresql_relay_each_event_once(
    postgres_url: str, tmp_path: Path, bundled: Any
):
    site = FlowSite(postgres_url, tmp_path, bundled).populate()
    log, lock, busy = Log(), threading.Lock(), []

    class Watching(Log):
        def __call__(self, events: Any) -> None:
            assert lock.acquire(blocking=False), "two relays at the same time"
            try:
                log(events)
            finally:
                lock.release()

    one = relay(site, Watching("watching"))

    def run(number: int) -> None:
        try:
            for turn in range(30):
                one.run(Context(f"job_{number}_{turn}"), {})
        except BaseException as error:  # noqa: BLE001
            busy.append(error)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for number in range(40):
        site.emit(*numbered(5, 5 * number))
    for thread in threads:
        thread.join()
    one.run(Context("last"), {})
    assert busy == []
    assert [job for job in site.jobs() if job.task == "outbox.relay_again"] == []
    assert log.seen == [str(n) for n in range(200)]
    site.close()
