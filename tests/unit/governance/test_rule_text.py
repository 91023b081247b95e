"""The row-rule language: what it reads, what it refuses and where."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from revrise.core.errors import Invalid
from revrise.core.governance import rule_shapes
from revrise.core.governance.reach import fold
from revrise.core.governance.rule import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    Column,
    Compare,
    Const,
    IsNull,
    Me,
    Not,
    Rule,
    evaluate,
)
from revrise.core.governance.rule_shapes import condition
from revrise.core.governance.rule_text import parse, to_text

COLUMNS = ("owner_id", "team_id", "stage", "amount", "won")
ME = {"id": "p1", "team": "t1", "subtree": ("t1", "t2")}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", ALWAYS),
        ("True", ALWAYS),
        ("False", NEVER),
        ("owner_id == me.id", Compare("==", Column("owner_id"), Me("id"))),
        ("-1.5 < amount", Compare("<", Const(-1.5), Column("amount"))),
        ("team_id in me.subtree", Compare("in", Column("team_id"), Me("subtree"))),
        (
            "stage not in ['open', '谈判']",
            Not(Compare("in", Column("stage"), Const(("open", "谈判")))),
        ),
        ("stage in ()", Compare("in", Column("stage"), Const(()))),
        ("amount is not None", Not(IsNull(Column("amount")))),
        ("me.team is None", IsNull(Me("team"))),
        (
            "won == True and (amount >= 1 or not stage == 'x')",
            All(
                (
                    Compare("==", Column("won"), Const(True)),
                    AnyOf(
                        (
                            Compare(">=", Column("amount"), Const(1)),
                            Not(Compare("==", Column("stage"), Const("x"))),
                        )
                    ),
                )
            ),
        ),
    ],
)
def test_reads(text: str, rule: Rule) -> None:
    assert parse(text, COLUMNS) == rule


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("stage == 'open' and margin > 1", 21, "unknown column margin"),
        ("  ownr == me.id", 3, "unknown column ownr"),
        ("stage == '谈判' and x == 1", 19, "unknown column x"),
        ("owner_id == me.boss", 13, "unknown me.boss"),
        ("owner_id == me", 13, "me alone"),
        ("1 < amount < 5", 1, "chained"),
        ("amount == None", 11, "never true"),
        ("None != amount", 1, "never true"),
        ("stage in ('a', None)", 16, "None is no value"),
        ("stage in ('a', 1)", 10, "mixes number and text"),
        ("stage in 'abc'", 10, "in takes a list"),
        ("'a' in stage", 8, "in takes a list"),
        ("owner_id in me.id", 13, "in takes a list"),
        ("team_id == me.subtree", 12, "is a list"),
        ("me.subtree is None", 1, "is a list"),
        ("stage == ('a', 'b')", 10, "not part of the language"),
        ("stage is 'open'", 10, "is takes only None"),
        ("'a' is None", 1, "never None"),
        ("won", 1, "a value alone"),
        ("me.id", 1, "a value alone"),
        ("'open' == 'stage'", 1, "two constants"),
        ("me.id == 7", 1, "do not compare"),
        ("amount + 1 > 2", 1, "not part of the language"),
        ("stage.upper() == 'A'", 1, "not part of the language"),
        ("__import__('os').system('id') == 0", 1, "not part of the language"),
        ("().__class__ == 1", 1, "not part of the language"),
        ("(lambda: 1)() == amount", 1, "not part of the language"),
        ("stage[0] == 'a'", 1, "not part of the language"),
        ("(stage := 'a') == 'a'", 2, "not part of the language"),
        ("stage == f'{owner_id}'", 10, "not part of the language"),
        ("stage == b'open'", 10, "not part of the language"),
        ("stage == ...", 10, "not part of the language"),
        ("amount == 1j", 11, "not part of the language"),
        ("amount == 1e999", 11, "not finite"),
        ("amount == 9223372036854775808", 11, "64 bits"),
        ("amount == -True", 11, "not part of the language"),
        ("1", 1, "not part of the language"),
        ("amount ==", 10, "not a rule"),
        ("amount = 1", 8, "not a rule"),
        ("stage == 'a'; won == True", 13, "not a rule"),
        ("stage == 'a' # and won == True", 1, "comments"),
        ("stage == 'a'\np, rep, deal, read", 13, "control character"),
        ("stage == 'a\\n'", 10, "control character"),
        ("stage == 'a\u202eb'", 12, "control character"),
        ("stage == '\\ud800'", 10, "control character"),
        ("not " * 21 + "won == True", 85, "nested deeper"),
        ("(" * 300 + "won == True" + ")" * 300, 201, "not a rule"),
        ("won == True or " * 300 + "won == True", 1, "longer than 4000"),
    ],
)
def test_refuses_with_the_place_and_the_reason(text: str, column: int, problem: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse(text, COLUMNS)
    assert refusal.value.culprit == f"line 1, column {column}"
    assert problem in refusal.value.message
    assert refusal.value.remedy


def test_a_refusal_of_an_unknown_column_lists_the_known_ones() -> None:
    with pytest.raises(Invalid) as refusal:
        parse("x == 1", ("b", "a"))
    assert refusal.value.remedy == "columns: a, b"


def test_without_a_column_list_any_column_is_read() -> None:
    assert parse("anything == 1") == Compare("==", Column("anything"), Const(1))


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but Invalid ever comes out of hostile input."""
    try:
        rule = parse(text, COLUMNS)
    except Invalid:
        return
    assert parse(to_text(rule), COLUMNS) == rule


