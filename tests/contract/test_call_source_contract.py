"""Bundled call sources keep the contract, against their systems in memory."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from attrs import define
from hypothesis import given
from hypothesis import strategies as st
from tests.support.fake_gong import KEYS, FakeGong, call

from revrise.core.errors import Busy, Fatal, Invalid, Misconfigured, Refused, Retriable
from revrise.plugins.calls.gong import Config, Gong
from revrise.plugins.calls.gong_json import GongJson
from revrise.plugins.calls.vendor_api import waits
from revrise.plugins.calls.window import Window
from revrise.ports.call_sources import CallPage, CallSource
from revrise.ports.http import HttpReply
from revrise.testing import CallSourceContract, RecordingTools
from revrise.testing.call_sources import calls

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)


@define
class Time:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


def talks() -> list[dict[str, Any]]:
    """Five talks over three weeks; zones differ, as they do there."""
    return [
        call(1, "2026-06-08T10:00:00+08:00"),
        call(2, "2026-06-15T10:00:00Z"),
        call(3, "2026-06-15T11:00:00.123Z"),
        call(4, "2026-06-15T12:00:00-07:00", language="zh-CN", duration=0),
        call(5, "2026-06-30T10:00:00Z", language="zho"),
    ]


def gong(server: FakeGong, time: Time | None = None, **more: Any) -> Gong:
    keys = {"access_key": KEYS[0], "access_secret": KEYS[1], **more}
    return Gong(Config(**keys), RecordingTools(replies=server), (time or Time()).now)


class TestGong(CallSourceContract):
    secrets = KEYS

    @pytest.fixture
    def source(self) -> CallSource:
        return gong(FakeGong(talks()))

    @pytest.fixture
    def busy(self) -> CallSource:
        return gong(FakeGong(talks(), status=429, headers={"retry-after": "7"}))

    @pytest.fixture
    def refusing(self) -> CallSource:
        return gong(FakeGong(talks()), access_secret="wrong-secret")

    @pytest.fixture
    def babbling(self) -> CallSource:
        return gong(FakeGong(talks(), raw=b"<html>hello</html>"))


def test_what_gong_knows_of_a_call_comes_with_it_and_its_words_are_in_milliseconds() -> None:
    found = calls(list(gong(FakeGong(talks())).pull(None)))
    assert [one.title for one in found] == [f"Talk {n}" for n in range(1, 6)]
    assert found[0].started_at == datetime(2026, 6, 8, 2, tzinfo=UTC)
    assert [one.language for one in found] == ["en", "en", "en", "zh", "zh"]
    nora, li = found[0].parties
    assert (nora.email, nora.host, li.phone, li.host) == (
        "nora@example.com", True, "+86 138 0013 8000", False,
    )  # fmt: skip
    read = GongJson().read(BytesIO(found[0].content), found[0].file_name)
    said = [(one.text, one.start_ms, one.end_ms) for one in read.utterances]
    assert said == [("What is the budget?", 1_000, 2_500), ("十万。", 3_000, 5_000)]
    assert read.duration_ms == 61_000
    assert GongJson().read(BytesIO(found[3].content), "call.json").duration_ms == 5_000
    assert [(one.name, one.side) for one in read.speakers] == [
        ("Nora", "seller"), ("Li 李", "buyer"),
    ]  # fmt: skip


def test_a_transcript_that_is_not_ready_comes_later_and_nothing_is_asked_for_twice() -> None:
    server, time = FakeGong(talks()), Time()
    late = server.calls[4]["metaData"]["id"]
    server.waiting = {late}
    pages = list(gong(server, time).pull(None))
    assert late not in {one.origin_id for one in calls(pages)}
    server.waiting, server.asked = set(), []
    time.at += timedelta(hours=1)
    again = list(gong(server, time).pull(pages[-1].cursor))
    assert [one.origin_id for one in calls(again)] == [late]
    words = [body["filter"]["callIds"] for path, body in server.asked if "transcript" in path]
    assert words == [[late]]


def test_a_busy_service_says_how_long_it_asks_to_wait() -> None:
    server = FakeGong(talks(), status=429, headers={"retry-after": "7"})
    with pytest.raises(Busy, match="429; it asks to wait 7 s") as caught:
        list(gong(server).pull(None))
    assert caught.value.wait_s == 7


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [("0", 0), ("120", 120), ("9" * 400, 86_400), ("Tue, 30 Jun 2026 12:01:00 GMT", 60),
     ("Tue, 30 Jun 2020 12:01:00 GMT", 0), ("", None), ("-1", None), ("soon", None),
     ("\u0663", None), ("Tue, 30 Jun 2026 12:01:00", None)],
)  # fmt: skip
def test_a_wait_is_a_number_or_a_date_and_never_longer_than_a_day(
    header: str, wait_s: float | None
) -> None:
    assert waits(header, NOW) == wait_s


def test_what_came_before_it_failed_is_there_and_the_rest_comes_from_its_cursor() -> None:
    server = FakeGong(talks(), fails_after=6)
    pages: list[CallPage] = []
    with pytest.raises(Retriable):
        pages.extend(gong(server).pull(None))
    first = {one.origin_id for one in calls(pages)}
    assert 0 < len(first) < len(server.calls)
    server.fails_after = None
    rest = {one.origin_id for one in calls(list(gong(server).pull(pages[-1].cursor)))}
    assert first | rest == {one["metaData"]["id"] for one in server.calls}
    assert not first & rest


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'{"calls": 3}', b'{"calls": [7]}', b'{"calls": [{}]}', b"[" * 99_999,
     b'{"calls": [{"metaData": {"id": "1", "started": "today"}}]}'],
)  # fmt: skip
def test_no_answer_of_the_form_is_a_fault(body: bytes) -> None:
    def replies(url: str, sent: bytes, headers: Any) -> HttpReply:
        said = b'{"callTranscripts": [{"callId": "1", "transcript": [{}]}]}'
        return HttpReply(200, said if "transcript" in url else body)

    keys = Config(access_key="k", access_secret="s")
    with pytest.raises(Fatal, match="answer of Gong is none"):
        list(Gong(keys, RecordingTools(replies=replies)).pull(None))


def test_an_address_that_may_not_be_called_is_a_setting_s_fault() -> None:
    def replies(url: str, sent: bytes, headers: Any) -> HttpReply:
        raise Refused("this host is not declared", remedy="declare it")

    with pytest.raises(Misconfigured, match="not declared"):
        list(Gong(Config(), RecordingTools(replies=replies)).pull(None))
    assert not Gong(Config(access_key="k"), RecordingTools()).check().ready


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 30), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(1, 120),
)
def test_windows_reach_the_present_and_never_leave_a_gap(since: datetime, hours: int) -> None:
    back, window, reached = timedelta(hours=hours), Window(since), since
    for _ in range(200):
        end = window.end(NOW)
        assert window.since <= reached <= end
        reached, window = end, window.after(end, back)
        assert Window.read(window.cursor, NOW) == window
        if end >= NOW:
            return
    pytest.fail("it never ends")


@given(st.text(max_size=60))
def test_whatever_stands_in_a_cursor_is_read_or_refused(text: str) -> None:
    try:
        Window.read(text, NOW)
    except Invalid:
        return
