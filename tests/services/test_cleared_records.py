"""Words of conversations as people may read and save them, whatever service asks."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World

from revrise.adapters.plugins import load
from revrise.core.coaching.clip import Clip
from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.plan import Action, Plan
from revrise.core.conversations.call import Call
from revrise.core.deals.account import Account, Card
from revrise.core.errors import Refused
from revrise.core.governance.rule import HAS, All, Column, Compare, Const, Not, Rule, where
from revrise.core.governance.scope import system_scope
from revrise.core.people.competency import Observation
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay
from revrise.ports.query import Measure, Query
from revrise.ports.storage import Records
from revrise.services.cleared.reader import Reader
from revrise.services.cleared.records import ClearedRecords
from revrise.services.cleared.spoken import SPOKEN
from revrise.services.coaching.gaps import Gaps
from revrise.services.coaching.plans import AdjustPlan, Plans

WHO, PHONE = "Quirrel Vanderbeek", "13812345678"
SAID = f"Ask {WHO} on {PHONE}"
SHOWN = f"Ask ••••••• •••••••••• on {'•' * 11}"
DUE = NOW + timedelta(days=30)
ACTIONS = (
    Action("listening", "c1", SAID, DUE),
    Action("course", "x", "Discovery", DUE),
    Action("listening", "c2", "Ask 13912345678", DUE),
)
PLAN = Plan("p1", "n1", "north", "manager", "discovery", 2, 3, ACTIONS, NOW, DUE, "accepted")


@pytest.fixture
def told(world: World) -> World:
    """A call of a rep, what was said of it, and a plan."""
    world.put(
        Account("a1", "Planted", owner_id="n1", team_id="north"),
        Card("k1", WHO, account_id="a1", owner_id="n1", team_id="north"),
        *(
            Call(f"c{n}", title, "n1", "north", NOW + timedelta(hours=n), "en", str(n),
                 account_id="a1", participants=("A", "B"))
            for n, title in enumerate((SAID, "Ask about price", f"{WHO} again"), 1)
        ),
        CallComment("m1", "c1", "n1", "north", "manager", NOW, SAID),
        CallComment("m2", "c1", "n1", "north", "coach", NOW, SAID),
        Clip("k9", "c1", "n1", "north", "manager", NOW, 0, 9_000, SAID, SAID, "team"),
        PLAN,
    )  # fmt: skip
    return world


def test_every_way_to_records_leads_through_here() -> None:
    """A reading method that the port gains is no way around."""
    methods = {name for name in vars(Records) if not name.startswith("_")}
    assert methods <= vars(ClearedRecords).keys()


def titles(world: World, who: str, rule: Rule | None = None, **more: Any) -> list[str]:
    by = world.by(who)
    query = Query(rule or where(), (("started_at", False),), columns=("title",), **more)
    with world.desk.store.read(by) as work:
        rows = work.of(Call).rows(world.desk.scope(by, "call"), query)
    assert all(set(row) == {"title"} for row in rows)
    return [row["title"] for row in rows]


def test_who_may_not_know_whom_a_call_is_about_reads_it_in_no_title(told: World) -> None:
    plain = [SAID, "Ask about price", f"{WHO} again"]
    assert titles(told, "manager") == titles(told, "n1") == plain
    assert titles(told, "coach") == [SHOWN, "Ask about price", "••••••• •••••••••• again"]


def test_a_manager_s_calls_are_not_even_looked_through(told: World) -> None:
    by = told.by("manager")
    with told.desk.store.read(by) as work:
        reader = Reader(told.desk.policy, work)
        assert reader.has_all_in(told.desk.scope(by, "call"), SPOKEN[Call])
        assert not reader.has_all


def test_what_one_wrote_oneself_is_plain_to_oneself(told: World) -> None:
    by = told.by("coach")
    with told.desk.store.read(by) as work:
        found = work.of(CallComment).load_many(told.desk.scope(by, "call_comment"))
    assert {one.id: one.text for one in found} == {"m1": SHOWN, "m2": SAID}


def test_a_clip_offered_without_its_call_is_hidden_all_the_same(told: World) -> None:
    by = told.by("n2")
    with told.desk.store.read(by) as work:
        (row,) = work.of(Clip).rows(told.desk.scope(by, "clip"))
    assert (row["title"], row["note"], row.get("call_id")) == (SHOWN, SHOWN, None)


@pytest.mark.parametrize(("subject", "hidden"), [("c1", True), ("gone", True), ("play", False)])
def test_only_what_is_surely_of_no_call_is_shown_as_it_is(
    told: World, subject: str, hidden: bool
) -> None:
    text = f"said {PHONE}"
    told.put(
        Scenario("s", "Cold", "p", "b", (), "standard", "discovery"),
        RolePlay("play", "s", "n1", "north", NOW),
        Observation("o1", "n1", "north", "discovery", 2.0, NOW, subject, "as", "asks", text),
    )
    by = told.by("coach")
    with told.desk.store.read(by) as work:
        scope = told.desk.scope(by, "observation")
        (row,) = work.of(Observation).rows(scope, Query(columns=("because",)))
        assert row["because"] == work.of(Observation).load("o1", scope).because
    assert (row["because"] != text) is hidden


def test_a_filter_finds_what_is_shown_and_nothing_that_is_hidden(told: World) -> None:
    def has(text: str) -> Rule:
        return Compare(HAS, Column("title"), Const(text))

    assert titles(told, "coach", has("ask")) == [SHOWN, "Ask about price"]
    assert titles(told, "coach", has("quirrel")) == []
    assert titles(told, "coach", has(PHONE)) == []
    assert len(titles(told, "manager", has("quirrel"))) == 2
    assert titles(told, "coach", All((has("a"), has("again"))), limit=1) == [
        "••••••• •••••••••• again"
    ]
    # The first page is found by what is hidden and left out; the second one fills it.
    assert titles(told, "coach", has("e"), limit=1) == ["Ask about price"]


def test_what_would_tell_more_is_refused(told: World) -> None:
    by, quirrel = told.by("coach"), Compare(HAS, Column("title"), Const("Quirrel"))
    scope = told.desk.scope(by, "call")
    with told.desk.store.read(by) as work:
        calls = work.of(Call)
        for ask in (
            lambda: calls.rows(scope, Query(Not(quirrel))),
            lambda: calls.rows(scope, Query(Compare("<", Column("title"), Const("R")))),
            lambda: calls.rows(scope, Query(order=(("title", False),))),
            lambda: calls.rows(scope, Query(order=(("title", True),), columns=("id",))),
            lambda: calls.count(scope, Query(quirrel)),
            lambda: calls.load_many(scope, Query(quirrel)),
            lambda: calls.group(scope, ["title"]),
            lambda: calls.group(scope, ["language"], [Measure("n", where=quirrel)]),
            lambda: calls.group(scope, ["language"], [Measure("n", "min", "title")]),
        ):
            with pytest.raises(Refused, match="without clearance"):
                ask()
        assert calls.count(scope) == 3


def kept(world: World) -> Plan:
    (plan,) = world.all(Plan)
    return plan


def plans(world: World) -> Plans:
    return Plans(world.desk, Gaps(world.desk, load({}, folder=None)))


def test_a_plan_is_worked_on_without_losing_what_is_hidden_in_it(told: World) -> None:
    by = told.by("coach")
    shown = plans(told).finish("p1", "c1", by)
    assert [one.title for one in shown.actions] == [SHOWN, "Discovery", "Ask " + "•" * 11]
    assert [one.title for one in kept(told).actions] == [one.title for one in ACTIONS]
    moved = (shown.actions[2], shown.actions[0], Action("course", "y", "Pricing", DUE))
    plans(told).adjust(AdjustPlan("p1", shown.version, 4, DUE, moved), by)
    assert [one.title for one in kept(told).actions] == ["Ask 13912345678", SAID, "Pricing"]
    assert [one.subject_id for one in kept(told).actions] == ["c2", "c1", "y"]


def test_a_text_changed_around_what_is_hidden_is_refused_and_nothing_is_stored(
    told: World,
) -> None:
    by = told.by("coach")
    shown = plans(told).finish("p1", "x", by)
    before = kept(told)
    other = (evolve(shown.actions[0], title=f"{SHOWN} twice"), *shown.actions[1:])
    with pytest.raises(Refused, match="something is hidden"):
        plans(told).adjust(AdjustPlan("p1", shown.version, 4, DUE, other), by)
    assert kept(told) == before


def test_what_was_shown_is_not_stored_by_a_scope_of_the_system_either(told: World) -> None:
    by = told.by("coach")
    with told.desk.store.begin(by) as work:
        shown = work.of(Call).load("c1", told.desk.scope(by, "call"))
        every = system_scope(by.tenant_id, "call", "update", "test")
        assert work.of(Call).hold("c1", told.desk.scope(by, "call")) == shown
        after = evolve(shown, state="failed", version=shown.version + 1)
        work.of(Call).save(after, every, expected=shown.version)
        work.record("test.saved", "c1")
    stored = next(one for one in told.all(Call) if one.id == "c1")
    assert (stored.title, stored.state) == (SAID, "failed")


def test_nothing_with_something_hidden_in_it_is_added(told: World) -> None:
    by = told.by("coach")
    said = CallComment("m3", "c1", "n1", "north", "coach", NOW, f"what does {SHOWN} mean?")
    with (
        pytest.raises(Refused, match="something is hidden"),
        told.desk.store.begin(by) as work,
    ):
        work.of(CallComment).add(said, told.desk.scope(by, "call_comment", "create"))
