"""Courses from draft to published, a next version, retired; who may, and what is refused."""

import pytest
from attrs import evolve
from tests.services.conftest import World

from revrise.core.content.approval import ApprovalRule
from revrise.core.content.asset import Asset
from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from revrise.core.learning.course import Course, Lesson, Question
from revrise.core.roleplay.scenario import Scenario
from revrise.services.learning.authoring import Authoring, CourseText
from revrise.services.learning.course_desk import CourseDesks
from revrise.services.learning.course_review import CourseReview
from revrise.services.learning.page import LearningPages
from revrise.services.learning.service import Learning

LESSONS = (
    Lesson("l1", "Why ask", body="Because.", module="Start"),
    Lesson("l2", "Try it", body="Now you.", module="Practice", asset_id="a1", scenario_id="sc1"),
)
QUIZ = (Question("q1", "Open or closed?", ("Open", "Closed"), 0),)
TEXT = CourseText("Asking", "en", {"zh": "提问"}, ("discovery",), LESSONS, QUIZ, 0.7, 14)


@pytest.fixture
def authoring(world: World) -> Authoring:
    """With an asset and a scenario to link to; one asset is a draft."""
    world.put(
        Asset("a1", "deck", "Questions", "enb", state="published"),
        Asset("a2", "deck", "Unripe", "enb"),
    )
    world.put(Scenario("sc1", "Cold", "p", "b", (), "standard", "discovery"))
    return Authoring(world.desk)


def published(world: World, authoring: Authoring, text: CourseText = TEXT) -> Course:
    """Written by one, approved by another."""
    made = authoring.draft(text, world.by("enb"))
    authoring.approve(made.id, world.by(None))
    return authoring.publish(made.id, world.by("enb"))


def test_nobody_publishes_a_course_that_only_its_authors_saw(
    world: World, authoring: Authoring
) -> None:
    by, owner = world.by("enb"), world.by(None)
    made = authoring.draft(TEXT, by)
    with pytest.raises(Conflict, match="0 of 1 approvals"):
        authoring.publish(made.id, by)
    with pytest.raises(Refused, match="what they wrote"):
        authoring.approve(made.id, by)
    assert authoring.approve(made.id, owner).approved_by == (owner.person_id,)
    with pytest.raises(Refused, match="already"):
        authoring.approve(made.id, owner)
    authoring.edit(made.id, evolve(TEXT, title="Other"), by)
    with pytest.raises(Conflict, match="0 of 1 approvals"):
        authoring.publish(made.id, by)
    authoring.edit(made.id, evolve(TEXT, title="Mine"), owner)
    with pytest.raises(Refused, match="what they wrote"):
        authoring.approve(made.id, owner)


def test_a_course_in_review_waits_for_another_and_goes_back_with_a_reason(
    world: World, authoring: Authoring
) -> None:
    by, owner, review = world.by("enb"), world.by(None), CourseReview(world.desk)
    made = authoring.draft(TEXT, by)
    with pytest.raises(Conflict, match="nobody asked"):
        review.send_back(made.id, owner, "Shorter")
    assert review.submit(made.id, by).asked_at == world.desk.clock.now()
    with pytest.raises(Conflict, match="already"):
        review.submit(made.id, by)
    assert [one.course.id for one in review.mine(owner)] == [made.id]
    assert [(one.mine, one.author) for one in review.inbox(by)] == [(False, "Eve")]
    assert review.mine(world.by("n1")) == ()
    with pytest.raises(Refused, match="what they wrote"):
        review.send_back(made.id, by, "Shorter")
    with pytest.raises(Refused):
        review.send_back(made.id, world.by("n1"), "Shorter")
    for words in (" ", "x" * 2_001):
        with pytest.raises(Invalid):
            review.send_back(made.id, owner, words)
    authoring.approve(made.id, owner)
    back = review.send_back(made.id, owner, "Shorter ")
    assert (back.asked_at, back.approved_by, back.reviews[-1].comment) == (None, (), "Shorter")
    desk = CourseDesks(world.desk, authoring)
    found = desk.of(made.id, by).returned
    assert found is not None
    assert found.comment == "Shorter"
    assert review.inbox(owner) == ()
    again = review.submit(made.id, by)
    assert desk.of(made.id, by).returned is None
    with pytest.raises(Stale):
        authoring.approve(made.id, owner, again.version - 1)
    edited = authoring.edit(made.id, evolve(TEXT, title="Short"), by)
    assert edited.asked_at is None
    review.submit(made.id, by)
    authoring.approve(made.id, owner)
    out = authoring.publish(made.id, by)
    assert (out.asked_at, {one.comment for one in out.reviews}) == (None, {""})
    with pytest.raises(Conflict, match="published already"):
        review.send_back(made.id, owner, "Late")


