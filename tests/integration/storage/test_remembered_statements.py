"""Statements are remembered for a question; what differs in the scope is another question."""

import pytest

from revrise.adapters.sql.question import counted, one, page, things
from revrise.adapters.sql.tables import metadata
from revrise.core.errors import Refused
from revrise.core.governance.rule import Column, Compare, Me, where
from revrise.core.governance.scope import Denial, Grant, Scope
from revrise.ports.query import Query

DEALS = metadata.tables["deal"]
OWN = Grant(Compare("==", Column("owner_id"), Me("id")))


def scope(me: str = "per_a", tenant: str = "local", grant: Grant = OWN, **more: object) -> Scope:
    return Scope(tenant, me, "deal", "read", (grant,), me={"id": me}, **more)  # type: ignore[arg-type]


def test_the_same_question_of_the_same_scope_is_one_statement():
    asked = Query(where(stage="won"))
    assert page(DEALS, scope(), asked, None) is page(DEALS, scope(), asked, None)


@pytest.mark.parametrize(
    "other",
    [
        scope("per_b"),
        scope(tenant="other"),
        scope(grant=Grant(where(stage="won"))),
        scope(denials=(Denial(where(stage="lost")),)),
    ],
    ids=["person", "tenant", "grant", "denial"],
)
def test_another_scope_is_another_statement(other: Scope):
    for build in (
        lambda by: page(DEALS, by, Query(), None),
        lambda by: counted(DEALS, by, Query()),
        lambda by: things(DEALS, by, ("id", "name"), Query(), None),
        lambda by: one(DEALS, by, ("id", "name")),
    ):
        mine = build(scope()).compile()
        theirs = build(other).compile()
        assert (str(mine), mine.params) != (str(theirs), theirs.params)


def test_a_refused_question_is_refused_every_time():
    narrow = scope(grant=Grant(OWN.rule, frozenset({"name"})))
    for _ in range(2):
        with pytest.raises(Refused, match="value"):
            page(DEALS, narrow, Query(order=(("value", False),)), None)
