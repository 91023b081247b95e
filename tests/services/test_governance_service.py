"""What the policy says and why; whether the chain holds; who may know either."""

import pytest
from tests.services.conftest import TENANT, World

from revrise.core.errors import Refused
from revrise.core.governance.actor import system_actor
from revrise.core.governance.policy_text import document
from revrise.core.learning.course import Course, Lesson
from revrise.services.learning.service import Learning
from revrise.services.policy.defaults import PolicyDefaults
from revrise.services.policy.service import Governance


@pytest.fixture
def governance(world: World) -> Governance:
    return Governance(world.desk)


def test_an_explanation_names_rows_columns_and_the_rules(
    world: World, governance: Governance
) -> None:
    found = governance.explain(world.by("n1"), "deal", "read")
    assert found["allowed"] is True
    assert "owner_id == me.id" in found["rows"]
    assert found["columns"] == ["*"]
    assert any("rep" in line for line in found["because"])
    assert "team_id in me.teams" in governance.explain(world.by("manager"), "deal", "read")["rows"]


@pytest.mark.parametrize("resource", ["audit", "policy", "nonsense"])
def test_what_is_not_given_is_explained_without_rows(
    world: World, governance: Governance, resource: str
) -> None:
    found = governance.explain(world.by("n1"), resource, "read")
    assert found["allowed"] is False
    assert "rows" not in found
    assert "columns" not in found


@pytest.mark.parametrize(
    "resource", ["deal", "call", "plan", "audit", "one_on_one", "ledger_entry"]
)
@pytest.mark.parametrize("person", ["n1", "coach", "manager", "enb", "admin", None])
def test_an_explanation_and_the_gate_agree(
    world: World, governance: Governance, person: str | None, resource: str
) -> None:
    by = world.by(person)
    for action in ("read", "create", "update", "delete"):
        try:
            world.desk.scope(by, resource, action)
            may = True
        except Refused:
            may = False
        assert governance.explain(by, resource, action)["allowed"] is may


@pytest.fixture
def defaults(world: World) -> PolicyDefaults:
    """Of a version that knows one more resource than the tenant's policy."""
    rules = world.desk.policy.rules(TENANT)
    older = [rule for rule in rules if rule.resource != "step_mark"]
    with world.desk.store.begin(system_actor(TENANT)) as work:
        work.set_policy(document(older))
        work.record("test.older", TENANT)
    return PolicyDefaults(world.desk, document(rules))


def test_a_policy_of_an_older_version_opens_what_is_new_only_when_told_to(
    world: World, defaults: PolicyDefaults
) -> None:
    with pytest.raises(Refused):
        world.desk.scope(world.by("n1"), "step_mark")
    missing = defaults.missing(world.by("admin"))
    assert {rule.resource for rule in missing} == {"step_mark"}
    assert list(defaults.adopt(world.by("admin"))) == list(missing)
    assert world.desk.scope(world.by("n1"), "step_mark").rows
    assert defaults.missing(world.by("admin")) == []
    assert world.audited.count("policy.defaults_adopted") == 1
    defaults.adopt(world.by("admin"))
    assert world.audited.count("policy.defaults_adopted") == 1


def test_what_a_policy_has_decided_is_never_offered(world: World, defaults: PolicyDefaults) -> None:
    """One role lost reading audit; another still names it: that is a decision."""
    kept = [rule for rule in world.desk.policy.rules(TENANT) if rule.role != "coach"]
    with world.desk.store.begin(system_actor(TENANT)) as work:
        work.set_policy(document(kept))
        work.record("test.without_coaches", TENANT)
    offered = defaults.missing(world.by(None))
    named = {(rule.resource, rule.action) for rule in kept}
    assert not {(rule.resource, rule.action) for rule in offered} & named
    assert any(rule.resource == "step_mark" and rule.role == "coach" for rule in offered)


@pytest.mark.parametrize("person", ["n1", "coach", "manager", "enb"])
def test_who_does_not_manage_the_policy_takes_nothing_over(
    world: World, defaults: PolicyDefaults, person: str
) -> None:
    for use in (defaults.missing, defaults.adopt):
        with pytest.raises(Refused):
            use(world.by(person))


def test_the_policy_is_for_those_who_manage_it(world: World, governance: Governance) -> None:
    rules = governance.rules(world.by("admin"))
    assert list(rules) == list(governance.rules(world.by(None)))
    assert {"rep", "coach", "manager", "enablement", "admin", "owner"} <= {r.role for r in rules}
    for person in ("n1", "coach", "manager", "enb"):
        with pytest.raises(Refused):
            governance.rules(world.by(person))


def test_every_operation_is_one_link_of_an_unbroken_chain(
    world: World, governance: Governance
) -> None:
    learning, admin = Learning(world.desk), world.by("admin")
    world.put(Course("c", "Course", ("discovery",), (Lesson("l", "L"),)))
    before = governance.verify_audit(admin)["entries"]
    enrolled = learning.enrol("c", "n1", world.by("n1"))
    learning.finish_lesson(enrolled.id, "l", world.by("n1"))
    with pytest.raises(Refused):
        learning.complete(enrolled.id, 0.1, world.by("n1"))
    found = governance.verify_audit(admin)
    assert (found["entries"], found["breach"]) == (before + 2, None)
    newest = governance.audit_entries(admin, 2)
    assert [(one.action, one.actor_id, one.subject) for one in newest] == [
        ("enrolment.added", "n1", enrolled.id), ("lesson.finished", "n1", enrolled.id)
    ]  # fmt: skip
    assert newest[-1].hash == found["head"]


def test_the_chain_is_for_those_who_may_verify_it(world: World, governance: Governance) -> None:
    for person in ("n1", "coach", "manager", "enb"):
        with pytest.raises(Refused):
            governance.verify_audit(world.by(person))
        with pytest.raises(Refused):
            governance.audit_entries(world.by(person), 5)
