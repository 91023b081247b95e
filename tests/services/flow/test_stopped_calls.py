"""Who runs the system hears of what stops calls: by cause, however many calls, with the way out."""

from contextlib import suppress

import pytest
from tests.support.flow_site import Context, Crash
from tests.support.talking import SOUND, Talking, receive, record, state

from revrise.core.conversations.call import Call
from revrise.core.errors import Fatal, Invalid, Misconfigured, Refused, Retriable
from revrise.core.notifications.notification import Notification
from revrise.services.notifications.commands import SetPreferences

MODEL = Misconfigured("no speech model is set", culprit="speech.model", remedy="set speech.model")
RUNS_IT = {"admin", "per_owner"}
STOPPED = "calls.stopped"


def add(site: Talking, many: int, begin: int = 0) -> None:
    for number in range(begin, begin + many):
        receive(site, SOUND + b"%d" % number, f"talk{number}.wav", seller="ch0")
    site.work_off()


def told(site: Talking, kind: str = STOPPED) -> list[str]:
    return sorted(one.person_id for one in site.all(Notification) if one.kind == kind)


def causes(site: Talking) -> list[tuple[str, int]]:
    return [(one.remedy, one.calls) for one in site.stopped_calls.causes(site.actor("admin"))]


def test_many_calls_of_one_cause_are_one_notice_that_says_where_it_is_mended(site: Talking):
    site.speech.error = MODEL
    add(site, 12)
    assert {one.state for one in site.all(Call)} == {"failed"}
    assert told(site) == sorted(RUNS_IT)
    (notice,) = [one for one in site.notifications.list(site.actor("admin")) if one.kind == STOPPED]
    assert (notice.link, "once a day" in notice.body.en) == ("/admin/jobs#stopped", True)
    assert "处理办法" in notice.body.zh
    assert causes(site) == [("set speech.model", 12)]


def test_a_process_that_dies_once_a_call_failed_has_told_of_it(site: Talking):
    site.speech.error = MODEL
    call, context = record(site), Context(actor=site.actor("n1"))
    for nth in (1, 2):
        site.store.left = nth  # the first says that it is transcribed, the second that it failed
        with suppress(Crash):
            site.processing.transcribe(context, {"call": call.id})
    assert state(site) == "failed"
    site.store.left = None
    site.relay_all()
    assert told(site) == sorted(RUNS_IT)


def test_another_cause_is_told_of_and_the_same_one_the_next_day(site: Talking):
    site.speech.error = MODEL
    add(site, 2)
    site.speech.error = Fatal("no space left", remedy="free space on the disk")
    add(site, 3, 2)
    assert len(told(site)) == 2 * len(RUNS_IT)
    assert causes(site) == [("free space on the disk", 3), ("set speech.model", 2)]
    site.wait(days=1)
    add(site, 2, 5)
    assert len(told(site)) == 3 * len(RUNS_IT)


def test_what_the_uploader_mends_is_told_to_nobody_else(site: Talking):
    site.speech.error = Invalid("the sound is broken", remedy="record it again")
    add(site, 1)
    assert told(site) == []
    assert causes(site) == []


def test_who_does_not_want_it_is_not_told(site: Talking):
    site.notifications.prefer(SetPreferences(muted=(STOPPED,)), site.actor("admin"))
    site.speech.error = MODEL
    add(site, 1)
    assert told(site) == ["per_owner"]


def test_calls_whose_jobs_die_of_the_same_are_one_notice_a_day(site: Talking):
    site.speech.error = Retriable("no graphics card is free")
    add(site, 6)
    for _ in range(12):
        site.work_off()
        site.wait(hours=1)
    assert {one.state for one in site.all(Call)} == {"failed"}
    assert set(told(site, "job.dead")) == RUNS_IT
    assert len(told(site, "job.dead")) <= 2 * len(RUNS_IT)  # midnight passes on the way


def test_nobody_else_asks_what_calls_wait_for(site: Talking):
    with pytest.raises(Refused):
        site.stopped_calls.causes(site.actor("n1"))
