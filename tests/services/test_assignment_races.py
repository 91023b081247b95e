"""The same call given twice at the same moment: nobody is to review it in two assignments."""

from collections.abc import Callable
from threading import Thread
from typing import Any

from attrs import evolve, frozen
from tests.services.conftest import World
from tests.services.test_assignments import DUE
from tests.services.test_assignments import giving as reviewers
from tests.services.test_blind_reviews import analyst, heard

from revrise.core.errors import Invalid
from revrise.core.scoring.assignment import BlindAssignment
from revrise.core.scoring.blind_review import BlindReview
from revrise.services.assignments.giving import GiveCall, Giving

__all__ = ["analyst", "reviewers"]


@frozen
class Between:
    """Ids, and what somebody else does once reviewers were looked at and before they are kept."""

    ids: Any
    other: Thread

    def new(self, prefix: str) -> str:
        if prefix == "blind" and self.other.ident is None:
            self.other.start()
            self.other.join(0.5)  # where it has to wait it goes on afterwards
        return str(self.ids.new(prefix))


def refused(give: Callable[[], object], told: list[str]) -> None:
    try:
        give()
    except Invalid as error:
        told.append(str(error))


def test_of_two_who_give_a_call_to_the_same_people_at_once_one_is_told(
    world: World,
    analyst: Any,
    reviewers: Giving,
) -> None:
    card = heard(world, analyst)
    command = GiveCall(card.subject_id, card.rubric.partition("@")[0], ("coach", "coach2"), DUE)
    told: list[str] = []
    give = lambda: reviewers.give(command, world.by("manager"))  # noqa: E731
    other = Thread(target=refused, args=(give, told))
    racing = evolve(world.desk, ids=Between(world.desk.ids, other))
    Giving(racing, reviewers.catalogue).give(command, world.by("manager"))
    other.join(30)
    assert not other.is_alive()
    assert told
    assert len(world.all(BlindAssignment)) == 1
    assert sorted(one.coach_id for one in world.all(BlindReview) if one.assignment_id) == [
        "coach",
        "coach2",
    ]
