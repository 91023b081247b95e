"""The same call given twice at the same moment: nobody is to review it in two assignments."""

from collections.abc import Callable
from threading import Thread
from typing import Any

from attrs import define, evolve, field, frozen
from tests.services.conftest import World
from tests.services.test_assignments import DUE, FRESH
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


@define
class Meanwhile:
    """A catalogue; as a call is measured somebody else does something, and is waited for."""

    inner: Any
    act: Callable[[], object]
    waited: list[bool] = field(factory=list)

    def detectors(self) -> Any:
        other = Thread(target=self.act)
        other.start()
        other.join(5)
        self.waited.append(other.is_alive())
        return self.inner.detectors()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


def test_nobody_waits_to_write_while_a_call_is_measured_for_its_reviewers(
    world: World,
    analyst: Any,
    reviewers: Giving,
) -> None:
    """A detector may take ten seconds; SQLite has one writer at a time."""
    card = heard(world, analyst)

    def write() -> None:
        with world.desk.store.begin(world.by("coach2")) as work:
            work.record("test.written", "something")

    slow = Meanwhile(reviewers.catalogue, write)
    command = GiveCall(card.subject_id, FRESH, ("coach", "coach2"), DUE)
    made = Giving(world.desk, slow).give(command, world.by("manager"))
    assert made.fresh
    assert slow.waited == [False]
