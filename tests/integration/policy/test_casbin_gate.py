"""The gate fails closed: wrong rules, hostile names, changes, threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from revrise.adapters.casbin.policy import CasbinPolicy
from revrise.adapters.casbin.sources import MemorySource, default_rules
from revrise.core.errors import Invalid, Misconfigured, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.policy_text import document
from revrise.ports.policy import PolicyRule

CATALOGUE = {"deal": ("id", "owner_id", "team_id", "stage", "amount"), "policy": ()}
OWN = PolicyRule("rep", "deal", "read", "owner_id == me.id", "stage amount")


def actor(*roles: str, tenant: str = "t1", person: str = "p1") -> Actor:
    return Actor(tenant, person, frozenset(roles), "t", frozenset({"t"}))


def policy(*rules: PolicyRule, **inherits: list[str]) -> CasbinPolicy:
    return CasbinPolicy(MemorySource(rules), CATALOGUE, inherits)


def test_without_rules_nothing_is_open() -> None:
    for action in ("read", "", "*"):
        with pytest.raises(Refused, match="you may not"):
            policy().scope(actor("rep"), "deal", action)


def test_a_refusal_names_action_resource_and_roles_and_the_way_out() -> None:
    with pytest.raises(Refused) as refusal:
        policy(OWN).scope(actor("rep", "coach"), "deal", "delete")
    assert "delete deal as coach, rep" in str(refusal.value)
    assert "revrise policy explain" in refusal.value.remedy


def test_only_the_exact_action_and_resource_are_given() -> None:
    gate = policy(OWN)
    for resource, action in (
        ("deal", "rea"),
        ("deal", "reads"),
        ("dea", "read"),
        ("deal\n", "read"),
    ):
        with pytest.raises(Refused):
            gate.scope(actor("rep"), resource, action)


@pytest.mark.parametrize("person", ["role:rep", "rep", "set:rep", "user:rep"])
def test_a_user_named_like_a_role_gets_nothing(person: str) -> None:
    with pytest.raises(Refused):
        policy(OWN).scope(actor(person=person), "deal", "read")


@pytest.mark.parametrize("role", ["role:rep", "Rep", "rep ", "rep\n", "rep+coach", "*", ""])
def test_a_role_counts_only_by_its_exact_name(role: str) -> None:
    with pytest.raises(Refused):
        policy(OWN).scope(actor(role), "deal", "read")


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (PolicyRule("rep", "deal", "read", effect="Deny"), "unknown effect 'Deny'"),
        (PolicyRule("rep", "deal", "read", effect="deny\n"), "unknown effect"),
        (PolicyRule("rep", "deals", "read"), "unknown resource 'deals'"),
        (PolicyRule("rep", "deal", "raed", effect="deny"), "unknown action 'raed'"),
        (PolicyRule("rep", "deal", "re"), "unknown action"),
        (PolicyRule("rep\np, rep, deal, *", "deal", "read"), "not a role's name"),
        (PolicyRule("role:rep", "deal", "read"), "not a role's name"),
        (PolicyRule("rep", "deal\nx", "read"), "unknown resource"),
        (PolicyRule("rep", "deal", "read", "stage == 'a'\nTrue"), "control character"),
        (PolicyRule("rep", "deal", "read", "stgae == 'a'"), "unknown column stgae"),
        (PolicyRule("rep", "deal", "read", "owner_id = me.id"), "not a rule"),
        (PolicyRule("rep", "policy", "read", "owner_id == me.id"), "unknown column"),
        (PolicyRule("rep", "page:home", "view", "owner_id == me.id"), "unknown column"),
        (PolicyRule("rep", "deal", "read", columns="stage amuont"), "unknown columns 'amuont'"),
        (PolicyRule("rep", "deal", "read", columns="* -amuont"), "unknown columns 'amuont'"),
        (PolicyRule("rep", "deal", "read", columns="* amount"), "columns '* amount'"),
        (PolicyRule("rep", "deal", "read", columns=""), "unknown columns ''"),
        (PolicyRule("rep", "deal", "read", columns="stage", effect="deny"), "whole rows"),
        (PolicyRule("reps", "deal", "read", effect="deny"), "no rule allows anything"),
    ],
)
def test_a_wrong_rule_stops_everything_and_is_named(rule: PolicyRule, reason: str) -> None:
    """Skipping it could open what it was meant to close."""
    gate = policy(OWN, rule)
    for ask in (gate.scope, gate.explain):
        with pytest.raises(Misconfigured) as refusal:
            ask(actor("rep"), "deal", "read")
        assert refusal.value.culprit == "policy rule 2"
        assert reason in refusal.value.message
        assert refusal.value.remedy
    with pytest.raises(Misconfigured):
        gate.check(document([OWN, rule]))


@pytest.mark.parametrize("inherits", [{"a": ["a"]}, {"a": ["b"], "b": ["a"]}])
def test_roles_that_inherit_in_a_circle_are_refused(inherits: dict[str, list[str]]) -> None:
    with pytest.raises(Misconfigured, match="inherits from itself"):
        policy(OWN, **inherits).scope(actor("rep"), "deal", "read")


def test_inheritance_deeper_than_casbin_follows_is_refused() -> None:
    chain = {f"r{n}": [f"r{n + 1}"] for n in range(9)}
    with pytest.raises(Misconfigured, match="8 levels"):
        policy(OWN, **chain).scope(actor("rep"), "deal", "read")


def test_an_inherited_role_brings_its_rules_and_its_denials() -> None:
    sealed = PolicyRule("rep", "deal", "read", "stage == 'sealed'", effect="deny")
    scope = policy(OWN, sealed, manager=["coach"], coach=["rep"]).scope(
        actor("manager"), "deal", "read"
    )
    assert [grant.origin for grant in scope.grants] == [
        "rule 1: allow rep read deal where owner_id == me.id columns stage amount"
    ]
    assert len(scope.denials) == 1


def test_a_denial_of_every_row_refuses_whatever_allows() -> None:
    closed = PolicyRule("coach", "deal", "read", effect="deny")
    gate = policy(OWN, PolicyRule("coach", "deal", "update"), closed)
    assert gate.scope(actor("rep"), "deal", "read")
    with pytest.raises(Refused):
        gate.scope(actor("rep", "coach"), "deal", "read")


def test_explain_gives_every_rule_that_applies_with_its_effect() -> None:
    sealed = PolicyRule("rep", "deal", "read", "stage == 'sealed'", effect="deny")
    decision = policy(OWN, sealed, PolicyRule("coach", "deal", "read")).explain(
        actor("rep"), "deal", "read"
    )
    assert decision.allowed
    assert decision.because == (
        "rule 1: allow rep read deal where owner_id == me.id columns stage amount",
        "rule 2: deny rep read deal where stage == 'sealed'",
    )
    assert not policy(OWN).explain(actor("coach"), "deal", "read").allowed


def test_a_page_is_a_resource_with_the_action_view() -> None:
    gate = policy(PolicyRule("rep", "page:pipeline", "view"))
    assert gate.scope(actor("rep"), "page:pipeline", "view")
    for page in ("page:pipeline2", "page:", "page:*"):
        with pytest.raises(Refused):
            gate.scope(actor("rep"), page, "view")


def test_a_changed_policy_holds_from_the_next_question_on() -> None:
    source = MemorySource([OWN])
    gate = CasbinPolicy(source, CATALOGUE)
    before = gate.scope(actor("rep"), "deal", "read")
    source.replace("t1", [PolicyRule("coach", "deal", "read")])
    with pytest.raises(Refused):
        gate.scope(actor("rep"), "deal", "read")
    assert gate.scope(actor("coach"), "deal", "read").policy_version > before.policy_version
    assert gate.scope(actor("rep", tenant="t2"), "deal", "read")


def test_a_broken_change_closes_the_gate_instead_of_keeping_the_old_rules() -> None:
    source = MemorySource([OWN])
    gate = CasbinPolicy(source, CATALOGUE)
    gate.scope(actor("rep"), "deal", "read")
    source.replace("t1", [PolicyRule("rep", "deal", "read", effect="Allow")])
    with pytest.raises(Misconfigured):
        gate.scope(actor("rep"), "deal", "read")


@pytest.mark.parametrize("tenant", ["", "a::b"])
def test_a_tenant_needs_an_id_casbin_cannot_mistake(tenant: str) -> None:
    with pytest.raises(Invalid, match="tenant"):
        policy(OWN).scope(actor("rep", tenant=tenant), "deal", "read")


def test_threads_get_the_answers_one_thread_gets() -> None:
    """Casbin's fast enforcer answers wrongly when threads share it unguarded."""
    rules = [
        PolicyRule(f"r{n}", "deal", action, f"amount > {n}")
        for n in range(12)
        for action in ("read", "update", "delete")
        if (n + len(action)) % 3
    ]
    source = MemorySource(rules)
    shared = CasbinPolicy(source, CATALOGUE)
    questions = [
        (actor(f"r{n % 12}", f"r{n % 7}", person=f"p{n}"), action)
        for n in range(1000)
        for action in ("read", "update", "delete")
    ]

    def answers(gate: CasbinPolicy, disturb: Callable[[int], None]) -> list[object]:
        found: list[object] = []
        for n, (who, action) in enumerate(questions):
            disturb(n)
            decision = gate.explain(who, "deal", action)
            scope = gate.scope(who, "deal", action).grants if decision.allowed else None
            found.append((decision, scope))
        return found

    expected = answers(CasbinPolicy(MemorySource(rules), CATALOGUE), lambda _: None)

    def reload(n: int) -> None:
        if n % 100 == 0:
            source.replace("t1", rules)

    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(answers, shared, reload) for _ in range(4)]
        assert all(run.result() == expected for run in runs)


