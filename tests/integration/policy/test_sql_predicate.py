"""What the agreement test cannot draw: lists with NULL, wrong kinds, collations, plain SQL."""

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Integer,
    MetaData,
    NullPool,
    Table,
    Text,
    create_engine,
    literal,
    select,
    text,
)

from revrise.adapters.sql.scoping import admitted, masked, predicate, visible
from revrise.core.errors import Invalid
from revrise.core.governance import rule as r
from revrise.core.governance.rule_text import parse
from revrise.core.governance.scope import Denial, Grant, Scope, system_scope

ME = {"id": "p1", "team": None, "subtree": ("t1",)}
thing = Table(
    "thing",
    MetaData(),
    Column("tenant_id", Text),
    Column("id", Text),
    Column("stage", Text),
    Column("amount", Integer),
    Column("won", Boolean),
    Column("tags", JSON),
)


def test_a_list_with_a_missing_option_is_unknown_for_what_it_lacks() -> None:
    rows = select(literal("a").label("stage")).union_all(select(literal("b"))).subquery()
    rule = r.Compare("in", r.Column("stage"), r.Const(("a", None)))
    with create_engine("sqlite://").connect() as connection:
        for asked, found in ((rule, ["a"]), (r.Not(rule), [])):
            query = select(rows).where(predicate(asked, rows, ME))
            assert list(connection.execute(query).scalars()) == found


def test_texts_sort_by_code_point_whatever_the_collation_of_the_column(
    postgres_server: str,
) -> None:
    stage = literal("a", Text).collate("en-x-icu").label("stage")
    rows = select(stage).subquery()
    engine = create_engine(postgres_server, poolclass=NullPool)
    with engine.connect() as connection:
        known = text("SELECT count(*) FROM pg_collation WHERE collname = 'en-x-icu'")
        if not connection.execute(known).scalar():
            pytest.skip("this PostgreSQL is built without ICU")
        query = select(rows).where(predicate(parse("stage > 'Z'"), rows, ME))
        assert connection.execute(query).scalar() == "a"


@pytest.mark.parametrize(
    "rule", ["stage == 3", "amount in ('a',)", "won == 1", "tags == 'x'", "amount == me.id"]
)
def test_two_kinds_do_not_compare(rule: str) -> None:
    with pytest.raises(Invalid, match="does not compare"):
        predicate(parse(rule), thing, ME)


def test_a_column_the_table_lacks_is_refused() -> None:
    with pytest.raises(Invalid, match="no such column"):
        predicate(parse("margin > 1"), thing, ME)


def test_a_scope_that_gives_every_column_is_a_plain_select() -> None:
    """Indexes then serve it as they serve any query."""
    scope = Scope("t", "p1", "thing", "read", (Grant(parse("stage == me.id")),), (), ME)
    sql = str(masked(thing, scope))
    assert "CASE" not in sql
    assert sql.endswith("WHERE thing.tenant_id = :tenant_id_1 AND thing.stage = :param_1")
    whole = str(masked(thing, system_scope("t", "thing", "read", "test")))
    assert whole.endswith("WHERE thing.tenant_id = :tenant_id_1 AND true")


def test_a_question_reads_the_table_itself_only_when_no_cell_is_hidden() -> None:
    some = Grant(parse("stage == me.id"), frozenset({"stage"}))
    for grants, hidden in (((Grant(),), False), ((some,), True), ((some, Grant()), False)):
        scope = Scope("t", "p1", "thing", "read", grants, (), ME)
        source, shown = visible(thing, scope)
        assert (source is not thing) == hidden
        assert str(shown) == ("true" if hidden else str(admitted(thing, scope)))


def test_a_column_no_grant_gives_is_not_selected_and_the_tenant_never_is() -> None:
    grant = Grant(r.ALWAYS, frozenset({"stage", "tenant_id"}))
    scope = Scope("t", "p1", "thing", "read", (grant,), (Denial(parse("won == True")),), ME)
    assert masked(thing, scope).selected_columns.keys() == ["id", "stage"]


def test_values_are_bound_so_that_two_actors_share_one_statement() -> None:
    texts = set()
    for person in ("p1", "p' OR 1=1 --"):
        me = {**ME, "id": person}
        scope = Scope("t", person, "thing", "read", (Grant(parse("stage == me.id")),), (), me)
        statement = masked(thing, scope)
        texts.add(str(statement))
        assert statement.compile().params["param_1"] == person
    assert len(texts) == 1
