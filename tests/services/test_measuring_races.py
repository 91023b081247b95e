"""Two workers that measure one call at the same moment: the second waits, and its job succeeds."""

from collections.abc import Callable
from threading import Thread
from typing import Any

from attrs import define, evolve, field
from tests.services.conftest import NOW, World
from tests.services.test_said_service import LISTENER, TALK
from tests.support.flow_site import Context

from revrise.core.conversations.call_measure import CallMeasure
from revrise.core.errors import RevRiseError
from revrise.core.governance.actor import Actor
from revrise.services.calls.commands import AddCall, Agreed
from revrise.services.calls.measuring import Measuring
from revrise.services.calls.service import Calls


@define
class Late:
    """A store; before its first write is kept, somebody else does something."""

    inner: Any
    other: Callable[[], object]
    thread: Thread | None = None

    def begin(self, actor: Actor) -> Any:
        return _Unit(self, self.inner.begin(actor))

    def meanwhile(self) -> None:
        if self.thread is None:
            self.thread = Thread(target=self.other)
            self.thread.start()
            self.thread.join(0.5)  # where it has to wait it goes on afterwards

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@define
class _Unit:
    store: Late
    unit: Any
    work: Any = field(init=False)

    def __enter__(self) -> Any:
        self.work = self.unit.__enter__()
        return self

    def __exit__(self, *what: Any) -> None:
        self.unit.__exit__(*what)

    def record(self, *given: Any) -> None:
        self.work.record(*given)
        self.store.meanwhile()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.work, name)


def test_of_two_who_measure_a_call_at_once_neither_fails(world: World) -> None:
    add = AddCall(TALK, "8" * 64, "Talk", "n1", NOW, agreed=Agreed("EU"))
    call = Calls(world.desk, LISTENER).add(add, world.by(None)).call
    tenant, asked = world.by(None).tenant_id, {"calls": [call.id]}
    wrong: list[RevRiseError] = []

    def other() -> None:
        try:
            Measuring(world.desk, tenant, LISTENER).run(Context(), asked)
        except RevRiseError as error:
            wrong.append(error)

    late = Late(world.desk.store, other)
    Measuring(evolve(world.desk, store=late), tenant, LISTENER).run(Context(), asked)
    assert late.thread is not None
    late.thread.join(30)
    assert not late.thread.is_alive()
    assert wrong == []
    assert len(world.all(CallMeasure)) == 1
