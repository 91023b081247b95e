"""Rubrics a tenant writes: drafts, one version in force, calls scored on it, nothing deleted."""

from datetime import timedelta

import pytest
from tests.services.conftest import NOW, TENANT, World
from tests.services.test_rubric_preview import call

from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.rubric_text import RubricText, rubric_text_id
from revrise.ports.catalogue import Catalogue
from revrise.services.calls.page import CallPages
from revrise.services.measures.analysing import Analyst
from revrise.services.rubrics.in_force import InForce, Published
from revrise.services.rubrics.service import Rubrics
from revrise.services.rubrics.stored import DecideRubric, RubricDesk, SaveRubric


@pytest.fixture
def in_force(world: World, catalogue: Catalogue) -> InForce:
    return InForce(catalogue, lambda: Published(world.desk.store, TENANT))


@pytest.fixture
def desk(world: World, in_force: InForce) -> RubricDesk:
    return RubricDesk(world.desk, in_force)


@pytest.fixture
def text(catalogue: Catalogue) -> str:
    return catalogue.rubric("discovery").definition.source.replace("weight = ", "weight = 1", 1)


def scored_on(world: World, call_id: str) -> set[str]:
    return {one.rubric for one in world.all(Assessment) if one.subject_id == call_id}


def test_a_copy_becomes_the_next_version_and_scores_new_calls_once_it_is_published(
    world: World, desk: RubricDesk, in_force: InForce, text: str
) -> None:
    eve = world.by("enb")
    before = call(world, in_force, "n1", 3)
    made = desk.save(SaveRubric(text, 0), eve)
    assert (made.ref, made.state) == ("discovery@2", "draft")
    assert "version = 2" in made.text
    call(world, in_force, "n2", 2)
    assert "discovery@1" in scored_on(world, before)
    desk.publish(DecideRubric("discovery", 2, 1), eve)
    after = call(world, in_force, "n3", 1)
    assert scored_on(world, after) == {"discovery@2", "objection-handling@1"}
    assert "discovery@1" in scored_on(world, before)
    (card,) = (one for one in world.all(Assessment) if one.rubric == "discovery@2")
    assert card.scorecard.scorer == "tenant"
    assert world.audited.count("rubric.saved") == world.audited.count("rubric.published") == 1


def test_a_retired_version_leaves_its_scores_and_the_plugins_rubric_counts_again(
    world: World, desk: RubricDesk, in_force: InForce, text: str
) -> None:
    eve = world.by("enb")
    desk.save(SaveRubric(text, 0), eve)
    desk.publish(DecideRubric("discovery", 2), eve)
    made = call(world, in_force, "n1", 2)
    desk.retire(DecideRubric("discovery", 2), eve)
    assert "discovery@1" in scored_on(world, call(world, in_force, "n2", 1))
    assert "discovery@2" in scored_on(world, made)
    page = CallPages(world.desk, in_force).show(made, world.by("coach"))
    assert page.rubrics["discovery@2"].criteria[0].weight > 10
    again = Analyst(in_force).again(page_words(world, made), ["discovery@2", "gone@3", "a@b"])
    assert [one.rubric for one in again.scorecards] == ["discovery@2"]
    desk.publish(DecideRubric("discovery", 2), eve)
    assert in_force.rubric("discovery").definition.version == 2
    assert in_force.rubric("discovery@1").definition.version == 1


def page_words(world: World, call_id: str):  # type: ignore[no-untyped-def]
    from revrise.core.conversations.call import CallTranscript

    return next(one.transcript for one in world.all(CallTranscript) if one.call_id == call_id)


def test_one_version_of_a_name_is_in_force_and_publishing_says_what_it_replaces(
    world: World, desk: RubricDesk, in_force: InForce, text: str
) -> None:
    eve = world.by("enb")
    own = text.replace('id = "discovery"', 'id = "our-own"', 1)
    assert desk.save(SaveRubric(own, 0), eve).ref == "our-own@1"
    assert desk.save(SaveRubric(own.replace("weight = 1", "weight = 2", 1), 1), eve).number == 2
    for number in (1, 2):
        desk.publish(DecideRubric("our-own", number), eve)
    states = {one.number: one.state for one in desk.list(eve, "our-own")}
    assert states == {2: "published", 1: "retired"}
    assert [one.id for one in Rubrics(world.desk, Analyst(in_force)).all(eve)].count("our-own") == 1
    with pytest.raises(Conflict):
        desk.publish(DecideRubric("our-own", 2), eve)
    with pytest.raises(Stale):
        desk.retire(DecideRubric("our-own", 2, 1), eve)
    with pytest.raises(NotFound):
        desk.publish(DecideRubric("our-own", 3), eve)


