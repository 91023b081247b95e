"""The library: what is published for readers, everything for makers, and nothing twice."""

from typing import Any

import pytest
from tests.services.conftest import World

from revrise.core.content.asset import Asset
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.people.person import Person
from revrise.services.content.library import Library
from revrise.services.content.review import ContentReview
from revrise.services.content.service import AddAsset, Content


@pytest.fixture
def content(world: World) -> Content:
    world.put(Person("eve2", "Eva", team_id="west", roles=("enablement",)))
    return Content(world.desk)


@pytest.fixture
def library(world: World, content: Content) -> Library:
    return Library(world.desk)


def published(world: World, content: Content, title: str, **tags: str) -> Asset:
    made = content.add(AddAsset("playbook", title, "first\nlast", tags=tags), world.by("enb"))
    publish(world, content, made.id)
    return made


def publish(world: World, content: Content, asset_id: str) -> None:
    content.submit(asset_id, world.by("enb"))
    ContentReview(world.desk, content).approve(asset_id, world.by("eve2"))
    content.publish(asset_id, world.by("enb"))


def test_readers_see_what_is_published_and_makers_all(
    world: World, content: Content, library: Library
) -> None:
    published(world, content, "Talk about price", stage="Proposal")
    content.add(AddAsset("battlecard", "Rival", "text"), world.by("enb"))
    assert [one.row["title"] for one in library.view(world.by("n1")).shown] == ["Talk about price"]
    everything = library.view(world.by("enb"))
    assert everything.total == 2
    assert dict(everything.facets["state"]) == {"draft": 1, "published": 1}
    assert (everything.may_add, library.view(world.by("n1")).may_add) == (True, False)
    with pytest.raises(Refused):
        library.view(world.by("admin"))


def test_facets_and_words_narrow_and_count_what_would_be_left(
    world: World, content: Content, library: Library
) -> None:
    published(world, content, "Talk about price", stage="Proposal", product="Pro")
    published(world, content, "Price list", stage="Closing", product="Pro")
    by = world.by("n1")
    assert len(library.view(by, search="PRICE").shown) == 2
    assert [o.row["title"] for o in library.view(by, search="talk price").shown] == [
        "Talk about price"
    ]
    narrowed = library.view(by, {"stage": "Closing"})
    assert [one.row["title"] for one in narrowed.shown] == ["Price list"]
    assert dict(narrowed.facets["stage"]) == {"Proposal": 1, "Closing": 1}
    assert dict(narrowed.facets["product"]) == {"Pro": 1}


def test_a_pinned_link_stays_and_says_that_it_is_stale(
    world: World, content: Content, library: Library
) -> None:
    made, by = published(world, content, "Guide"), world.by("n1")
    assert library.asset(made.id, by, "1.0.0").stale is False
    content.revise(made.id, "first\nnew\nlast", world.by("enb"))
    assert library.asset(made.id, by).edition["number"] == "1.0.0"
    publish(world, content, made.id)
    assert library.asset(made.id, by).edition["number"] == "1.1.0"
    pinned = library.asset(made.id, by, "1.0.0", "1.1.0")
    assert (pinned.stale, pinned.body, pinned.compared) == (True, "first\nlast", ("1.0.0", "1.1.0"))
    lines = [(one.kind, one.text) for one in pinned.changes]
    assert lines == [("same", "first"), ("new", "new"), ("same", "last")]
    for number, against in (("9.9.9", None), ("1.0.0", "9.9.9")):
        with pytest.raises(NotFound):
            library.asset(made.id, by, number, against)


def test_only_steps_that_state_and_policy_allow_are_offered(
    world: World, content: Content, library: Library
) -> None:
    made = content.add(AddAsset("playbook", "Guide", "text"), world.by("enb"))
    steps = {"draft": library.asset(made.id, world.by("enb")).steps}
    content.submit(made.id, world.by("enb"))
    steps["own"] = library.asset(made.id, world.by("enb")).steps
    steps["other"] = library.asset(made.id, world.by("eve2")).steps
    ContentReview(world.desk, content).approve(made.id, world.by("eve2"))
    content.publish(made.id, world.by("enb"))
    steps["reader"] = library.asset(made.id, world.by("n1")).steps
    assert steps == {
        "draft": ("submit", "retire", "revise"),
        "own": ("withdraw", "revise"),
        "other": ("approve", "send_back", "revise"),
        "reader": (),
    }


def test_uses_are_counted_as_far_as_one_may_see_them(
    world: World, content: Content, library: Library
) -> None:
    made = published(world, content, "Guide")
    world.put(Deal("d1", "Deal", "LeadIn", "n1", "north"))
    content.use(made.id, "shared", world.by("n1"), "d1")
    content.use(made.id, "used", world.by("n2"))
    assert library.asset(made.id, world.by("enb")).use["uses"] == 2
    own = library.asset(made.id, world.by("n1"))
    assert (own.use["uses"], own.use["shared"], own.use["used"]) == (1, 1, 0)
    assert own.deals == [("d1", "Deal")]
    assert library.asset(made.id, world.by("s1")).use == {}


def test_an_asset_and_a_version_are_made_once_however_often_the_form_is_sent(
    world: World, content: Content
) -> None:
    by = world.by("enb")
    command = AddAsset("playbook", "Guide", "text", token="form-1")
    made = content.add(command, by)
    assert content.add(command, by) == made
    first = content.revise(made.id, "more", by, after="1.0.0")
    assert content.revise(made.id, "more", by, after="1.0.0") == first
    with pytest.raises(Conflict, match=r"1\.1\.0"):
        content.revise(made.id, "other", world.by("eve2"), after="1.0.0")


@pytest.mark.parametrize(("field", "value"), [("kind", "poem"), ("title", " "), ("body", "\n")])
def test_what_an_asset_lacks_is_named(
    world: World, content: Content, field: str, value: Any
) -> None:
    usual = {"kind": "playbook", "title": "Guide", "body": "text"}
    with pytest.raises(Invalid) as caught:
        content.add(AddAsset(**{**usual, field: value}), world.by("enb"))
    assert caught.value.culprit == field
