"""Systems that are asked for their calls and answer late, wrongly or not at all."""

from datetime import datetime, timedelta

import pytest
from tests.services.call_sync_world import Asked, asking, found
from tests.services.conftest import World
from tests.services.intake_world import WORDS

from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.errors import Conflict, Fatal, Misconfigured, Retriable
from revrise.ports import CallPage, FoundCall


@pytest.fixture
def asked(world: World) -> Asked:
    return asking(world)


def test_a_busy_system_is_left_alone_as_long_as_it_asked(asked: Asked) -> None:
    source, clock, admin = asked.add("gong"), asked.door.clock, asked.door.world.by("admin")
    asked.server.status, asked.server.headers = 429, {"retry-after": "3600"}
    assert asked.run(source)["state"] == "late"
    assert asked.pulling(source).state == "waits"
    with pytest.raises(Conflict, match="asks to wait until"):
        asked.syncs.ask(source, admin)
    clock.advance(timedelta(minutes=59))
    assert asked.syncs.queue() == 0
    clock.advance(timedelta(minutes=2))
    assert asked.syncs.queue() == 1
    asked.server.status = 200
    assert asked.run(source, "job_2")["brought"] == 3
    assert asked.pulling(source).error == ""


def test_what_came_before_a_failure_stays_and_the_next_sync_goes_on(asked: Asked) -> None:
    source, script = asked.add("scripted"), asked.script
    script.pages = [CallPage([found("a")], "c1"), Retriable("no answer")]
    assert asked.run(source) == {"state": "late", "error": "no answer"}
    assert (asked.pulling(source).state, asked.pulling(source).brought) == ("late", 1)
    script.pages = [CallPage([found("a"), found("b")], "c2")]
    assert asked.run(source, "job_2") == {"state": "done", "brought": 1, "left_out": 0}
    assert script.cursors == [None, "c1"]
    assert asked.door.world.all(IntakeSource)[-1].cursor == "c2"


@pytest.mark.parametrize("error", [Misconfigured("keys", remedy="mend"), Fatal("none")])
def test_what_somebody_must_mend_is_said_and_not_asked_for_again_at_once(
    asked: Asked, error: Exception
) -> None:
    source = asked.add("scripted")
    asked.script.pages = [error]
    with pytest.raises(type(error)):
        asked.run(source)
    kept = asked.pulling(source)
    assert (kept.state, kept.error) == ("broken", str(error.args[0]))
    asked.door.clock.advance(timedelta(hours=23))
    assert asked.syncs.queue() == 0
    asked.script.pages = []
    assert asked.syncs.now(source, asked.door.world.by("admin")).state == "done"


def test_one_call_that_cannot_be_taken_does_not_stop_the_others(asked: Asked) -> None:
    source, asks = asked.add("scripted"), []

    def recording() -> list[bytes]:
        asks.append(1)
        return [b"RIFF"]

    asked.script.pages = [
        CallPage(
            [found(""), found("x" * 201), found("nul\0"), found("junk", b"\x00\x01\x02"),
             found("empty", b""),
             found("sound", b"RIFF", file_name="a.wav"),
             found("link", b"", file_name="a.wav", recording=recording),
             found("good", title="T\0\ud800itle")],
            "c1",
        )
    ]  # fmt: skip
    assert asked.run(source) == {"state": "done", "brought": 1, "left_out": 7}
    assert "everybody on it agreed" in asked.pulling(source).because
    assert asks == []  # what nobody may hear is not even fetched
    (only,) = asked.door.world.all(Arrival)
    assert (only.origin_id, only.title) == ("good", "Title")


def test_a_recording_that_is_no_bytes_is_left_out(asked: Asked) -> None:
    source, script = asked.add("scripted", consent="all-party"), asked.script
    junk = found("junk", file_name="a.wav", recording=lambda: ["no", "bytes"], content=b"")
    script.pages = [CallPage([junk], "c1")]
    assert asked.run(source) == {"state": "done", "brought": 0, "left_out": 1}
    assert asked.pulling(source).because == "its plugin failed at a recording: TypeError"


def test_a_page_that_is_none_is_the_plugin_s_fault_and_the_sync_ends(asked: Asked) -> None:
    source, script = asked.add("scripted"), asked.script
    noon = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - a time that does not know its zone
    script.pages = [CallPage([FoundCall("one", noon, "talk.vtt", WORDS)], "c1")]
    with pytest.raises(Fatal, match=r"RR-PLG-011 .*\.calls\[0\]\.started_at is .*with its zone"):
        asked.run(source)
    assert asked.pulling(source).state == "broken"


def test_a_source_that_goes_on_without_bringing_anything_is_stopped(asked: Asked) -> None:
    source, script = asked.add("scripted"), asked.script
    script.pages = [CallPage([], f"c{at}") for at in range(1_001)]
    with pytest.raises(Fatal, match="1,000 pages in a row bring no call"):
        asked.run(source)
    assert asked.pulling(source).state == "broken"


def test_a_plugin_out_of_use_is_named_and_other_systems_are_asked(asked: Asked) -> None:
    """Also by the next sync, which was told that there is no such source."""
    source, other = asked.add("scripted"), asked.add("gong")
    asked.script.pages = ["no page"]
    for job in ("job_1", "job_2"):
        with pytest.raises(Fatal, match="RR-PLG-011"):
            asked.run(source, job)
        kept = asked.pulling(source)
        assert kept.state == "broken"
        assert kept.error.startswith("plugin scripted: RR-PLG-011 pull() of a call-source")
    assert asked.run(other, "job_3")["state"] == "done"