def test_how_many_approve_a_course_and_who_is_a_rule_of_content(
    world: World, authoring: Authoring
) -> None:
    made, owner = authoring.draft(TEXT, world.by("enb")), world.by(None)
    world.put(ApprovalRule("course", 2), ApprovalRule("*", 1))
    authoring.approve(made.id, owner)
    with pytest.raises(Conflict, match="1 of 2 approvals"):
        authoring.publish(made.id, world.by("enb"))
    world.change(ApprovalRule("course", 1, ("n1",), version=2))
    authoring.edit(made.id, evolve(TEXT, title="Other"), world.by("enb"))
    with pytest.raises(Refused, match="not asked"):
        authoring.approve(made.id, owner)
    second = authoring.draft(evolve(TEXT, lessons=()), world.by("enb"))
    with pytest.raises(Invalid):
        authoring.approve(second.id, owner)


def test_a_company_may_do_without_approval_of_courses_and_of_nothing_else(
    world: World, authoring: Authoring
) -> None:
    made = authoring.draft(TEXT, world.by("enb"))
    world.put(ApprovalRule("course", 0))
    assert authoring.publish(made.id, world.by("enb")).state == "published"
    for kind in ("*", "deck"):
        with pytest.raises(Invalid, match="1 to 5"):
            ApprovalRule(kind, 0)


def test_a_course_goes_from_draft_to_learners(world: World, authoring: Authoring) -> None:
    by, rep, pages = world.by("enb"), world.by("n1"), LearningPages(world.desk)
    made = authoring.draft(TEXT, by)
    assert CourseText.of(made) == TEXT
    with pytest.raises(NotFound):
        pages.course(made.id, rep)
    authoring.approve(made.id, world.by(None))
    out = authoring.publish(made.id, by)
    assert (out.state, out.published_at, out.edition) == ("published", world.desk.clock.now(), 1)
    assert pages.course(made.id, rep).course.called("zh") == "提问"
    assert [one.id for one in pages.overview(rep).catalogue] == [made.id]
    assert world.audited[-3:] == ["course.drafted", "course.approved", "course.published"]


def test_what_is_published_does_not_change(world: World, authoring: Authoring) -> None:
    by = world.by("enb")
    made = published(world, authoring)
    with pytest.raises(Conflict, match="do not change"):
        authoring.edit(made.id, evolve(TEXT, title="Other"), by)
    with pytest.raises(Conflict, match="published already"):
        authoring.publish(made.id, by)
    assert world.all(Course) == [made]


def test_a_new_version_takes_over_and_who_began_goes_on_with_the_old_one(
    world: World, authoring: Authoring
) -> None:
    by, rep, learning = world.by("enb"), world.by("n1"), Learning(world.desk)
    first = published(world, authoring)
    begun = learning.enrol(first.id, "n1", rep)
    draft = authoring.revise(first.id, by)
    assert authoring.revise(first.id, by) == draft
    assert (draft.edition, draft.follows, draft.state) == (2, first.id, "draft")
    authoring.edit(draft.id, evolve(TEXT, title="Asking well"), by)
    authoring.approve(draft.id, world.by(None))
    second = authoring.publish(draft.id, by)
    with pytest.raises(Conflict, match="replaced by"):
        learning.enrol(first.id, "n2", world.by("n2"))
    with pytest.raises(Conflict, match="newer version"):
        authoring.revise(first.id, by)
    learning.finish_lesson(begun.id, "l1", rep)
    learning.finish_lesson(begun.id, "l2", rep)
    assert learning.answer(begun.id, {"q1": 0}, rep).state == "completed"
    page = LearningPages(world.desk).overview(world.by("n2"))
    assert [one.title for one in page.catalogue] == [second.title] == ["Asking well"]


