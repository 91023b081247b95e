"""A question to a language model is work for later: cancelled, tried again, answered once."""

from typing import Any

import pytest
from attrs import evolve
from tests.services.assisting_world import TWO_THOUSAND, Asking, answer, point
from tests.services.conftest import NOW, World
from tests.services.test_assisting_consent import withdraw

from revrise.core.errors import Conflict, Retriable, Withheld
from revrise.core.jobs.job import Job
from revrise.ports.jobs import Cancelled
from revrise.ports.language_model import Asked, Limits


@pytest.fixture
def asks(world: World, catalogue: Any) -> Asking:
    made = Asking(world, catalogue)
    made.says = answer(point("It costs.", TWO_THOUSAND))
    made.model.limits = Limits(tokens_a_day=1)
    return made


def test_who_asks_is_answered_before_the_model_is(asks: Asking) -> None:
    job = asks.job(asks.queue())
    assert (job.task, job.key, job.actor_id) == ("call.ask_model", "c1", "n1")
    assert not asks.model.sent
    assert [one.id for one in asks.service.unanswered("c1", asks.world.by("n1"))] == [job.id]
    assert asks.service.unanswered("c1", asks.world.by("coach")) == []
    assert asks.work(job.id).author_id == "n1"


def test_a_question_cancelled_before_anybody_began_gives_its_tokens_back(asks: Asking) -> None:
    job = asks.job(asks.queue())
    with pytest.raises(Conflict, match="used up"):
        asks.queue()
    asks.world.change(job.cancelled(NOW))
    assert asks.service.unanswered("c1", asks.world.by("n1")) == []
    assert asks.ask().points


def test_one_cancelled_while_the_model_thinks_counts_for_words_may_have_left(asks: Asking) -> None:
    job = asks.job(asks.queue())
    asks.world.change(evolve(job.taken("w", NOW).cancelled(NOW), version=job.version + 1))
    with pytest.raises(Conflict, match="used up"):
        asks.queue()


def test_cancelled_between_two_parts_nothing_more_is_sent_and_nothing_kept(asks: Asking) -> None:
    asks.model.limits = Limits(characters=60, parts=3)
    job = asks.queue()
    with pytest.raises(Cancelled):
        asks.work(job, stops=1)
    assert len(asks.model.sent) == 1
    assert not asks.kept


def test_a_busy_model_gives_the_tokens_back_and_takes_them_again(asks: Asking) -> None:
    job = asks.queue()
    asks.fails = True
    with pytest.raises(Retriable):
        asks.work(job)
    asks.fails = False
    other = asks.queue(who="coach")
    with pytest.raises(Conflict, match="used up"):
        asks.work(job)
    asks.world.change(asks.job(other).cancelled(NOW))
    assert asks.work(job).author_id == "n1"
    assert asks.world.audited.count("model_answer.failed") == 2


def test_a_model_that_crashes_gives_the_tokens_back(asks: Asking) -> None:
    def crash(_: Asked) -> str:
        raise ZeroDivisionError

    asks.model.script = crash
    with pytest.raises(ZeroDivisionError):
        asks.work(asks.queue())
    assert asks.queue()


def test_a_job_that_is_run_again_after_its_answer_was_kept_asks_nobody(asks: Asking) -> None:
    job = asks.queue()
    made = asks.work(job)
    assert asks.work(job) == made
    assert (len(asks.model.sent), len(asks.kept)) == (1, 1)


def test_consent_taken_back_while_it_waits_sends_nothing(asks: Asking) -> None:
    job = asks.queue()
    withdraw(asks.world, "B-coach")
    with pytest.raises(Withheld):
        asks.work(job)
    assert not asks.model.sent


def test_consent_taken_back_between_two_parts_keeps_the_next_in_the_house(asks: Asking) -> None:
    asks.model.limits = Limits(characters=60, parts=3)

    def thinks(_: Asked) -> str:
        withdraw(asks.world, "B-share")
        return asks.says

    asks.model.script = thinks
    with pytest.raises(Withheld):
        asks.work(asks.queue())
    assert len(asks.model.sent) == 1
    assert not asks.kept


def test_who_may_no_longer_see_the_call_gets_no_answer(asks: Asking) -> None:
    job = asks.queue()
    moved: Job = asks.job(job)
    asks.world.change(evolve(moved, actor_id="s1", version=moved.version + 1))
    with pytest.raises(Exception, match="c1"):
        asks.work(job)
    assert not asks.model.sent
