"""Channels outside the app carry what their reader chose, once, and no name to a group."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from tests.support.flow_site import NOW, Context, FlowSite

from revrise.apps.settings import Notify
from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.errors import Retriable
from revrise.ports.notify import Message
from revrise.services.notifications.commands import SetPreferences


@define
class Remembered:
    """The port Channels: remembers what was sent, fails as told."""

    personal: tuple[str, ...] = ("mail", "chat")
    shared: tuple[str, ...] = ("team",)
    sent: list[tuple[str, Message]] = field(factory=list)
    down: set[str] = field(factory=set)

    def send(self, channel: str, message: Message) -> None:
        if channel in self.down:
            raise Retriable(f"{channel} is down")
        self.sent.append((channel, message))


class Outside(FlowSite):
    """A site with channels."""

    channels = Remembered()


@pytest.fixture
def site(flow_url: str, tmp_path: Path, bundled: Any) -> Iterator[Outside]:
    made = Outside(flow_url, tmp_path, bundled, notify=Notify("mail=env:X"))
    made.channels = Remembered()
    made.put(Call("call_1", "Intro", "n1", "north", NOW, "en", "f" * 64))
    yield made
    made.close()


def scored(site: Outside) -> None:
    site.happened("call.scored", "call_1", person="n1", scorecards=1)
    site.work_off()


def test_nothing_goes_outside_unless_its_reader_chose_so(site: Outside):
    scored(site)
    assert site.channels.sent == []
    site.notifications.prefer(SetPreferences(channels=("mail",)), site.actor("n1"))
    scored(site)
    ((channel, message),) = site.channels.sent
    assert channel == "mail"
    assert message == Message(
        "“Intro” is scored",
        "1 scorecard(s), with the words behind each level.",
        "/calls/call_1",
        "nora@example.org",
    )


def test_it_speaks_its_reader_s_language(site: Outside):
    site.notifications.prefer(SetPreferences(channels=("mail",)), site.actor("enb"))
    site.happened("points.granted", "enb", person="enb", points=5, entries=1)
    site.work_off()
    assert [message.title for _, message in site.channels.sent] == ["你获得 5 积分"]


def test_a_group_hears_of_it_without_a_name(site: Outside):
    site.put(Deal("deal_1", "Secret Acme", "ClosedWon", "n1", "north", outcome="won"))
    site.happened("deal.won", "deal_1", actor="n1", owner="n1")
    site.work_off()
    assert [(channel, one.title, one.to) for channel, one in site.channels.sent] == [
        ("team", "A deal is won · 赢单", "")
    ]


def test_one_channel_that_is_down_holds_up_no_other_and_repeats_none(site: Outside):
    both = SetPreferences(channels=("mail", "chat"))
    site.notifications.prefer(both, site.actor("n1"))
    site.channels.down = {"mail"}
    site.happened("call.scored", "call_1", person="n1", scorecards=1)
    site.relay_all()
    (job,) = [one for one in site.jobs() if one.task == "notification.send"]
    context = Context()
    with pytest.raises(Retriable):
        site.flow.sending.run(context, job.args)
    site.channels.down = set()
    site.flow.sending.run(context, job.args)
    assert [channel for channel, _ in site.channels.sent] == ["chat", "mail"]
