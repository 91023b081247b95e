"""Call sources, connectors and formats that hang in their own code cost their plugin alone."""

import pytest
from attrs import evolve
from tests.unit.plugins.conftest import Cage
from tests.unit.plugins.test_answers import CALL, READER
from tests.unit.plugins.zoo import GOOD

from revrise.adapters.plugins.guard import Guarded
from revrise.adapters.plugins.kinds import BY_NAME, Kind
from revrise.ports.catalogue import PluginFailed

SOURCE = f"""{GOOD}
import time
from datetime import UTC, datetime
from revrise.ports import CallPage, FoundCall, Readiness
ONE = FoundCall("one", datetime(2026, 3, 2, tzinfo=UTC), "a.wav")

def hang():
    time.sleep(2)  # ends with the tests

class Thing:
    id = "beast"
    title = "Beast"

    def check(self):
        CHECKS
        return Readiness(ready=True)

    def pull(self, cursor):
        PULLS

@hookimpl
def register_call_sources():
    return [Thing()]
"""
FIRST = "yield CallPage([ONE], 'c1')"
LATE = r"RR-PLG-014 {} of a call-source: not back after 0.2 s"


def hurried(kind: str, seconds: float = 0.2) -> Kind:
    """The kind with less time than the host gives: 15 minutes a page."""
    found = BY_NAME[kind]
    less = {
        name: one if one.seconds is None else evolve(one, seconds=seconds)
        for name, one in found.answers.items()
    }
    return evolve(found, answers=less)


def source(cage: Cage, pulls: str, checks: str = "pass"):
    catalogue = cage(beast=SOURCE.replace("CHECKS", checks).replace("PULLS", pulls))
    (plugin,) = [one for one in catalogue.plugins if one.id == "beast"]
    thing = plugin.things["call-source"][0]
    return catalogue, Guarded(thing, hurried("call-source"), plugin)


@pytest.mark.parametrize(
    ("pulls", "pages"),
    [
        (f"{FIRST}; hang(); yield CallPage([], 'c2')", 1),
        (f"hang(); {FIRST}", 0),
        ("hang(); return [CallPage([ONE], 'c1')]", 0),
    ],
)
def test_a_source_that_hangs_keeps_nobody_waiting(cage, pulls, pages):
    catalogue, beast = source(cage, pulls)
    found = []
    with pytest.raises(PluginFailed, match=LATE.format(r"pull\(\)")) as caught:
        found.extend(page.cursor for page in beast.pull(None))
    assert found == ["c1"][:pages]
    assert caught.value.plugin_id == "beast"
    states = {one.id: one.state for one in catalogue.states()}
    assert states == {"beast": "quarantined", "healthy": "enabled"}


def test_a_source_has_its_time_for_each_page_not_for_all(cage):
    _, beast = source(cage, "for n in range(4): time.sleep(0.1); yield CallPage([], str(n))")
    assert [page.cursor for page in beast.pull(None)] == ["0", "1", "2", "3"]


def test_a_source_that_hangs_at_looking_at_its_settings_is_left_behind(cage):
    _, beast = source(cage, FIRST, "hang()")
    with pytest.raises(PluginFailed, match=LATE.format(r"check\(\)")):
        beast.check()


@pytest.mark.parametrize("pieces", ["(hang(), [])[1]", "(hang() or b'' for _ in 'a')"])
def test_a_recording_that_hangs_keeps_nobody_waiting(cage, pieces):
    call = f"evolve(ONE, recording=lambda: {pieces})"
    _, beast = source(cage, f"from attrs import evolve; yield CallPage([{call}], 'c1')")
    ((call,),) = [page.calls for page in beast.pull(None)]
    with pytest.raises(PluginFailed, match=LATE.format(r"recording\(\)")):
        list(call.recording())


def test_a_recording_comes_in_its_pieces(cage):
    call = "evolve(ONE, recording=lambda: [b'RI', b'FF'])"
    _, beast = source(cage, f"from attrs import evolve; yield CallPage([{call}], 'c1')")
    ((call,),) = [page.calls for page in beast.pull(None)]
    assert list(call.recording()) == [b"RI", b"FF"]


def test_who_asks_for_a_source_that_failed_hears_why(cage):
    catalogue, beast = source(cage, f"hang(); {FIRST}")
    with pytest.raises(PluginFailed):
        list(beast.pull(None))
    with pytest.raises(PluginFailed, match=LATE.format(r"pull\(\)")):
        catalogue.call_source("beast")


def test_a_file_that_a_reader_hangs_at_costs_that_file_until_too_many_go_on_behind(cage):
    """Nothing stops a thread: each that is left behind takes its share of the processor."""
    hangs = "(__import__('time').sleep(3) if name == 'odd.beast' else CALL)"
    catalogue = cage(beast=READER.replace("CHANGED", hangs))
    (plugin,) = [one for one in catalogue.plugins if one.id == "beast"]
    kind = hurried("transcript-format")
    reader = Guarded(plugin.things["transcript-format"][0], kind, plugin)
    for times in (1, 2, 3):
        with pytest.raises(PluginFailed, match=r"RR-PLG-014 read\(\) of a transcript-format"):
            reader.read(None, "odd.beast")
        state = {one.id: one for one in catalogue.states()}["beast"]
        if times < 3:
            assert (state.state, state.stumbles) == ("enabled", times)
            assert reader.read(None, "a.beast") == CALL
    assert (state.state, state.code) == ("quarantined", "RR-PLG-014")
