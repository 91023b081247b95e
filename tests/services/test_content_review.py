"""Review of content: several approvers, four eyes, coming back, the time of content."""

from datetime import timedelta

import pytest
from tests.services.conftest import NOW, World

from revrise.core.content.approval import ApprovalRule
from revrise.core.content.asset import Asset, AssetVersion
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.people.person import Person
from revrise.services.content.review import ContentReview
from revrise.services.content.service import AddAsset, Content


@pytest.fixture
def content(world: World) -> Content:
    """Three who make content."""
    world.put(Person("eyes", "Ivo", roles=("enablement",)),
              Person("head", "Ada", roles=("enablement", "manager")))  # fmt: skip
    return Content(world.desk)


@pytest.fixture
def review(world: World, content: Content) -> ContentReview:
    """The service."""
    return ContentReview(world.desk, content)


@pytest.fixture
def asset(world: World, content: Content) -> Asset:
    """In review, of Eve's."""
    made = content.add(AddAsset("playbook", "Opening", "Ask first."), world.by("enb"))
    content.submit(made.id, world.by("enb"))
    return made


def state(world: World, number: str = "1.0.0") -> str:
    return next(one.state for one in world.all(AssetVersion) if one.number == number)


def publish(world: World, content: Content, review: ContentReview, asset: Asset) -> Asset:
    review.approve(asset.id, world.by("eyes"))
    return content.publish(asset.id, world.by("enb"))


def revised(world: World, content: Content, review: ContentReview, asset: Asset) -> None:
    publish(world, content, review, asset)
    content.revise(asset.id, "Ask twice.", world.by("enb"))
    content.submit(asset.id, world.by("enb"))
    publish(world, content, review, asset)


def test_as_many_as_the_rule_wants_approve_side_by_side_and_nobody_twice(
    world: World, review: ContentReview, asset: Asset
) -> None:
    review.set_rule(ApprovalRule("playbook", 2), world.by("admin"))
    review.approve(asset.id, world.by("head"), "Good")
    assert state(world) == "in_review"
    with pytest.raises(Refused, match="already"):
        review.approve(asset.id, world.by("head"))
    review.approve(asset.id, world.by("eyes"))
    assert state(world) == "approved"
    (edition,) = world.all(AssetVersion)
    assert edition.approved_by == ("head", "eyes")
    said = [(one.by, one.verdict, one.comment) for one in edition.reviews]
    assert said == [("enb", "submit", ""), ("head", "approve", "Good"), ("eyes", "approve", "")]


def test_only_those_asked_by_name_or_role_decide(
    world: World, review: ContentReview, asset: Asset
) -> None:
    review.set_rule(ApprovalRule("playbook", 1, (), ("manager",)), world.by("admin"))
    for step in (lambda by: review.approve(asset.id, by),
                 lambda by: review.send_back(asset.id, by, "No")):  # fmt: skip
        with pytest.raises(Refused, match="others are asked"):
            step(world.by("eyes"))
    assert not review.mine(world.by("eyes"))
    assert [one.asset["id"] for one in review.mine(world.by("head"))] == [asset.id]
    review.approve(asset.id, world.by("head"))
    assert state(world) == "approved"


def test_who_wrote_a_draft_does_not_approve_what_another_made_of_it(
    world: World, content: Content, review: ContentReview, asset: Asset
) -> None:
    content.withdraw(asset.id, world.by("enb"))
    content.revise(asset.id, "Ask first!", world.by("eyes"))
    content.submit(asset.id, world.by("eyes"))
    for person in ("enb", "eyes"):
        assert not review.mine(world.by(person))
        with pytest.raises(Refused, match="author"):
            review.approve(asset.id, world.by(person))
    review.approve(asset.id, world.by("head"))
    assert state(world, "1.1.0") == "approved"


