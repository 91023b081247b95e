"""What the policy says and why; whether the chain holds; who may know either."""

import pytest
from tests.services.conftest import World

from revrise.core.errors import Refused
from revrise.core.learning.course import Course, Lesson
from revrise.services.governance import Governance
from revrise.services.learning import Learning


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
    assert (
        "team_id in me.subtree" in governance.explain(world.by("manager"), "deal", "read")["rows"]
    )


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
