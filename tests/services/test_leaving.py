"""What tells of a call leaves the company only where the law of the place, or consent, lets it."""

from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World
from tests.services.test_clips_service import COMMAND, Desks, desks

from revrise.core.coaching.clip import Clip
from revrise.core.conversations.call import Call
from revrise.core.errors import Withheld
from revrise.core.events import Event
from revrise.core.governance.consent import Consent, may_leave
from revrise.core.governance.rule import ALWAYS
from revrise.ports.query import Query
from revrise.services.consent.jurisdictions import Places
from revrise.services.exporting.lists import LISTS
from revrise.services.exporting.service import Export, Exports
from revrise.services.webhooks.payload import Payloads

__all__ = ["desks"]
BOTH = ("A", "B")


def word(who: str, place: str, purpose: str = "record", **more: Any) -> Consent:
    made = Consent(f"{who}{purpose}", "c1", who, purpose, "consent", place, NOW, "n1", "north")
    return evolve(made, **more)


def said(place: str, *share: str, **more: Any) -> list[Consent]:
    return [
        *(word(who, place) for who in BOTH),
        *(word(who, place, "share", **{"separate": True, **more}) for who in share),
    ]


@pytest.mark.parametrize(
    ("words", "leaves"),
    [
        (said("DE"), True),
        (said("US-CA"), True),
        ([], True),
        (said("CN"), False),
        ([word("A", "DE"), word("B", "CN")], False),
        (said("CN", "A"), False),
        (said("CN", "A", "B"), True),
        (said("CN", "A", "B", separate=False), False),
        (said("CN", "A", "B", basis="contract"), False),
        (said("DE", "A", "B", withdrawn_at=NOW), False),
        # No word to share says where they were, the others do.
        ([word("B", "CN"), *said("DE", *BOTH, separate=False)[2:]], False),
    ],
)
def test_sharing_takes_a_consent_of_its_own_where_the_table_says_so(
    words: list[Consent], leaves: bool
) -> None:
    assert may_leave(words, BOTH, NOW).allowed is leaves


def moved_to_china(world: World) -> None:
    """The buyer of c1 sat there, as their words to each purpose have it."""
    for one in world.all(Consent):
        place = "CN" if one.participant == "B" else one.jurisdiction
        world.change(evolve(one, jurisdiction=place, separate=True, version=2))


def titles(world: World) -> dict[str, Any]:
    desk, by = world.desk, world.by("manager")
    export = LISTS["calls"].export(desk.scope(by, "call"), ALWAYS, "csv-raw")
    at = export.columns.index("title")
    return {row[0]: row[at] for row in Exports(desk).rows(export, by)}


def test_an_export_a_webhook_and_a_clip_say_nothing_of_what_may_not_leave(
    world: World, desks: Desks
) -> None:
    made, by = desks.clips.cut(COMMAND, world.by("coach")), world.by("manager")
    scored = Event("call.scored", "c1", NOW, "n1", {"person": "n1", "scorecards": 2})

    def told() -> Any:
        with world.desk.store.read(by) as work:
            return Payloads(world.desk, work, "acme").readable(scored, by)

    assert titles(world) == {"c1": "c1", "mute": "mute"}
    assert told() is not None
    moved_to_china(world)
    assert titles(world) == {"c1": None, "mute": "mute"}
    assert told() is None
    assert desks.playing.sound(made.id, by) == b"part"  # heard by our own people
    with pytest.raises(Withheld):
        desks.playing.sound(made.id, by, leaves=True)
    world.put(*(word(who, "CN", "share", separate=True) for who in BOTH))
    assert titles(world) == {"c1": "c1", "mute": "mute"}
    assert told() == {"person": "n1", "scorecards": 2}
    assert desks.playing.sound(made.id, by, leaves=True) == b"part"


def test_what_hangs_on_a_call_stays_with_it_though_its_file_names_no_call(
    world: World, desks: Desks
) -> None:
    made, by = desks.clips.cut(COMMAND, world.by("coach")), world.by("manager")
    export = Export(Clip, "clip", Query(columns=("id", "title", "start_ms")), "csv-raw")
    assert list(Exports(world.desk).rows(export, by)) == [[made.id, "Asks first", 0]]
    moved_to_china(world)
    assert list(Exports(world.desk).rows(export, by)) == [[made.id, None, 0]]


def test_a_tenant_that_makes_a_place_stricter_closes_it_there(world: World, desks: Desks) -> None:
    for one in world.all(Consent):
        world.change(evolve(one, jurisdiction="DE", version=2))
    assert titles(world)["c1"] == "c1"
    Places(world.desk).set("DE", "pipl", "", world.by("admin"))
    assert titles(world)["c1"] is None
    assert world.all(Call)[0].title  # in the app it stays
