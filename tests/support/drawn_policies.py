"""Policies and actors that hypothesis draws: what tests of different tables share."""

from itertools import combinations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from revrise.core.governance.actor import Actor, Reach
from revrise.ports.policy import PolicyRule

ROLES, PEOPLE, TEAMS = ("rep", "coach", "manager"), ["p1", "p2", "p3"], ["t1", "t2", "t3"]
REACHES = st.builds(
    Reach,
    st.frozensets(st.sampled_from(TEAMS), max_size=2),
    st.frozensets(st.sampled_from(PEOPLE), max_size=1),
    st.sampled_from([False, False, False, True]),
)
ACTORS = st.builds(
    Actor,
    st.just("a"),
    st.sampled_from(PEOPLE),
    st.sampled_from([frozenset(some) for n in (3, 2, 1, 0) for some in combinations(ROLES, n)]),
    st.sampled_from([None, *TEAMS]),
    st.frozensets(st.sampled_from(TEAMS), max_size=2),
    REACHES,
)


def drawn_denials(conditions: SearchStrategy[str]) -> SearchStrategy[PolicyRule]:
    """Rules that keep rows of deals from a role."""
    return st.builds(
        PolicyRule,
        st.sampled_from(ROLES),
        st.just("deal"),
        st.just("read"),
        conditions,
        st.just("*"),
        st.just("deny"),
    )


def drawn_policies(
    allows: SearchStrategy[PolicyRule], denies: SearchStrategy[PolicyRule]
) -> SearchStrategy[list[PolicyRule]]:
    """Up to five rules that allow, and up to two that deny roles something they were allowed."""
    some = st.tuples(st.lists(allows, min_size=1, max_size=5), st.lists(denies, max_size=2))
    return some.map(lambda both: _heeded(*both))


def _heeded(allows: list[PolicyRule], denies: list[PolicyRule]) -> list[PolicyRule]:
    roles = {rule.role for rule in allows}
    return [*allows, *(rule for rule in denies if rule.role in roles)]
