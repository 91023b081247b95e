"""The tokens of a day are set aside before a language model is asked: no two share the last."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from tests.services.assisting_world import TWO_THOUSAND, Asking, answer, point
from tests.services.conftest import World

from revrise.core.errors import Conflict
from revrise.ports.language_model import Limits


@pytest.fixture
def asks(world: World, catalogue: Any) -> Asking:
    made = Asking(world, catalogue)
    made.says = answer(point("It costs.", TWO_THOUSAND))
    made.model.limits = Limits(tokens_a_day=1)
    return made


def test_of_two_who_ask_at_once_the_second_is_refused(asks: Asking) -> None:
    together = Barrier(2)

    def ask(who: str) -> str:
        together.wait()
        try:
            return str(asks.ask(who=who).id)
        except Conflict as error:
            return error.message

    with ThreadPoolExecutor(2) as two:
        told = sorted(two.map(ask, ("n1", "coach")), key=len)
    assert told[0] == asks.kept[0].id
    assert "used up" in told[1]
    assert len(asks.model.sent) == 1


def test_what_is_set_aside_counts_while_the_model_thinks(asks: Asking) -> None:
    refused: list[str] = []

    def think(_: Any) -> str:
        with pytest.raises(Conflict) as told:
            asks.ask(who="coach")
        refused.append(told.value.message)
        return asks.says

    asks.model.script = think
    asks.ask()
    assert len(refused) == len(asks.kept) == 1


def test_an_answer_counts_for_what_it_used_not_for_what_was_set_aside(asks: Asking) -> None:
    used = asks.ask().usage
    asks.model.limits = Limits(tokens_a_day=used + 1)
    asks.ask()
    with pytest.raises(Conflict):
        asks.ask()
    assert len(asks.kept) == 2
    assert asks.world.audited.count("model_answer.asked") == 2


def test_whoever_dies_while_the_model_thinks_leaves_it_counted(asks: Asking) -> None:
    def die(_: Any) -> str:
        raise KeyboardInterrupt

    asks.model.script = die
    with pytest.raises(KeyboardInterrupt):
        asks.ask()
    with pytest.raises(Conflict, match="used up"):
        asks.ask()
