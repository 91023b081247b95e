"""A call whose job ended without it says so and can be processed again; nobody waits for ever."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from tests.support.talking import VTT, Talking, receive, record, state

from revrise.apps.api.sentences.chinese import in_chinese
from revrise.core.conversations.call import Call
from revrise.core.errors import Retriable


def look(site: Talking) -> None:
    """As often as it takes until dead jobs are looked for."""
    for _ in range(12):
        site.flow.tick()


def started_anew(site: Talking) -> None:
    """As a worker that begins and knows nothing of what others looked at."""
    fresh = evolve(site.flow.watch, dead=set(), dead_since=None)
    site.flow = evolve(site.flow, watch=fresh)


def raising(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def job(site: Talking) -> Any:
    return next(one for one in site.jobs() if one.task == "call.transcribe")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "No space left"),
        (ValueError("an answer nobody understands"), "an answer nobody understands"),
    ],
)
def test_a_transcriber_that_breaks_leaves_a_call_that_failed(
    site: Talking, error: Any, said: str
) -> None:
    call = record(site)
    site.speech.meanwhile = raising(error)
    site.work_off()
    look(site)
    (after,) = site.all(Call)
    assert (after.state, said in str(after.blocked_reason)) == ("failed", True)
    assert after.remedy
    site.speech.meanwhile = lambda: None
    site.calls.retry(call.id, site.actor("n1"))
    started_anew(site)
    look(site)
    assert state(site) == "received", "the old job says nothing of the new beginning"
    site.work_off()
    look(site)
    assert state(site) == "analysed"


def test_what_did_not_pass_in_all_its_tries_fails_too(site: Talking) -> None:
    record(site)
    site.speech.meanwhile = raising(Retriable("the endpoint sleeps", remedy="wake it"))
    for _ in range(6):
        site.work_off()
        assert state(site) in {"transcribing", "failed"}
        site.wait(hours=1)
    look(site)
    (after,) = site.all(Call)
    assert (after.state, after.remedy) == ("failed", "for an administrator: wake it")
    assert after.administered == "wake it"
    assert "the endpoint sleeps" in str(after.blocked_reason)


def test_a_job_that_somebody_stopped_leaves_a_call_to_begin_again(site: Talking) -> None:
    call = record(site)
    site.job_engine.cancel(job(site).id, site.actor("n1"))
    look(site)
    assert state(site) == "failed"
    site.calls.retry(call.id, site.actor("n1"))
    site.work_off()
    look(site)
    assert state(site) == "analysed"


def test_the_dead_job_run_again_takes_the_call_on(site: Talking) -> None:
    record(site)
    site.speech.meanwhile = raising(ValueError("odd"))
    site.work_off()
    look(site)
    assert state(site) == "failed"
    site.speech.meanwhile = lambda: None
    site.job_engine.retry(job(site).id, site.actor("n1"))
    site.work_off()
    (after,) = site.all(Call)
    assert (after.state, after.blocked_reason, after.remedy) == ("analysed", None, None)


def test_a_call_that_is_done_stays_done_whatever_becomes_of_old_jobs(site: Talking) -> None:
    receive(site)
    site.work_off()
    look(site)
    assert state(site) == "analysed"


@pytest.mark.parametrize(
    ("name", "content", "said", "in_zh"),
    [
        ("cue.vtt", VTT.replace(b"-->", b"--> -", 1), "cue.vtt:3: negative time", "时间为负"),
        ("talk.txt", b"nobody in particular", "talk.txt:1: does not say", "没有写明是谁在说话"),
        ("half.json", b'{"schema": ', "half.json:1: broken JSON", "JSON 在第"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_place_in_both_languages(
    site: Talking, name: str, content: bytes, said: str, in_zh: str
) -> None:
    receive(site, content, name)
    site.work_off()
    (after,) = site.all(Call)
    because = str(after.blocked_reason)
    assert (after.state, because.startswith(said)) == ("failed", True), because
    place = said.partition(": ")[0]
    assert in_chinese(because).startswith(f"{place}：{in_zh}")
    assert re.search("[\u4e00-\u9fff]", in_chinese(str(after.remedy)))
