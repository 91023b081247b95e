"""Calls that come in by machine: whose they are is found, never guessed, and once."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from tests.services.conftest import NOW, TENANT, World
from tests.services.intake_world import LI, LINK, NORA, WORDS, Door, deal, intake

from revrise.core.conversations.call import Call
from revrise.core.conversations.intake.arrival import PATIENCE, Arrival, Party
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Retriable
from revrise.ports.catalogue import Catalogue
from revrise.services.intake.commands import Choose, Comes


@pytest.fixture
def door(world: World, catalogue: Catalogue) -> Door:
    return intake(world, catalogue)


def test_rep_contact_and_deal_are_found_by_address_and_number(door: Door) -> None:
    came = door.comes(NORA, LI)
    assert (came.state, came.parties, came.title) == ("kept", (), "")
    call = door.world.all(Call)[0]
    assert (call.id, call.owner_id, call.deal_id) == (came.call_id, "n1", "d1")
    assert (call.title, call.started_at) == ("Talk", NOW)


def test_the_title_a_source_gives_is_taken_without_control_characters(door: Door) -> None:
    door.comes(NORA, LI, title="Talk\n\x1b[2Jof\x9b \x07")
    assert door.world.all(Call)[0].title == "Talk [2Jof"


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


def test_a_link_that_is_never_called_is_named_as_its_sender_knows_it(door: Door) -> None:
    with pytest.raises(Invalid, match="not called") as refused:
        door.comes(NORA, LI, link="http://files.example.com/one.vtt")
    assert refused.value.culprit == "media_url"


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


@pytest.mark.parametrize(
    ("year", "problem"), [(1, "no call began"), (1979, "no call began"), (2099, "in the future")]
)
def test_a_call_of_a_time_at_which_none_began_is_not_taken_down(
    door: Door, year: int, problem: str
) -> None:
    at = datetime(year, 6, 1, tzinfo=UTC)
    with pytest.raises(Invalid, match=problem):
        door.comes(NORA, started_at=at)
    assert door.world.all(Arrival) == []
