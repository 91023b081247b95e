"""Sources of calls: who opens them, and which messages enter by them."""

from datetime import timedelta

import pytest
from tests.services.conftest import TENANT, World
from tests.services.intake_world import Door, intake

from revrise.core.errors import Invalid, Refused
from revrise.core.webhooks.signature import sign
from revrise.ports.catalogue import Catalogue
from revrise.services.intake.commands import AddSource
from revrise.services.intake.door import IntakeDoor


@pytest.fixture
def door(world: World, catalogue: Catalogue) -> Door:
    return intake(world, catalogue)


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
