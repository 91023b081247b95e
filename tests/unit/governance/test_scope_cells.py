"""What a scope admits of one row, and which of its cells."""

from revrise.core.governance.rule import ALWAYS, NEVER
from revrise.core.governance.rule_text import parse
from revrise.core.governance.scope import Denial, Grant, Scope, system_scope

ROW = {"id": "d1", "version": 1, "owner_id": "p1", "stage": "open", "amount": 5}


def scope(grants: tuple[Grant, ...] = (), denials: tuple[Denial, ...] = ()) -> Scope:
    return Scope("t", "p1", "deal", "read", grants, denials, {"id": "p1"})


OWN = Grant(parse("owner_id == me.id"), frozenset({"owner_id", "amount"}))
OPEN = Grant(parse("stage == 'open'"), frozenset({"stage"}))


def test_no_grant_admits_nothing() -> None:
    assert not scope().admits(ROW)
    assert scope().cells(ROW) == frozenset()


def test_grants_add_up_cell_by_cell() -> None:
    both = scope((OWN, OPEN))
    assert both.cells(ROW) == {"id", "version", "owner_id", "amount", "stage"}
    assert both.cells({**ROW, "owner_id": "p2"}) == {"id", "version", "stage"}
    assert both.cells({**ROW, "owner_id": "p2", "stage": "won"}) == frozenset()


def test_a_denial_closes_the_row_also_when_it_is_unknown() -> None:
    sealed = scope((Grant(),), (Denial(parse("stage == 'sealed'")),))
    assert sealed.admits(ROW)
    assert not sealed.admits({**ROW, "stage": "sealed"})
    assert not sealed.admits({**ROW, "stage": None})


def test_identity_comes_with_every_grant_and_content_does_not() -> None:
    assert OPEN.covers("id")
    assert OPEN.covers("version")
    assert not OPEN.covers("amount")


def test_a_column_opens_always_under_some_rule_or_never() -> None:
    both = scope((OWN, OPEN))
    assert both.opening("id") == ALWAYS
    assert both.opening("margin") == NEVER
    assert scope((Grant(), OPEN)).opening("amount") == ALWAYS
    assert both.opening("stage") not in (ALWAYS, NEVER)


def test_the_system_reaches_everything_in_its_tenant() -> None:
    assert system_scope("t", "deal", "read", "nightly relay").cells(ROW) == set(ROW)
