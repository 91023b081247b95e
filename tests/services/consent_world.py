"""A contact somebody may ask, and a call whose seller agreed and whose buyer nobody asked."""

import pytest
from tests.services.test_calls_service import command

from revrise.core.deals.account import Card
from revrise.services.calls.commands import Agreed


@pytest.fixture
def contact(world):
    """A contact of n1, and one of n2."""
    world.put(
        Card("card1", "Wei Chen", email="Wei@example.test", owner_id="n1", team_id="north"),
        Card("card2", "Bo Li", email="bo@example.test", owner_id="n2", team_id="north"),
    )
    return "card1"


def seller_agreed(calls, world):
    """A call whose seller agreed and whose buyer nobody asked."""
    agreed = Agreed("CN", ("A",), separately=True)
    return calls.add(command(agreed=agreed), world.by("n1")).call.id


def shown(calls, world, call_id):
    return calls.show(call_id, world.by("n1"))["transcript"] is not None
