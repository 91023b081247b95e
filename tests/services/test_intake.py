"""Calls that come in by machine: whose they are is found, never guessed, and once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from attrs import define, evolve, field
from tests.services.conftest import NOW, TENANT, World

from revrise.adapters.memory.blobs import MemoryBlobs
from revrise.core.conversations.arrival import PATIENCE, Arrival, Party
from revrise.core.conversations.call import Call
from revrise.core.conversations.intake_source import IntakeSource
from revrise.core.deals.account import Account, Card
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, Fatal, Invalid, NotFound, Refused, Retriable
from revrise.core.people.person import Person
from revrise.core.webhooks.signature import sign
from revrise.ports.catalogue import Catalogue
from revrise.services.calls.quotas import Quotas
from revrise.services.calls.reading import Reader
from revrise.services.calls.receiving import Receiving
from revrise.services.intake.arriving import Arriving
from revrise.services.intake.commands import AddSource, Choose, Comes
from revrise.services.intake.door import IntakeDoor
from revrise.services.intake.inbox import CallInbox
from revrise.services.intake.matching import Matching
from revrise.services.intake.sources import IntakeSources
from revrise.services.intake.taking import Taking
from revrise.testing.doubles import FixedClock

WORDS = b"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Nora>What is the budget?\n"
LINK = "https://files.example.com/one.vtt"


@define
class Files:
    """Links that give a file, or fail; a real small implementation of Downloads."""

    known: dict[str, bytes | Exception] = field(factory=dict)

    def check(self, url: str) -> None:
        if not url.startswith("https://"):
            raise Invalid("this URL is not called", culprit="url")

    def fetch(self, url: str, most: int) -> Iterator[bytes]:
        found = self.known.get(url, Fatal("the link gives no file: 404"))
        if isinstance(found, Exception):
            raise found
        assert len(found) <= most
        yield found


@define
class Door:
    """Everything around a source of the manager's, whose range is the team in the north."""

    world: World
    files: Files
    blobs: MemoryBlobs
    sources: IntakeSources
    arriving: Arriving
    taking: Taking
    inbox: CallInbox
    source: IntakeSource
    secret: str

    @property
    def clock(self) -> FixedClock:
        clock = self.world.desk.clock
        assert isinstance(clock, FixedClock)
        return clock

    def comes(self, *parties: Party, **more: Any) -> Arrival:
        """A call with these people, taken down and taken in."""
        kept = self.blobs.put(TENANT, [WORDS + str(more.get("origin_id", "")).encode()])
        wanted: dict[str, Any] = {
            "origin_id": "one",
            "started_at": NOW,
            "title": "Talk",
            "parties": parties,
            "file_name": "talk.vtt",
            "sha256": None if "link" in more else kept.sha256,
            **more,
        }
        by = self.world.by(self.source.owner_id)
        came = self.arriving.take_down(Comes(**wanted), self.source, by)
        return self.taking.take(came.arrival.id, by)


@pytest.fixture
def door(world: World, catalogue: Catalogue) -> Door:
    nora, other = (one for one in world.all(Person) if one.id in ("n1", "n2"))
    world.change(evolve(nora, email="Nora@Example.com", version=nora.version + 1))
    world.change(evolve(other, email="other@example.com", version=other.version + 1))
    world.put(
        Account("firm", "Firm", owner_id="n1", team_id="north"),
        Card("li", "Li", "138 0013 8000", "li@firm.example", "firm", "n1", "north"),
        Card("wu", "Wu", "+1 415 555 0100", "wu@firm.example", "firm", "n1", "north"),
        Card("far", "Far", "+44 20 7946 0018", "far@else.example", None, "s1", "south"),
        deal("d1", "n1", "north", "li", "firm"),
        deal("far1", "s1", "south", "far", None),
    )
    desk, files, blobs = world.desk, Files(), MemoryBlobs()
    reader = Reader(catalogue, lambda _: False, _deaf)
    receiving = Receiving(desk, reader, lambda: blobs, Quotas(desk))
    taking = Taking(desk, receiving, Matching(desk), files, lambda: blobs, 1 << 20)
    sources = IntakeSources(desk, world.people.on_behalf)
    added = sources.add(AddSource("Phones", "manager", country="86"), world.by("admin"))
    source = sources.mine(added.id, world.by("manager"))
    inbox = CallInbox(desk, receiving, taking)
    arriving = Arriving(desk, files)
    return Door(world, files, blobs, sources, arriving, taking, inbox, source, added.secret)


def deal(name: str, owner: str, team: str, card: str | None, account: str | None) -> Deal:
    return Deal(
        name, name, "Discovery", owner, team, card_id=card, account_id=account,
        opened_at=NOW - timedelta(days=9),
    )  # fmt: skip


def _deaf() -> Any:
    raise AssertionError("nothing is transcribed here")


