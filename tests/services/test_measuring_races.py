"""Two workers that measure one call at the same moment: the second waits, and its job succeeds."""

from attrs import evolve
from tests.services.conftest import NOW, World
from tests.services.test_said_service import LISTENER, TALK
from tests.support.flow_site import Context
from tests.support.late import Late

from revrise.core.conversations.call_measure import CallMeasure
from revrise.core.errors import RevRiseError
from revrise.services.calls.commands import AddCall, Agreed
from revrise.services.calls.service import Calls
from revrise.services.measures.measuring import Measuring


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
