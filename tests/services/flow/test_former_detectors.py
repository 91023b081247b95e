"""A worker that was not started again when detectors changed: calls go on, by others than it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import define
from tests.services.test_remeasuring import PLUGIN
from tests.support.flow_site import NOW
from tests.support.talking import Talking, receive

from revrise.adapters.plugins import load
from revrise.adapters.plugins.discovery import discover, single
from revrise.core.conversations.call import Call
from revrise.ports.catalogue import Catalogue
from revrise.services.calls.searching import FindSaid, SearchSaid
from revrise.services.processing.indexing import CallIndex

LUKEWARM = b"""WEBVTT

00:00:00.000 --> 00:00:03.000
<v Nora>Here is what we do.

00:00:03.500 --> 00:00:08.000
<v Bob>It leaves me lukewarm and pale.
"""


@define
class Meanwhile:
    """The former catalogue; at the next question for detectors somebody does something."""

    inner: Any
    act: Callable[[], object] | None = None

    def detectors(self) -> Any:
        act, self.act = self.act, None
        if act is not None:
            act()
        return self.inner.detectors()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@pytest.fixture
def former(bundled: Catalogue) -> Meanwhile:
    return Meanwhile(bundled)


@pytest.fixture
def old(flow_url: str, tmp_path: Path, former: Meanwhile) -> Iterator[Talking]:
    """A worker with the former detectors: none of plugins."""
    made = Talking(flow_url, tmp_path, former)
    assert made.began <= NOW
    yield made
    made.close()


@pytest.fixture
def new(old: Talking, flow_url: str, tmp_path: Path) -> Iterator[Talking]:
    """One that was started a minute later, with the plugin."""
    file = tmp_path / "cool.py"
    file.write_text(PLUGIN, encoding="utf-8")
    made = Talking(flow_url, tmp_path, load(found=[*discover(), single(file)], environ={}))
    made.wait(minutes=1)
    assert made.began > NOW
    yield made
    made.close()


def heard(site: Talking, call: Call) -> tuple[str, bool]:
    """Where the call stands, and whether the plugin heard it."""
    (now,) = (one for one in site.all(Call) if one.id == call.id)
    return now.state, "cool@1" in repr(now.metrics)


def others_do_it(new: Talking, call: Call) -> None:
    new.wait(minutes=5)
    new.work_off()
    assert heard(new, call) == ("analysed", True)
    CallIndex(new.desk, new.analyst).catch_up(new.actor())  # as who searches without a worker does
    found = SearchSaid(new.desk).find(FindSaid("lukewarm", objection="any"), new.actor())
    assert len(found.rows) == 1


def test_what_it_is_given_after_calls_were_measured_again_is_left_to_others(
    old: Talking, new: Talking, capfd: pytest.CaptureFixture[str]
) -> None:
    new.remeasuring.run(new.actor())
    old.wait(minutes=2)
    call = receive(old, LUKEWARM)
    old.work_off()
    assert heard(old, call) == ("received", False)
    (job,) = (one for one in old.jobs() if one.task == "call.process")
    assert (job.state, job.attempts, job.crashes) == ("queued", 0, 0)
    assert "cool@1" in job.error
    assert "start this process again" in job.remedy
    assert "job left to others" in "".join(capfd.readouterr())
    others_do_it(new, call)


def test_a_call_that_it_is_at_meanwhile_is_left_too(
    old: Talking, new: Talking, former: Meanwhile
) -> None:
    old.wait(minutes=2)
    call = receive(old, LUKEWARM)
    former.act = lambda: new.remeasuring.run(new.actor())
    old.work_off()
    assert former.act is None
    assert heard(old, call) == ("analysing", False)
    others_do_it(new, call)


def test_one_that_was_started_later_goes_on_with_what_came_since(
    old: Talking, new: Talking
) -> None:
    """Calls of before wait to be measured again; new ones wait for nobody."""
    old.remeasuring.run(old.actor())
    new.wait(minutes=2)
    call = receive(new, LUKEWARM)
    new.work_off()
    assert heard(new, call) == ("analysed", True)