def test_a_return_says_why_and_starts_over(
    world: World, content: Content, review: ContentReview, asset: Asset
) -> None:
    review.set_rule(ApprovalRule("*", 2), world.by("admin"))
    review.approve(asset.id, world.by("head"))
    with pytest.raises(Invalid):
        review.send_back(asset.id, world.by("eyes"), "  ")
    review.send_back(asset.id, world.by("eyes"), "Name the source")
    assert state(world) == "draft"
    content.submit(asset.id, world.by("enb"))
    review.approve(asset.id, world.by("head"))
    assert state(world) == "in_review"


def test_the_inbox_shows_what_waits_since_when_and_for_whom(
    world: World, review: ContentReview, asset: Asset
) -> None:
    (one,) = review.inbox(world.by("eyes"))
    assert (one.asset["title"], one.edition["number"], one.since) == ("Opening", "1.0.0", NOW)
    assert (one.approvals, one.needed, one.against, one.mine) == (0, 1, None, True)
    assert [one.mine for one in review.inbox(world.by("enb"))] == [False]
    with pytest.raises(Refused):
        review.inbox(world.by("n1"))
    assert review.mine(world.by("n1")) == ()


def test_an_earlier_version_is_published_again_as_a_new_one(
    world: World, content: Content, review: ContentReview, asset: Asset
) -> None:
    revised(world, content, review, asset)
    made = review.rollback(asset.id, "1.0.0", world.by("eyes"))
    assert (made.number, made.state, made.body) == ("1.2.0", "published", "Ask first.")
    assert (made.author_id, made.approved_by) == ("enb", ("eyes",))
    assert world.all(Asset)[0].published_version == "1.2.0"
    assert world.audited[-1] == "asset.rolled_back"
    with pytest.raises(Refused):
        review.rollback(asset.id, "1.2.0", world.by("eyes"))
    with pytest.raises(NotFound):
        review.rollback(asset.id, "9.0.0", world.by("eyes"))
    content.revise(asset.id, "Ask thrice.", world.by("enb"))
    with pytest.raises(Conflict, match="on its way"):
        review.rollback(asset.id, "1.0.0", world.by("eyes"))


def test_what_expires_leaves_the_library_and_is_renewed(
    world: World, content: Content, review: ContentReview, asset: Asset
) -> None:
    publish(world, content, review, asset)
    assert content.list(world.by("n1"))
    content.expire(asset.id, world.by("enb"))
    assert not content.list(world.by("n1"))
    assert state(world) == "expired"
    with pytest.raises(Refused):
        content.expire(asset.id, world.by("enb"))
    with pytest.raises(Invalid):
        review.set_expiry(asset.id, NOW, world.by("enb"))
    review.set_expiry(asset.id, NOW + timedelta(days=9), world.by("enb"))
    assert state(world) == "published"
    assert [row["state"] for row in content.list(world.by("n1"))] == ["published"]


def test_readers_see_what_is_published_and_not_what_was_said_on_the_way(
    world: World, content: Content, review: ContentReview, asset: Asset
) -> None:
    review.approve(asset.id, world.by("eyes"), "Hardly")
    content.publish(asset.id, world.by("enb"))
    with world.desk.store.read(world.by("n1")) as work:
        rows = work.of(AssetVersion).rows(world.desk.scope(world.by("n1"), "asset_version"))
    assert [row["body"] for row in rows] == ["Ask first."]
    assert not rows[0].get("reviews")


def test_only_an_administrator_sets_rules_and_only_with_people_and_roles_there_are(
    world: World, review: ContentReview
) -> None:
    with pytest.raises(Refused):
        review.set_rule(ApprovalRule("*", 1), world.by("enb"))
    by = world.by("admin")
    for rule in (ApprovalRule("poem"), ApprovalRule("*", 1, (), ("nobody",))):
        with pytest.raises(Invalid):
            review.set_rule(rule, by)
    with pytest.raises(NotFound):
        review.set_rule(ApprovalRule("*", 1, ("nobody",)), by)
    review.set_rule(ApprovalRule("*", 1, ("eyes",)), by)
    review.set_rule(ApprovalRule("*", 2), by)
    assert [(one["id"], one["needed"]) for one in review.rules(by)] == [("*", 2)]
