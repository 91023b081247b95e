"""Whether one decision opens more than another: never said wrongly, and said for what matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.governance.rule import ALWAYS, NEVER, All, AnyOf, Column, Compare, Const, Me, Not
from revrise.core.governance.scope import Denial, Grant, Scope
from revrise.core.governance.widening import widens

IDS = ("a", "b", "c")
COLUMNS = ("owner", "team", "phone")
texts = st.sampled_from(IDS)
leaves = st.one_of(
    st.just(ALWAYS),
    st.just(NEVER),
    st.builds(Compare, st.just("=="), st.sampled_from([Column("owner"), Column("team")]),
              st.one_of(texts.map(Const), st.just(Me("id")))),
    st.builds(Compare, st.just("in"), st.sampled_from([Column("owner"), Column("team")]),
              st.one_of(st.lists(texts, max_size=3).map(lambda found: Const(tuple(found))),
                        st.just(Me("teams")))),
)  # fmt: skip
rules = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda found: All(tuple(found))),
        st.lists(inner, max_size=3).map(lambda found: AnyOf(tuple(found))),
        inner.map(Not),
    ),
    max_leaves=5,
)
grants = st.builds(
    Grant,
    rules,
    st.one_of(st.just(frozenset({"*"})), st.frozensets(st.sampled_from(COLUMNS), max_size=3)),
    st.just(""),
    st.sampled_from([(), (("phone", "last4"),)]),
)
scopes = st.builds(
    Scope,
    st.just("acme"),
    st.just("me"),
    st.just("deal"),
    st.just("read"),
    st.lists(grants, max_size=3).map(tuple),
    st.lists(st.builds(Denial, rules), max_size=2).map(tuple),
    st.fixed_dictionaries({"id": texts, "teams": st.lists(texts, max_size=3).map(tuple)}),
)
ROWS = [
    {"owner": owner, "team": team, "phone": "1"}
    for owner in (*IDS, None)
    for team in (*IDS, None)
]  # fmt: skip


@given(scopes, scopes)
def test_what_is_called_no_wider_opens_no_row_and_no_cell_that_was_closed(
    before: Scope, after: Scope
) -> None:
    if widens(before, after):
        return
    for row in ROWS:
        assert before.admits(row) or not after.admits(row)
        assert after.cells(row) <= before.cells(row)


@given(scopes)
def test_nothing_is_wider_than_itself_and_nothing_at_all_is_no_wider(scope: Scope) -> None:
    assert not widens(scope, scope)
    assert not widens(scope, None)
    assert widens(None, scope)


def scope(*found: Grant, closed: tuple[Denial, ...] = (), **me: object) -> Scope:
    return Scope("acme", "me", "deal", "read", found, closed, {"id": "a", "teams": (), **me})


TEAM = Compare("in", Column("team"), Me("teams"))
OWN = Compare("==", Column("owner"), Me("id"))


@pytest.mark.parametrize(
    ("before", "after", "wider"),
    [
        (scope(Grant(TEAM), teams=("a",)), scope(Grant(TEAM), teams=("a", "b")), True),
        (scope(Grant(TEAM), teams=("a", "b")), scope(Grant(TEAM), teams=("b",)), False),
        (scope(Grant(OWN)), scope(Grant(All((OWN, TEAM)))), False),
        (scope(Grant(All((OWN, TEAM)))), scope(Grant(OWN)), True),
        (scope(Grant(OWN)), scope(Grant(OWN), Grant(TEAM), teams=("a",)), True),
        (scope(Grant(OWN, frozenset({"team"}))), scope(Grant(OWN)), True),
        (scope(Grant()), scope(Grant(OWN, frozenset({"phone"}))), False),
        (scope(Grant(closed := OWN), closed=(Denial(closed),)), scope(Grant(OWN)), True),
        (scope(Grant()), scope(Grant(), closed=(Denial(OWN),)), False),
        (scope(Grant(columns=frozenset({"team"}))),
         scope(Grant(columns=frozenset({"team"}), masks=(("phone", "last4"),))), True),
    ],
)  # fmt: skip
def test_wider_rows_columns_masks_and_lifted_denials_are_seen(
    before: Scope, after: Scope, wider: bool
) -> None:
    assert widens(before, after) is wider
