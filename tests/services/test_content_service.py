"""The library: drafts, four eyes, editions that never change, and who used what."""

import pytest
from tests.services.conftest import NOW, World

from revrise.core.content.asset import Asset, AssetUse, AssetVersion
from revrise.core.deals.deal import Deal
from revrise.core.errors import NotFound, Refused
from revrise.core.people.person import Person
from revrise.services.content.review import ContentReview
from revrise.services.content.service import AddAsset, Content


@pytest.fixture
def content(world: World) -> Content:
    """The service, and a second pair of eyes."""
    world.put(Person("eyes", "Ivo", roles=("enablement",)))
    return Content(world.desk)


@pytest.fixture
def asset(world: World, content: Content) -> Asset:
    """A draft of Eve's."""
    return content.add(AddAsset("playbook", "Opening", "Ask first.", tags={"stage": "Discovery"}),
                       world.by("enb"))  # fmt: skip


def published(world: World, content: Content, asset: Asset) -> Asset:
    content.submit(asset.id, world.by("enb"))
    ContentReview(world.desk, content).approve(asset.id, world.by("eyes"))
    return content.publish(asset.id, world.by("enb"))


def test_an_asset_goes_from_draft_to_published_by_four_eyes(
    world: World, content: Content, asset: Asset
) -> None:
    shown = published(world, content, asset)
    assert (shown.state, shown.published_version) == ("published", "1.0.0")
    (edition,) = world.all(AssetVersion)
    assert (edition.approved_by, edition.published_at) == (("eyes",), NOW)
    steps = ["added", "submit", "approve", "published"]
    assert world.audited[-4:] == [f"asset.{step}" for step in steps]


def test_the_author_may_not_approve(world: World, content: Content, asset: Asset) -> None:
    content.submit(asset.id, world.by("enb"))
    with pytest.raises(Refused, match="author"):
        ContentReview(world.desk, content).approve(asset.id, world.by("enb"))
    assert world.all(AssetVersion)[0].state == "in_review"


def test_no_step_is_skipped(world: World, content: Content, asset: Asset) -> None:
    for step in (ContentReview(world.desk, content).approve, content.publish):
        with pytest.raises(Refused, match="draft cannot become"):
            step(asset.id, world.by("eyes"))
    assert world.audited[-1] == "asset.added"


def test_readers_keep_the_published_edition_while_a_new_one_is_drafted(
    world: World, content: Content, asset: Asset
) -> None:
    published(world, content, asset)
    made = content.revise(asset.id, "Ask twice.", world.by("enb"))
    assert (made.number, made.state) == ("1.1.0", "draft")
    bodies = {one.number: (one.body, one.state) for one in world.all(AssetVersion)}
    assert bodies == {"1.0.0": ("Ask first.", "published"), "1.1.0": ("Ask twice.", "draft")}
    assert world.all(Asset)[0].published_version == "1.0.0"
    assert published(world, content, asset).published_version == "1.1.0"


def test_reps_see_what_is_published_and_nothing_else(
    world: World, content: Content, asset: Asset
) -> None:
    assert content.list(world.by("n1")) in ([], ())
    assert [row["id"] for row in content.list(world.by("enb"))] == [asset.id]
    published(world, content, asset)
    assert [row["title"] for row in content.list(world.by("n1"))] == ["Opening"]


def test_a_draft_is_used_by_nobody_who_cannot_see_it(
    world: World, content: Content, asset: Asset
) -> None:
    said = []
    for name in (asset.id, "nowhere"):
        with pytest.raises(NotFound) as caught:
            content.use(name, "shared", world.by("n1"))
        said.append(str(caught.value).replace(name, "it"))
    assert said[0] == said[1]
    assert world.all(AssetUse) == []


def test_a_use_is_kept_with_person_team_and_deal(
    world: World, content: Content, asset: Asset
) -> None:
    published(world, content, asset)
    world.put(
        Deal("d1", "Mine", "Discovery", "n1", "north"), Deal("d2", "X", "Discovery", "n2", "north")
    )
    used = content.use(asset.id, "shared", world.by("n1"), deal_id="d1")
    said = []
    for name in ("d2", "nowhere"):
        with pytest.raises(NotFound) as caught:
            content.use(asset.id, "shared", world.by("n1"), deal_id=name)
        said.append(str(caught.value).replace(name, "it"))
    assert said[0] == said[1]
    assert world.all(AssetUse) == [used]
    assert (used.person_id, used.team_id, used.deal_id, used.at) == ("n1", "north", "d1", NOW)
    assert world.audited[-1] == "asset.shared"


@pytest.mark.parametrize("person", ["n1", "coach", "manager", "admin"])
def test_only_enablement_writes(world: World, content: Content, asset: Asset, person: str) -> None:
    by, before = world.by(person), world.audited
    with pytest.raises(Refused):
        content.add(AddAsset("playbook", "Mine", "…"), by)
    approve = ContentReview(world.desk, content).approve
    for step in (content.submit, approve, content.publish):
        with pytest.raises(Refused):
            step(asset.id, by)
    with pytest.raises(Refused):
        content.revise(asset.id, "…", by)
    assert world.audited == before