NORA, LI = Party("Nora", email="nora@example.COM"), Party("Li", phone="+86 13800138000")


def test_rep_contact_and_deal_are_found_by_address_and_number(door: Door) -> None:
    came = door.comes(NORA, LI)
    assert (came.state, came.parties, came.title) == ("kept", (), "")
    call = door.world.all(Call)[0]
    assert (call.id, call.owner_id, call.deal_id) == (came.call_id, "n1", "d1")
    assert (call.title, call.started_at) == ("Talk", NOW)


def test_the_deal_says_whose_call_it_is_where_only_a_number_is_known(door: Door) -> None:
    assert door.comes(LI).state == "kept"
    assert door.world.all(Call)[0].owner_id == "n1"


def test_what_does_not_fit_waits_with_the_reason(door: Door) -> None:
    wrong = (
        ((), "no_rep"),
        ((Party("Nobody", email="nobody@firm.example"),), "no_rep"),
        ((NORA,), "no_contact"),
        ((NORA, Party(phone="+86 138 0013 8001")), "no_contact"),
        ((NORA, Party(email="other@example.com")), "several_reps"),
    )
    for number, (parties, reason) in enumerate(wrong):
        came = door.comes(*parties, origin_id=str(number))
        assert (came.state, came.reason) == ("waiting", reason)
    assert not door.world.all(Call)
    told = [one for _, one in door.world.desk.store.outbox(TENANT, 99)]
    waits = [one for one in told if one.name == "call_arrival.waits"]
    assert [one.data for one in waits] == [{"person": "manager"}]  # of the first alone
    assert len(door.inbox.waiting(door.world.by("manager"))) == len(wrong)


def test_nothing_is_guessed_where_two_deals_fit(door: Door) -> None:
    door.world.put(deal("d2", "n1", "north", "li", "firm"))
    came = door.comes(NORA, LI)
    assert (came.reason, sorted(came.deal_ids), came.rep_ids) == (
        "several_deals", ["d1", "d2"], ("n1",),
    )  # fmt: skip


def test_a_deal_that_was_closed_by_then_does_not_fit(door: Door) -> None:
    one = next(one for one in door.world.all(Deal) if one.id == "d1")
    closed = evolve(one, closed_at=NOW - timedelta(days=1), outcome="lost", version=2)
    door.world.change(closed)
    assert door.comes(NORA, LI).reason == "no_deal"


def test_of_several_colleagues_the_one_with_the_deal_or_the_host_is_meant(door: Door) -> None:
    other = Party(email="other@example.com")
    assert door.comes(NORA, other, LI).state == "kept"
    host = evolve(other, host=True)
    came = door.comes(NORA, host, origin_id="two")
    assert (came.reason, came.rep_ids) == ("no_contact", ("n2",))


def test_a_contact_and_deal_whom_the_owner_may_not_read_fit_nothing(door: Door) -> None:
    came = door.comes(NORA, Party(email="far@else.example"))
    assert (came.reason, came.deal_ids) == ("no_contact", ())


def test_the_same_call_comes_in_once_and_the_same_message_never_again(door: Door) -> None:
    first = door.comes(NORA, LI, message="m1@1")
    by = door.world.by("manager")
    again = Comes("one", NOW, sha256=door.blobs.put(TENANT, [b"x"]).sha256, message="m2@2")
    came = door.arriving.take_down(again, door.source, by)
    assert (came.created, came.arrival.call_id) == (False, first.call_id)
    with pytest.raises(Conflict):
        door.arriving.take_down(again, door.source, by)
    assert door.taking.take(first.id, by).call_id == first.call_id
    assert (len(door.world.all(Arrival)), len(door.world.all(Call))) == (1, 1)


def test_who_answers_for_the_source_chooses_and_nobody_else_sees_it(door: Door) -> None:
    came = door.comes(NORA)
    for who in ("n1", "coach", "admin", "enb"):
        with pytest.raises((NotFound, Refused)):
            door.inbox.choose(Choose(came.id, "n1"), door.world.by(who))
    kept = door.inbox.choose(Choose(came.id, "n1", "d1"), door.world.by("manager"))
    assert (kept.state, kept.decided_by) == ("kept", "manager")
    assert door.world.all(Call)[0].deal_id == "d1"
    with pytest.raises(Conflict):
        door.inbox.choose(Choose(came.id, "n2"), door.world.by("manager"))


def test_whoever_chooses_cannot_give_a_call_to_somebody_beyond_their_range(door: Door) -> None:
    came = door.comes(NORA)
    kept = door.inbox.choose(Choose(came.id, "s1"), door.world.by("manager"))
    assert (kept.state, kept.reason) == ("waiting", "refused")
    assert door.blobs.size(TENANT, str(came.sha256))  # its file still waits


