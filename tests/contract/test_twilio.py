"""Twilio keeps the contract of call sources, and its traps are known."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.support.fake_twilio import ACCOUNT, KEYS, FakeTwilio, recording

from revrise.core.errors import Fatal
from revrise.plugins.calls.twilio import Config, Twilio
from revrise.ports.call_sources import CallSource, FoundCall
from revrise.testing import CallSourceContract, RecordingTools
from revrise.testing.call_sources import calls

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
INBOUND = {"direction": "inbound", "from": "+8613800138000", "to": "+14155550100"}
OUTBOUND = {"direction": "outbound-api", "from": "+14155550100", "to": "+8613800138000"}


def talks() -> list[dict[str, Any]]:
    """Five over three weeks, two of one day."""
    return [
        recording(1, "2026-06-08T10:00:00+08:00"),
        recording(2, "2026-06-15T10:00:00+00:00"),
        recording(3, "2026-06-15T23:59:59-07:00"),
        recording(4, "2026-06-16T08:00:00+00:00"),
        recording(5, "2026-06-30T10:00:00+00:00"),
    ]


def twilio(server: FakeTwilio, at: datetime = NOW, **more: Any) -> Twilio:
    keys = {"account": ACCOUNT, "key": KEYS[0], "key_secret": KEYS[1], **more}
    return Twilio(Config(**keys), RecordingTools(replies=server), lambda: at)


def only(server: FakeTwilio, **more: Any) -> FoundCall:
    (found,) = calls(list(twilio(server, **more).pull(None)))
    return found


class TestTwilio(CallSourceContract):
    secrets = KEYS[1:]

    @pytest.fixture
    def source(self) -> CallSource:
        return twilio(FakeTwilio(talks()))

    @pytest.fixture
    def busy(self) -> CallSource:
        return twilio(FakeTwilio(talks(), status=429, headers={"retry-after": "7"}))

    @pytest.fixture
    def refusing(self) -> CallSource:
        return twilio(FakeTwilio(talks()), key_secret="wrong-secret")

    @pytest.fixture
    def babbling(self) -> CallSource:
        return twilio(FakeTwilio(talks(), raw=b"<html>hello</html>"))


@pytest.mark.parametrize(
    ("call", "first", "theirs", "channel"),
    [
        (INBOUND, "seller", "+8613800138000", 1),  # the parent leg is who calls: the buyer
        (OUTBOUND, "seller", "+8613800138000", 0),
        (OUTBOUND, "buyer", "+8613800138000", 1),
    ],
)
def test_sides_are_told_by_who_called(
    call: dict[str, str], first: str, theirs: str, channel: int
) -> None:
    server = FakeTwilio(talks()[:1], {f"CA{1:032}": call})
    found = only(server, outbound_first=first)
    host, other = found.parties
    assert (host.phone, host.host, other.phone) == ("+14155550100", True, theirs)
    assert found.seller_channel == channel
    assert found.started_at == datetime(2026, 6, 8, 2, tzinfo=UTC)


def test_both_channels_are_asked_for_and_come_in_pieces() -> None:
    found = only(FakeTwilio(talks()[:1]))
    assert found.recording is not None
    pieces = list(found.recording())
    assert len(pieces) > 1
    assert b"".join(pieces) == f"2 channels of /Recordings/RE{1:032}.wav".encode()


@pytest.mark.parametrize("more", [{"channels": 1}, {"conference_sid": "CF1"}])
def test_nobody_is_put_on_a_channel_that_says_nothing(more: dict[str, Any]) -> None:
    assert only(FakeTwilio([recording(1, "2026-06-08T10:00:00Z", **more)])).seller_channel is None


def test_a_softphone_is_a_name_and_a_call_that_is_gone_tells_nobody() -> None:
    call = {**INBOUND, "to": "client:ann"}
    host, _ = only(FakeTwilio(talks()[:1], {f"CA{1:032}": call})).parties
    assert (host.name, host.phone) == ("ann", "")
    assert {one.phone for one in only(FakeTwilio(talks()[:1])).parties} == {""}


@pytest.mark.parametrize(
    "more",
    [{"status": "processing"}, {"status": "deleted"}, {"source": "RecordVerb"},
     {"encryption_details": {"type": "rsa-aes"}}],
)  # fmt: skip
def test_what_is_not_there_no_talk_or_nobody_can_read_is_passed_over(more: dict[str, Any]) -> None:
    server = FakeTwilio([recording(1, "2026-06-30T10:00:00Z", **more)])
    assert not calls(list(twilio(server).pull(None)))


def test_one_that_was_not_ready_comes_later_and_no_other_again() -> None:
    server = FakeTwilio([*talks(), recording(6, "2026-06-30T11:00:00Z", status="processing")])
    pages = list(twilio(server).pull(None))
    server.recordings[-1]["status"] = "completed"
    again = calls(list(twilio(server, NOW + timedelta(hours=1)).pull(pages[-1].cursor)))
    assert [one.origin_id for one in again] == [f"RE{6:032}"]


@pytest.mark.parametrize(
    "path", ["https://evil.example/x", "//evil.example/x", "/2010-04-01/Other"]
)
def test_a_next_page_elsewhere_is_not_asked(path: str) -> None:
    server = FakeTwilio(talks()[1:4], next_page=path)
    with pytest.raises(Fatal, match="Twilio"):
        list(twilio(server).pull(None))
    assert all(one.startswith(("/Recordings.json", "/Calls/")) for one in server.asked)


def test_a_list_that_goes_round_ends() -> None:
    server = FakeTwilio(talks()[1:4])
    first = "/2010-04-01/Accounts/" + ACCOUNT + "/Recordings.json?DateCreated%3E=2026-06-14"
    server.next_page = first + "&DateCreated%3C=2026-06-22&Page=0"
    assert list(twilio(server).pull(None))
