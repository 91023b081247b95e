"""Who may try a rubric on past calls: what it hears tells of words, so it takes reading them."""

import pytest
from tests.services.conftest import TENANT, World
from tests.services.test_rubric_preview import call, ids, previews, shown, text

from revrise.adapters.casbin.sources import default_rules
from revrise.core.errors import Refused
from revrise.core.governance.actor import system_actor
from revrise.core.governance.policy_text import document
from revrise.ports.catalogue import Catalogue
from revrise.ports.policy import PolicyRule
from revrise.services.rubrics.preview import PreviewRubric, Previews

__all__ = ["previews", "text"]


def let(world: World, *resources: str) -> None:
    """Enablement may read these from now on, of the team north."""
    more = [PolicyRule("enablement", one, "read", "team_id == 'north'") for one in resources]
    with world.desk.store.begin(system_actor(TENANT)) as work:
        work.set_policy(document([*default_rules(), *more]))
        work.record("test.policy", TENANT)


def test_who_writes_rubrics_and_reads_no_calls_is_refused(
    previews: Previews, text: str, world: World
) -> None:
    assert not previews.tries(world.by("enb"))
    with pytest.raises(Refused):
        previews.show(PreviewRubric(text), world.by("enb"))


def test_to_read_that_there_are_calls_is_not_enough(
    world: World, catalogue: Catalogue, previews: Previews, text: str
) -> None:
    call(world, catalogue, "n1", 1)
    let(world, "call", "consent")
    assert not previews.tries(world.by("enb"))
    with pytest.raises(Refused):
        previews.show(PreviewRubric(text), world.by("enb"))


def test_let_read_calls_of_a_team_they_try_on_those_alone(
    world: World, catalogue: Catalogue, previews: Previews, text: str
) -> None:
    north = call(world, catalogue, "n1", 1)
    call(world, catalogue, "s1", 2)
    let(world, "call", "call_transcript", "consent")
    assert previews.tries(world.by("enb"))
    assert ids(shown(previews, text, world, "enb")) == [north]
