"""Syncing: what the CRM has is stored once, changed where it changed, and nothing is dropped."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.conftest import World

from revrise.core.deals.account import Account, Card, Product
from revrise.core.deals.deal import Deal
from revrise.core.errors import Refused, Retriable
from revrise.core.money import Money
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.crm import CrmRecord
from revrise.services.crm.report import SyncReport
from revrise.services.crm.sync import Crm, SyncCrm
from revrise.testing import FakeCrm
from revrise.testing.fake_crm import Misbehaviour

OPENED, CLOSED = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC)


def record(kind: str, external_id: str, line: int = 1, **fields: Any) -> CrmRecord:
    return CrmRecord(kind, external_id, fields, (f"{kind}s.csv", line))


def deal(number: int = 1, **fields: Any) -> CrmRecord:
    usual = {"name": f"Deal {number}", "account": "A1", "owner": "P1", "product": "Pro"}
    known = {**usual, "stage": "Discovery", "value": Decimal(1000), "opened_at": OPENED}
    return record("deal", f"D{number}", number, **{**known, **fields})


COMPANY = (
    record("team", "T1", name="Europe"),
    record("team", "T2", name="Asia"),
    record("person", "P1", name="Ann", team="T1", roles=("rep",)),
    record("person", "P2", name="Bao", team="T2", roles=("rep", "coach")),
    record("product", "Pro", name="Pro", list_price=Decimal("99.50")),
    record("account", "A1", name="Acme", employees=10),
    record("card", "C1", name="Cy", phone="+49 30 1", account="A1"),
    deal(1),
    deal(2, stage="ClosedWon", closed_at=CLOSED),
)


def sync(world: World, records: Sequence[CrmRecord], **how: Any) -> SyncReport:
    return Crm(world.desk).sync(SyncCrm(FakeCrm(records, **how), "fake"), world.by(None))


def counts(report: SyncReport) -> tuple[int, int, int]:
    return report.created, report.updated, report.unchanged


def changed(external_id: str, **fields: Any) -> list[CrmRecord]:
    """The company where one record says something else."""
    return [
        evolve(one, fields={**one.fields, **fields}) if one.external_id == external_id else one
        for one in COMPANY
    ]


def stored(world: World, kind: type[Any]) -> dict[str, Any]:
    return {one.external_id: one for one in world.all(kind) if one.external_id}


def test_everything_arrives_with_its_references(world: World) -> None:
    report = sync(world, COMPANY)
    assert (report.read, counts(report)) == (9, (9, 0, 0))
    assert (report.rejected, report.warnings()) == ([], [])
    people, deals = stored(world, Person), stored(world, Deal)
    account, team = stored(world, Account)["A1"], stored(world, Team)["T1"]
    won = deals["D2"]
    assert (won.owner_id, won.team_id, won.account_id) == (people["P1"].id, team.id, account.id)
    assert (won.outcome, won.closed_at, won.value) == ("won", CLOSED, Money.of(1000, "USD"))
    assert [(one.stage, one.at) for one in won.history] == [
        ("LeadIn", OPENED), ("ClosedWon", CLOSED)
    ]  # fmt: skip
    assert people["P2"].roles == ("rep", "coach")
    assert stored(world, Card)["C1"].account_id == account.id
    assert stored(world, Product)["Pro"].price == Money.of("99.50", "USD")


def test_syncing_again_writes_nothing_at_all(world: World) -> None:
    sync(world, COMPANY)
    before = world.audited, stored(world, Deal)
    assert counts(sync(world, COMPANY)) == (0, 0, 9)
    assert (world.audited, stored(world, Deal)) == before


def test_one_audit_entry_a_unit_of_work_with_the_counts(world: World) -> None:
    before = len(world.audited)
    sync(world, COMPANY, size=100)
    kinds = ["team", "person", "product", "account", "card", "deal"]
    assert world.audited[before:] == [f"{kind}.synced" for kind in kinds]


def test_a_moved_deal_goes_on_with_its_history(world: World) -> None:
    sync(world, COMPANY)
    moved = changed("D1", stage="ClosedLost", closed_at=CLOSED, lost_reason="price")
    assert counts(sync(world, moved)) == (0, 1, 8)
    found = stored(world, Deal)["D1"]
    assert (found.stage, found.outcome, found.lost_reason) == ("ClosedLost", "lost", "price")
    assert [(one.stage, one.at) for one in found.history] == [
        ("Discovery", OPENED),
        ("ClosedLost", CLOSED),
    ]
    assert found.version == 2


def test_what_did_not_move_keeps_its_history(world: World) -> None:
    sync(world, COMPANY)
    before = stored(world, Deal)["D1"].history
    sync(world, changed("D1", value=Decimal(5)))
    found = stored(world, Deal)["D1"]
    assert (found.value, found.history) == (Money.of(5, "USD"), before)


def test_a_new_owner_takes_the_deal_to_another_team(world: World) -> None:
    sync(world, COMPANY)
    sync(world, changed("D1", owner="P2"))
    found = stored(world, Deal)["D1"]
    assert found.owner_id == stored(world, Person)["P2"].id
    assert found.team_id == stored(world, Team)["T2"].id


def test_a_rep_who_changes_teams_takes_new_syncs_of_the_deals_along(world: World) -> None:
    sync(world, COMPANY)
    sync(world, changed("P1", team="T2"))
    assert stored(world, Deal)["D1"].team_id == stored(world, Team)["T2"].id


def test_what_the_source_leaves_out_is_kept_and_what_it_empties_is_emptied(world: World) -> None:
    sync(world, COMPANY)
    sync(world, [record("card", "C1", name="Cy Young")])
    assert stored(world, Card)["C1"].phone == "+49 30 1"
    sync(world, [record("card", "C1", name="Cy Young", phone=None)])
    assert stored(world, Card)["C1"].phone is None


@pytest.mark.parametrize(
    "script",
    [
        Misbehaviour(twice=frozenset({0, 1, 2})),
        Misbehaviour(partial=frozenset({0, 2})),
        Misbehaviour(backwards=True),
    ],
    ids=["twice", "partial", "backwards"],
)
def test_a_clumsy_source_gives_the_same_rows(world: World, script: Misbehaviour) -> None:
    report = sync(world, COMPANY, script=script)
    assert (report.created, report.updated, report.rejected) == (9, 0, [])
    assert set(stored(world, Deal)) == {"D1", "D2"}
    assert counts(sync(world, COMPANY)) == (0, 0, 9)


def test_a_timeout_loses_nothing_and_running_again_completes(world: World) -> None:
    with pytest.raises(Retriable):
        sync(world, COMPANY, script=Misbehaviour(timeouts={2: 1}))
    assert stored(world, Team)
    assert not stored(world, Deal)
    report = sync(world, COMPANY)
    assert report.created + report.unchanged == 9
    assert len(world.all(Deal)) == 2


def test_a_parent_may_come_after_its_children(world: World) -> None:
    family = [
        record("account", "child", name="C", parent="middle"),
        record("account", "middle", name="M", parent="top"),
        record("account", "top", name="T"),
    ]
    report = sync(world, family, size=1)
    assert (counts(report), report.warnings()) == ((3, 0, 0), [])
    found = stored(world, Account)
    assert found["child"].parent_id == found["middle"].id
    assert found["middle"].parent_id == found["top"].id


def test_a_circle_of_parents_ends_and_is_named(world: World) -> None:
    circle = [
        record("account", "a", name="A", parent="b"),
        record("account", "b", name="B", parent="a"),
    ]
    report = sync(world, circle)
    assert (report.read, report.created) == (2, 2)
    assert any("'b'" in warning for warning in report.warnings())


def test_an_unknown_reference_is_named_and_healed_by_a_later_sync(world: World) -> None:
    missing = [one for one in COMPANY if one.external_id not in ("A1", "C1")]
    report = sync(world, missing)
    assert report.warnings() == ["deal names account 'A1', which is no known account (2 times)"]
    assert stored(world, Deal)["D1"].account_id is None
    healed = sync(world, COMPANY)
    assert counts(healed) == (2, 2, 5)
    assert stored(world, Deal)["D1"].account_id == stored(world, Account)["A1"].id
    assert counts(sync(world, COMPANY)) == (0, 0, 9)


def test_a_misspelt_reference_comes_with_a_guess(world: World) -> None:
    report = sync(world, changed("D1", product="P ro"))
    assert any("did you mean 'Pro'?" in warning for warning in report.warnings())
    assert stored(world, Deal)["D1"].product == "P ro"


@pytest.mark.parametrize(
    ("bad", "file", "column", "says"),
    [
        (deal(7, stage="Dreaming"), "deals.csv", "stage", "Dreaming"),
        (record("person", "P7", 7, name="X", roles=("king",)), "persons.csv", "roles", "king"),
        (deal(7, currency="DOLLAR"), "deals.csv", "currency", "DOLLAR"),
    ],
    ids=["stage", "role", "currency"],
)
def test_a_bad_row_is_named_by_file_and_line_and_the_others_are_kept(
    world: World, bad: CrmRecord, file: str, column: str, says: str
) -> None:
    report = sync(world, sorted([*COMPANY, bad], key=_order))
    assert report.created == 9
    (error,) = report.rejected
    assert (error.file, error.line, error.column) == (file, 7, column)
    assert says in error.reason


def _order(one: CrmRecord) -> int:
    return ["team", "person", "product", "account", "card", "deal"].index(one.kind)


def test_two_sources_do_not_touch_each_others_records(world: World) -> None:
    sync(world, COMPANY)
    other = SyncCrm(FakeCrm(COMPANY), "other")
    assert Crm(world.desk).sync(other, world.by(None)).created == 9
    assert len(world.all(Deal)) == 4
    assert counts(sync(world, COMPANY)) == (0, 0, 9)


def test_only_who_may_sync_does(world: World) -> None:
    for person in ("n1", "coach", "manager", "enb"):
        with pytest.raises(Refused):
            Crm(world.desk).sync(SyncCrm(FakeCrm(COMPANY), "fake"), world.by(person))
    assert world.all(Deal) == []
    assert Crm(world.desk).sync(SyncCrm(FakeCrm(COMPANY), "fake"), world.by("admin")).created == 9


@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    edits=st.lists(
        st.tuples(
            st.sampled_from(["D1", "D2"]),
            st.fixed_dictionaries(
                {},
                optional={
                    "stage": st.sampled_from(["LeadIn", "Proposal", "ClosedWon", "ClosedLost"]),
                    "owner": st.sampled_from(["P1", "P2", None]),
                    "value": st.integers(0, 10**6).map(Decimal),
                    "closed_at": st.just(CLOSED + timedelta(days=1)),
                },
            ),
        ),
        max_size=4,
    )
)
def test_after_any_edits_a_second_run_changes_nothing(
    world: World, edits: list[tuple[str, dict[str, Any]]]
) -> None:
    for external_id, fields in edits:
        sync(world, changed(external_id, **fields))
        assert counts(sync(world, changed(external_id, **fields)))[:2] == (0, 0)
    for found in stored(world, Deal).values():
        assert found.history[-1].stage == found.stage


def test_a_crm_neither_gives_nor_takes_roles_that_run_the_system(world: World) -> None:
    """Who may write to the CRM must not become an administrator by it."""
    greedy = record("person", "P9", name="Eve", roles=("rep", "admin", "owner"))
    report = sync(world, [greedy])
    assert [warning for warning in report.warnings() if "admin" in warning]
    eve = stored(world, Person)["P9"]
    assert eve.roles == ("rep",)
    world.change(evolve(eve, roles=("rep", "admin"), version=eve.version + 1))
    # Who administers chooses what is synced: they would widen their own sight by a role from there.
    sync(world, [record("person", "P9", name="Eve Ng", roles=("coach",), team="T1")])
    after = stored(world, Person)["P9"]
    assert (after.name, after.roles, after.team_id) == ("Eve Ng", ("rep", "admin"), None)
