"""The policy as a text: checked, compared, tested, applied, put back."""

import pytest
from tests.services.conftest import TENANT, World

from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from revrise.services.policy.desk import PolicyDesk
from revrise.services.policy.expectations import PolicyTest
from revrise.services.policy.views import ApplyPolicy

LEADS = """
[[role]]
name = "team_lead"
title_zh = "组长"
inherits = "rep"
range = "team"
"""
CLOSED = """
[[rule]]
who = "rep"
may = "read"
on = "deal"
where = "stage == 'Secret'"
effect = "deny"
"""


@pytest.fixture
def desk(world: World) -> PolicyDesk:
    return PolicyDesk(world.desk)


def test_a_policy_applied_decides_from_then_on(world: World, desk: PolicyDesk) -> None:
    admin = world.by("admin")
    before = desk.show(admin)
    made = desk.apply(ApplyPolicy(before.text + CLOSED, before.version, "secrets"), admin)
    assert made == before.version + 1
    scope = world.desk.scope(world.by("n1"), "deal")
    row = dict.fromkeys(world.desk.policy.resources()["deal"]) | {"owner_id": "n1"}
    assert scope.admits(row | {"stage": "Open"})
    assert not scope.admits(row | {"stage": "Secret"})
    assert world.audited.count("policy.changed") == 1
    newest = desk.history(admin)[0]
    assert (newest.by_id, newest.note, newest.text) == ("admin", "secrets", before.text + CLOSED)


def test_an_earlier_policy_is_put_back_as_a_new_version(world: World, desk: PolicyDesk) -> None:
    admin = world.by("admin")
    first = desk.show(admin)
    desk.apply(ApplyPolicy(first.text + CLOSED, 1), admin)
    assert desk.restore(1, 2, admin) == 3
    assert desk.show(admin).text == first.text
    with pytest.raises(NotFound):
        desk.restore(9, 3, admin)


@pytest.mark.parametrize(
    ("wrong", "line", "reason"),
    [
        ('[[rule]]\nwho = "rep"\nmay = "raed"\non = "deal"\n', "line {}", "unknown action 'raed'"),
        ('[[rule]]\nwho = "rep"\nmay = "read"\non = "dael"\n', "line {}", "unknown resource"),
        ('[[rule]]\nwho = "rep"\nmay = "read"\non = "deal"\nefect = "deny"\n', "line {}", "efect"),
        ('[[rule]]\nwho = "rep"\nmay = "read"\non = "deal"\neffect = "dney"\n', "line {}", "dney"),
        ('[[rule]]\nwho = "rep"\nmay = "read"\non = "deal"\nwhere = "x = 1"\n', "line {}", "rule"),
        ('[[rule]]\nwho = "rep\\n"\nmay = "read\\nx"\non = "deal"\n', "line {}", "unknown action"),
        ('[[role]]\nname = "x"\ninherits = "nobody"\n', "role x", "no role"),
        ('[[role]]\nname = "x"\nrange = "world"\n', "role x", "unknown range"),
        ("[[rule]", "line {}", "not TOML"),
    ],
)
def test_a_wrong_policy_is_refused_by_its_line_and_changes_nothing(
    world: World, desk: PolicyDesk, wrong: str, line: str, reason: str
) -> None:
    admin = world.by("admin")
    before = desk.show(admin)
    text = before.text.rstrip("\n") + "\n" + wrong
    place = line.format(before.text.rstrip("\n").count("\n") + 2)
    with pytest.raises(Invalid, match=reason) as refused:
        desk.apply(ApplyPolicy(text, before.version), admin)
    assert str(refused.value.culprit).startswith(place)
    assert desk.show(admin) == before
    assert world.desk.scope(world.by("n1"), "deal").grants


def test_who_would_lock_themselves_out_is_refused(world: World, desk: PolicyDesk) -> None:
    admin = world.by("admin")
    text = '[[rule]]\nwho = "owner"\nmay = "*"\non = "*"\n'
    with pytest.raises(Refused, match="could not change it"):
        desk.apply(ApplyPolicy(text, 1), admin)
    assert desk.apply(ApplyPolicy(text, 1), world.by(None)) == 2


