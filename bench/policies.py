"""A policy of 10,000 rules: how long a change of it takes to be in force, and a decision then.

Run: python bench/policies.py [rules]. Two hundred roles, sixty conditions, half of the rules with
columns of their own, a tenth denials; compiled by a gate that has never seen them. Beside it, a
policy in which no two rules have the same condition: what differs in values alone is read once.
CPU time, the best of several rounds: what else the machine does is none of the gate's.
"""

import sys
from time import process_time

from revrise.adapters.casbin import lines
from revrise.adapters.casbin.policy import CasbinPolicy
from revrise.adapters.casbin.sources import MemorySource
from revrise.adapters.rows.kinds import policy_catalogue
from revrise.core.governance import rule_shapes
from revrise.core.governance.actor import Actor
from revrise.ports.policy import PolicyRule

WHERE = (
    "owner_id == me.id",
    "team_id in me.subtree",
    "stage == 'Won {n}'",
    "value > {n}",
    "owner_id == me.id or team_id == me.team",
    "stage in ['Won {n}', 'Lost'] and not (owner_id is None)",
)
# The same with a value in each, so that no two of 10,000 are alike.
OTHERS = (
    "owner_id == me.id and value > {n}",
    "team_id in me.subtree and stage != 'Won {n}'",
    *WHERE[2:4],
    "owner_id == me.id or team_id == me.team or value == {n}",
    WHERE[5],
)
ACTOR = Actor("t", "p", frozenset({"role1", "role7"}), "x", frozenset({"x"}))
ROUNDS, CALLS = 7, 2000


def policy(count: int, conditions: int) -> list[PolicyRule]:
    return [
        PolicyRule(
            f"role{n % 199}",
            ("deal", "deal", "call")[n % 3] if n % 6 not in (2, 3, 5) else "deal",
            ("read", "update", "create")[n % 3],
            (WHERE if conditions < count else OTHERS)[n % 6].format(n=n % conditions),
            "*" if n % 2 or n % 10 == 0 else "id",
            "allow" if n % 10 else "deny",
        )
        for n in range(count)
    ]


def main(count: int = 10_000) -> tuple[float, float, float]:
    """ms of CPU to compile, where no two conditions are alike, for a decision from then on."""
    CasbinPolicy(MemorySource(policy(2000, 10)), policy_catalogue()).scope(ACTOR, "deal", "read")
    few, cached = min(_timed(policy(count, 20)) for _ in range(ROUNDS))
    many = min(_timed(policy(count, count))[0] for _ in range(ROUNDS))
    print(f"{count} rules: {few:.1f} ms (≤ 50), {many:.1f} ms if each says something else (≤ 50); "
          f"then {cached * 1000:.1f} µs a decision (≤ 100)")  # fmt: skip
    return few, many, cached


def _timed(rules: list[PolicyRule]) -> tuple[float, float]:
    for memory in (lines._known, lines._parsed, lines._columns, rule_shapes._shape):
        memory.cache_clear()
    gate = CasbinPolicy(MemorySource(rules), policy_catalogue())
    started = process_time()
    gate.scope(ACTOR, "deal", "read")
    compiled = process_time()
    for _ in range(CALLS):
        gate.scope(ACTOR, "deal", "read")
    return (compiled - started) * 1e3, (process_time() - compiled) / CALLS * 1e3


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