def test_a_retired_course_is_gone_for_learners(world: World, authoring: Authoring) -> None:
    by = world.by("enb")
    made = published(world, authoring)
    authoring.retire(made.id, by)
    with pytest.raises(NotFound):
        Learning(world.desk).enrol(made.id, "n1", world.by("n1"))
    with pytest.raises(Conflict, match="retired already"):
        authoring.retire(made.id, by)
    assert world.audited[-1] == "course.retired"


@pytest.mark.parametrize(
    ("change", "culprit"),
    [
        ({"title": " "}, "title"),
        ({"language": "fr"}, "language"),
        ({"pass_mark": 1.2}, "pass_mark"),
        ({"due_days": 0}, "due_days"),
        ({"competencies": ("juggling",)}, "competencies"),
        ({"lessons": (LESSONS[0], LESSONS[0])}, "lessons"),
        ({"lessons": (evolve(LESSONS[0], asset_id="nowhere"),)}, "lessons"),
        ({"lessons": (evolve(LESSONS[0], scenario_id="nowhere"),)}, "lessons"),
        ({"quiz": (Question("q", "One?", ("only",), 0),)}, "quiz"),
        ({"quiz": (Question("q", "Two?", ("a", "b"), 2),)}, "quiz"),
    ],
)
def test_a_draft_that_cannot_be_is_refused_with_its_culprit(
    world: World, authoring: Authoring, change: dict[str, object], culprit: str
) -> None:
    with pytest.raises(Invalid) as caught:
        authoring.draft(evolve(TEXT, **change), world.by("enb"))
    assert caught.value.culprit == culprit
    assert not world.all(Course)


@pytest.mark.parametrize(
    "change",
    [
        {"lessons": ()},
        {"lessons": (Lesson("l1", "Empty"),)},
        {"competencies": ()},
        {"lessons": (evolve(LESSONS[0], asset_id="a2"),)},
    ],
)
def test_an_unfinished_draft_is_kept_but_not_published(
    world: World, authoring: Authoring, change: dict[str, object]
) -> None:
    by = world.by("enb")
    made = authoring.draft(evolve(TEXT, **change), by)
    with pytest.raises(Invalid):
        authoring.publish(made.id, by)
    assert world.all(Course) == [made]


def test_two_authors_do_not_overwrite_each_other(world: World, authoring: Authoring) -> None:
    by = world.by("enb")
    made = authoring.draft(TEXT, by)
    authoring.edit(made.id, evolve(TEXT, title="Hers"), by, made.version)
    with pytest.raises(Stale):
        authoring.edit(made.id, evolve(TEXT, title="His"), world.by(None), made.version)
    assert [one.title for one in world.all(Course)] == ["Hers"]


def test_a_second_click_makes_no_second_draft(world: World, authoring: Authoring) -> None:
    by = world.by("enb")
    assert authoring.draft(TEXT, by, "t") == authoring.draft(TEXT, by, "t")


@pytest.mark.parametrize("who", ["n1", "coach", "manager", "admin"])
def test_only_enablement_makes_courses(world: World, authoring: Authoring, who: str) -> None:
    made, by = authoring.draft(TEXT, world.by("enb")), world.by(who)
    for refused in (
        lambda: authoring.draft(TEXT, by),
        lambda: authoring.edit(made.id, TEXT, by),
        lambda: authoring.approve(made.id, by),
        lambda: authoring.publish(made.id, by),
        lambda: authoring.revise(made.id, by),
        lambda: authoring.retire(made.id, by),
        lambda: authoring.text(made.id, by),
    ):
        with pytest.raises(Refused):
            refused()


def test_the_list_of_courses_gives_no_answers_away(world: World, authoring: Authoring) -> None:
    by = world.by("enb")
    published(world, authoring)
    assert all("quiz" not in row for row in Learning(world.desk).courses(world.by("n1")))
    assert authoring.text(world.all(Course)[0].id, by).quiz == QUIZ