def test_a_dismissed_call_leaves_nothing_personal_and_no_file(door: Door) -> None:
    came = door.comes(NORA)
    gone = door.inbox.dismiss(came.id, door.world.by("manager"))
    assert (gone.parties, gone.title, gone.file_name) == ((), "", "")
    with pytest.raises(NotFound):
        door.blobs.size(TENANT, str(came.sha256))


def test_what_nobody_chose_in_thirty_days_goes(door: Door) -> None:
    clock = door.clock
    came = door.comes(NORA)
    assert door.inbox.tidy(TENANT) == 0
    clock.advance(PATIENCE + timedelta(seconds=1))
    assert door.inbox.tidy(TENANT) == 1
    assert door.world.all(Arrival)[0].state == "dismissed"
    with pytest.raises(NotFound):
        door.blobs.size(TENANT, str(came.sha256))


def test_a_link_is_fetched_only_where_everybody_agreed(door: Door) -> None:
    door.files.known[LINK] = WORDS
    assert door.comes(NORA, LI, link=LINK).reason == "no_consent"
    more = {"link": LINK, "origin_id": "two", "consent": "all-party"}
    came = door.comes(NORA, LI, **more)
    assert (came.state, came.link) == ("kept", ())


def test_a_link_that_fails_for_now_is_tried_again_and_one_that_is_over_waits(door: Door) -> None:
    more = {"link": LINK, "consent": "all-party"}
    door.files.known[LINK] = Retriable("503")
    with pytest.raises(Retriable):
        door.comes(NORA, LI, **more)
    assert [one.reason for one in door.world.all(Arrival)] == ["not_fetched"]
    door.files.known[LINK] = WORDS
    arrival = door.world.all(Arrival)[0]
    assert door.taking.take(arrival.id, door.world.by("manager")).state == "kept"
    del door.files.known[LINK]
    assert door.comes(NORA, LI, origin_id="two", **more).reason == "no_file"


def test_signed_messages_enter_and_everything_else_is_refused_alike(
    door: Door,
) -> None:
    clock = door.clock
    signed = IntakeDoor(door.world.desk, TENANT, door.world.people.on_behalf)
    body, now = b'{"id":"1"}', clock.now()
    good = dict(sign("msg", now, body, [door.secret]))
    entered = signed.enter(door.source.id, good, body)
    assert (entered.by.person_id, entered.message) == ("manager", f"msg@{now.timestamp():.0f}")
    stamp, mark = int(good["webhook-timestamp"]), good["webhook-signature"].removeprefix("v1,")
    wrong = [
        (door.source.id, good, body + b" "),
        (door.source.id, {}, body),
        ("src_nobody", good, body),
        *((door.source.id, {**good, "webhook-timestamp": one}, body)
          for one in (str(stamp + 1), "", "x", "-1", "9" * 40, "\u0661")),
        (door.source.id, {**good, "webhook-id": "other"}, body),
        (door.source.id, {**good, "webhook-signature": ""}, body),
        (door.source.id, {**good, "webhook-signature": f"v1a,{mark}"}, body),
        *((door.source.id, dict(sign("msg", now + off, body, [door.secret])), body)
          for off in (timedelta(seconds=301), timedelta(seconds=-301))),
    ]  # fmt: skip
    said = set()
    for one in wrong:
        with pytest.raises(Refused) as error:
            signed.enter(*one)
        said.add(str(error.value))
    assert len(said) == 1


def test_a_secret_that_was_replaced_is_taken_for_a_day_and_a_source_that_is_off_never(
    door: Door,
) -> None:
    clock = door.clock
    signed = IntakeDoor(door.world.desk, TENANT, door.world.people.on_behalf)
    new = door.sources.rotate(door.source.id, door.world.by("admin")).secret

    def enters(secret: str) -> bool:
        headers = sign("msg", clock.now(), b"{}", [secret])
        try:
            return bool(signed.enter(door.source.id, headers, b"{}"))
        except Refused:
            return False

    assert enters(new)
    assert enters(door.secret)
    clock.advance(timedelta(days=1, seconds=1))
    assert enters(new)
    assert not enters(door.secret)
    door.sources.switch(door.source.id, door.world.by("admin"), active=False)
    assert not enters(new)


def test_a_source_is_opened_by_an_admin_in_the_name_of_who_may_add_calls(door: Door) -> None:
    with pytest.raises(Refused):
        door.sources.add(AddSource("Mine", "manager"), door.world.by("manager"))
    with pytest.raises(Refused):
        door.sources.add(AddSource("Eve's", "enb"), door.world.by("admin"))
    with pytest.raises(Invalid):
        door.sources.add(AddSource("x", "manager", country="+86"), door.world.by("admin"))
    shown = door.sources.list(door.world.by("admin"))
    assert [one.name for one in shown] == ["Phones"]
    assert door.secret not in str(shown)