def test_two_who_change_the_policy_at_once_do_not_undo_each_other(
    world: World, desk: PolicyDesk
) -> None:
    text = desk.show(world.by("admin")).text
    desk.apply(ApplyPolicy(text + CLOSED, 1), world.by("admin"))
    with pytest.raises(Stale):
        desk.apply(ApplyPolicy(text + LEADS, 1), world.by(None))
    with pytest.raises(Conflict, match="already"):
        desk.apply(ApplyPolicy(text + CLOSED, 2), world.by(None))


@pytest.mark.parametrize("person", ["n1", "coach", "manager", "enb"])
def test_the_policy_is_shown_and_changed_by_administrators_only(
    world: World, desk: PolicyDesk, person: str
) -> None:
    text = desk.show(world.by("admin")).text
    for use in (
        desk.show,
        lambda by: desk.diff(text, by),
        desk.history,
        lambda by: desk.apply(ApplyPolicy(text + CLOSED, 1), by),
    ):
        with pytest.raises(Refused):
            use(world.by(person))


def test_a_difference_names_rules_roles_and_whom_it_concerns(
    world: World, desk: PolicyDesk
) -> None:
    admin = world.by("admin")
    found = desk.diff(desk.show(admin).text + LEADS + CLOSED, admin)
    assert [(one.role, one.effect, one.rule) for one in found.added] == [
        ("rep", "deny", "stage == 'Secret'")
    ]
    assert found.roles_added == ["team_lead"]
    assert not found.removed
    assert found.changes
    assert found.people["rep"] == 9
    touched = {(one.role, one.action, one.resource) for one in found.openings}
    assert ("rep", "read", "deal") in touched
    assert {role for role, *_ in touched} == {"rep", "team_lead"}


def test_a_comment_alone_changes_no_rule(world: World, desk: PolicyDesk) -> None:
    admin = world.by("admin")
    assert not desk.diff("# why\n" + desk.show(admin).text, admin).changes


TABLE = """
[[expect]]
who = "rep"
may = "read"
on = "deal"
row = {owner_id = "me"}
columns = "value stage"
answer = "yes"
[[expect]]
who = "coach"
may = "read"
on = "card"
row = {team_id = "my team"}
hidden = "phone"
answer = "yes"
[[expect]]
person = "n1"
may = "read"
on = "deal"
row = {owner_id = "n2", team_id = "north"}
answer = "no"
[[expect]]
who = "enablement"
may = "advance"
on = "deal"
answer = "yes"
"""


def test_a_table_of_expectations_tells_which_do_not_hold(world: World, desk: PolicyDesk) -> None:
    tables, admin = PolicyTest(world.desk, world.people), world.by("admin")
    found = tables.run(TABLE, admin)
    assert [one.wrong for one in found] == ["", "", "", "is refused, and should be allowed"]
    more = '[[rule]]\nwho = "enablement"\nmay = "advance"\non = "deal"\n'
    document = desk.check(desk.show(admin).text + more, admin)
    assert not any(one.wrong for one in tables.run(TABLE, admin, document))
    with pytest.raises(Refused):
        tables.run(TABLE, world.by("n1"))


@pytest.mark.parametrize(
    "table",
    ["", "[[expect]]\nmay='read'", "[[expect]]\nwho='rep'\nmay='read'\non='deal'\nanswer='maybe'"],
)
def test_a_wrong_table_is_refused(world: World, table: str) -> None:
    with pytest.raises(Invalid):
        PolicyTest(world.desk, world.people).run(table, world.by("admin"))


def test_a_custom_role_can_be_held_and_has_what_it_inherits(world: World, desk: PolicyDesk) -> None:
    from attrs import evolve

    from revrise.core.people.person import Person

    admin = world.by("admin")
    desk.apply(ApplyPolicy(desk.show(admin).text + LEADS, 1), admin)
    lead = next(one for one in world.all(Person) if one.id == "n1")
    world.change(evolve(lead, roles=("team_lead",), version=2))
    scope = world.desk.scope(world.by("n1"), "deal")
    row = dict.fromkeys(world.desk.policy.resources()["deal"])
    assert scope.admits(row | {"owner_id": "n2", "team_id": "north"})
    assert not scope.admits(row | {"owner_id": "s1", "team_id": "south"})
    assert scope.tenant_id == TENANT
