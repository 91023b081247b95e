"""The demo counts calls in whatever state who looks around left them."""

from tests.services.conftest import NOW, World

from revrise.apps.demo.loop.calls import count_calls
from revrise.core.conversations.call import Call

STATES = {
    "analysed": None,
    "added": None,
    "transcribing": None,
    "blocked": "no consent from B",
    "failed": "no speech model is set",
}


def test_calls_in_every_state_are_counted_and_only_blocked_ones_wait_for_consent(
    world: World,
) -> None:
    for state, why in STATES.items():
        of = (state, state, "n1", "north", NOW, "en", state)
        world.put(Call(*of, state=state, blocked_reason=why))
    seen = count_calls(world.desk, world.by(None))
    assert (seen["total"], seen["analysed"], seen["blocked"], seen["logged"]) == (5, 1, 1, 1)
    assert seen["blocked_because"] == {"no consent from B": 1}