printable = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=6)
constants = st.one_of(
    printable,
    st.integers(-(2**63) + 1, 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)
lists = st.one_of(
    st.lists(printable, max_size=4),
    st.lists(st.integers(-5, 5), max_size=4),
    st.lists(st.booleans(), max_size=2),
).map(lambda options: Const(tuple(options)))
cells = st.sampled_from([Column("stage"), Column("amount"), Column("owner_id")])
comparisons = st.builds(
    Compare, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), cells, constants.map(Const)
)
members = st.builds(Compare, st.just("in"), cells, st.one_of(lists, st.just(Me("subtree"))))
rules = st.recursive(
    st.one_of(comparisons, members, st.builds(IsNull, cells), st.sampled_from([ALWAYS, NEVER])),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(rules)
def test_a_rule_survives_its_text(rule: Rule) -> None:
    assert parse(to_text(rule)) == rule


@given(rules, st.sampled_from([None, "", "p1", "open"]), st.sampled_from([None, 0, 7]))
def test_a_rule_with_what_is_known_filled_in_says_the_same(
    rule: Rule, text: str | None, amount: int | None
) -> None:
    row = {"stage": text, "owner_id": text, "amount": amount}
    for me in ({"id": "p1", "subtree": ()}, {"id": "p1", "subtree": ("open", "t1")}):
        try:
            said = evaluate(rule, row, me)
        except Invalid:
            continue  # values of two kinds
        assert evaluate(fold(rule, me), row, me) is said


@given(rules)
def test_a_single_part_reads_like_the_part(rule: Rule) -> None:
    assert to_text(All((rule,))) == to_text(rule) == to_text(AnyOf((rule,)))


@pytest.mark.parametrize("value", [None, "a\nb", float("nan"), 2**63, ("a", None)])
def test_a_value_no_text_can_carry_is_refused(value: object) -> None:
    with pytest.raises(Invalid, match="no text form"):
        to_text(Compare("==", Column("stage"), Const(value)))  # type: ignore[arg-type]


def test_a_list_of_two_kinds_cannot_be_built() -> None:
    with pytest.raises(Invalid, match="mixes number and text"):
        Const(("a", 1))


@pytest.mark.parametrize(
    ("text", "row", "truth"),
    [
        ("owner_id == me.id", {"owner_id": "p1"}, True),
        ("owner_id == me.id", {"owner_id": None}, None),
        ("not owner_id == me.id", {"owner_id": None}, None),
        ("owner_id is None", {"owner_id": None}, True),
        ("owner_id is not None", {"owner_id": None}, False),
        ("stage in ()", {"stage": None}, False),
        ("stage not in ()", {"stage": None}, True),
        ("stage in ('a',)", {"stage": None}, None),
        ("stage == 'a' or amount > 1", {"stage": None, "amount": 2}, True),
        ("stage == 'a' and amount > 1", {"stage": None, "amount": 1}, False),
        ("stage == 'a' and amount > 1", {"stage": None, "amount": 2}, None),
        ("team_id in me.subtree", {"team_id": "t2"}, True),
    ],
)
def test_logic_has_three_values(text: str, row: dict[str, object], truth: bool | None) -> None:
    assert evaluate(parse(text), row, ME) is truth  # type: ignore[arg-type]


def test_a_list_with_a_missing_option_is_unknown_for_what_it_lacks() -> None:
    rule = Compare("in", Column("stage"), Const(("a", None)))
    assert evaluate(rule, {"stage": "a"}, ME) is True
    assert evaluate(rule, {"stage": "b"}, ME) is None


@pytest.mark.parametrize("text", ["stage == 1", "stage in (1, 2)", "won == 1", "amount == True"])
def test_two_kinds_do_not_compare(text: str) -> None:
    """Databases disagree about '3' == 3, so nobody may ask."""
    with pytest.raises(Invalid, match="does not compare"):
        evaluate(parse(text), {"stage": "a", "won": True, "amount": 1}, ME)


def test_a_row_without_the_column_is_refused() -> None:
    with pytest.raises(Invalid, match="no such column"):
        evaluate(parse("stage == 'a'"), {}, ME)


def told(read: Callable[[], Rule]) -> object:
    """The tree, or what is wrong and where."""
    try:
        return read()
    except Invalid as refusal:
        return str(refusal), refusal.culprit, refusal.remedy


# Pieces of which texts are put together: values of every way to write them, and what is none.
pieces = st.sampled_from([
    "stage", "amount", "owner_id", "me.id", "me.subtree", "won", "==", "!=", "<", "in", "not in",
    "is None", "and", "or", "not", "(", ")", "[", "]", ",", "'a'", "'b c'", "''", "'§0'", "'#'",
    '"a"', '"\'a\'"', "'\\n'", "b'a'", "r'a'", "f'a'", "'''a'''", "0", "7", "-7", "007", "1_0",
    "0x1", "1.5", "1.", ".5", "1e3", "900000000000000", "900000000000000.0", "9" * 16, "9" * 20,
    "True", "None", "# no", "margin", "stage == 'a'", "amount > 7", "stage in ('a', 'b')",
    "amount in (1, 2)", "stage in ('a', 1)", "amount == -3", "'a' 'b'", "me.boss",
])  # fmt: skip


@given(st.lists(pieces, max_size=7).map(" ".join) | st.lists(pieces, max_size=4).map("".join))
@settings(max_examples=600)
def test_a_condition_read_by_its_shape_is_the_one_read_by_itself(text: str) -> None:
    """The same tree, or the same refusal at the same place."""
    columns = frozenset(COLUMNS)
    for one in (text, text.replace("'a'", "'other'").replace("7", "8")):
        assert told(lambda one=one: condition(one, columns).rule) == told(
            lambda one=one: parse(one, columns)
        )


@given(rules)
def test_a_tree_read_by_its_shape_is_the_tree(rule: Rule) -> None:
    text = to_text(rule)
    assert condition(text, frozenset(COLUMNS)).rule == parse(text, COLUMNS)


@pytest.mark.parametrize("text", ["stage == 'a'", "amount in (1, 2)", "-5 < amount or won == True"])
def test_texts_that_differ_in_values_alone_are_read_once(text: str) -> None:
    columns = frozenset(COLUMNS)
    condition(text, columns)
    before = rule_shapes._shape.cache_info().misses
    condition(text.replace("a'", "b'").replace("5", "6").replace("2", "3"), columns)
    assert rule_shapes._shape.cache_info().misses == before