def test_of_two_who_save_one_is_told_and_the_same_text_is_no_new_version(
    world: World, desk: RubricDesk, text: str
) -> None:
    eve = world.by("enb")
    desk.save(SaveRubric(text.replace("\n", "\r\n"), 0), eve)
    with pytest.raises(Stale):
        desk.save(SaveRubric(text.replace("weight = 1", "weight = 2", 1), 0), eve)
    with pytest.raises(Conflict, match="kept already"):
        desk.save(SaveRubric(text, 2), eve)
    three = rubric_text_id(TENANT, "discovery", 3)
    world.put(RubricText(three, "discovery", 3, text, "enb", NOW))
    with pytest.raises(Conflict):  # the same id: the store itself lets only one in
        world.put(RubricText(three, "discovery", 3, text, "enb", NOW))


def test_a_version_is_compared_with_the_one_before_it_a_plugins_included(
    world: World, desk: RubricDesk, text: str
) -> None:
    eve = world.by("enb")
    desk.save(SaveRubric(text, 0), eve)
    found = desk.diff("discovery", 2, None, eve)
    assert found is not None
    assert [one.what for one in found.changes] == ["weight"]
    own = text.replace('id = "discovery"', 'id = "our-own"', 1)
    desk.save(SaveRubric(own, 0), eve)
    assert desk.diff("our-own", 1, None, eve) is None
    desk.save(SaveRubric(own.replace("weight = 1", "weight = 2", 1), 1), eve)
    same = desk.diff("our-own", 2, 2, eve)
    assert same is not None
    assert same.changes == ()
    compared = desk.compare(text, eve)
    assert [one.what for one in compared.changes] == ["weight"]


def test_a_wrong_text_is_kept_nowhere_and_its_line_is_named(
    world: World, desk: RubricDesk, text: str
) -> None:
    eve = world.by("enb")
    wrong = text.replace("weight = 1", "weight = -1", 1)
    with pytest.raises(Invalid) as told:
        desk.save(SaveRubric(wrong, 0), eve)
    line, key = told.value.culprit.removeprefix("line ").split(": ")
    assert wrong.splitlines()[int(line) - 1].startswith("weight")
    assert key.endswith("weight")
    for bad in (text.replace('id = "discovery"', 'id = "Our Own"', 1), text + "#" * 200_000, ""):
        with pytest.raises(Invalid):
            desk.save(SaveRubric(bad, 0), eve)
    with pytest.raises(Invalid):
        desk.compare(wrong, eve)
    assert desk.list(eve) == []


@pytest.mark.parametrize("who", ["n1", "coach", "manager", "admin"])
def test_only_who_makes_content_writes_and_nobody_else_sees_a_draft(
    world: World, desk: RubricDesk, text: str, who: str
) -> None:
    desk.save(SaveRubric(text, 0), world.by("enb"))
    other = world.by(who)
    for act in (
        lambda: desk.save(SaveRubric(text, 2), other),
        lambda: desk.publish(DecideRubric("discovery", 2), other),
        lambda: desk.retire(DecideRubric("discovery", 2), other),
        lambda: desk.compare(text, other),
    ):
        with pytest.raises(Refused):
            act()
    if who == "admin":
        with pytest.raises(Refused):
            desk.list(other)
        return
    assert desk.list(other) == []
    with pytest.raises(NotFound):
        desk.one("discovery", 2, other)
    desk.publish(DecideRubric("discovery", 2), world.by("enb"))
    assert [one.ref for one in desk.list(other)] == ["discovery@2"]


def test_a_text_that_is_no_rubric_any_more_scores_nothing_and_breaks_nothing(
    world: World, in_force: InForce
) -> None:
    kept = RubricText(
        rubric_text_id(TENANT, "discovery", 7), "discovery", 7, "none", "enb",
        NOW - timedelta(days=9), "published",
    )  # fmt: skip
    world.put(kept)
    assert in_force.rubric("discovery").definition.version == 1
    assert "discovery@1" in scored_on(world, call(world, in_force, "n1", 1))
    with pytest.raises(NotFound):
        in_force.rubric("discovery@7")