def test_the_model_evaluates_no_text_and_lets_denials_win(root: Path) -> None:
    """Matchers with eval() run policy text; substring and pattern operators match too much."""
    model = (root / "adapters/revrise/adapters/casbin/model.conf").read_text(encoding="utf-8")
    settings = "\n".join(line for line in model.splitlines() if not line.startswith("#"))
    assert "some(where (p.eft == allow)) && !some(where (p.eft == deny))" in settings
    for forbidden in ("eval", " in ", "keyMatch", "regexMatch", "||", "*"):
        assert forbidden not in settings


def test_a_policy_file_with_an_unknown_key_is_refused_by_its_place(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('[[rule]]\nwho = "rep"\nmay = "read"\non = "deal"\nwher = "x"\n')
    with pytest.raises(Misconfigured, match=r"line 1: .*wher"):
        default_rules(file)
    file.write_text('[[rule]]\nwho = "rep"\nmay = "read"\n')
    with pytest.raises(Misconfigured, match=r"missing.*: on"):
        default_rules(file)
    file.write_text("# a comment\n[[rule")
    with pytest.raises(Misconfigured, match="line 2: not TOML"):
        default_rules(file)
    with pytest.raises(Misconfigured, match="cannot be read"):
        default_rules(tmp_path / "none.toml")
