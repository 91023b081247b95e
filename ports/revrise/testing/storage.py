"""What every storage promises: inherit `StorageContract`, give a fixture `store`."""

import pytest
from attrs import evolve

from revrise.core.deals.deal import Deal
from revrise.core.deals.process import SalesProcess
from revrise.core.deals.standard_process import STANDARD
from revrise.core.errors import Fatal, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Column, Compare, Const, where
from revrise.core.governance.scope import Denial, Grant, Scope
from revrise.ports.query import Measure, Query
from revrise.ports.storage import Store
from revrise.testing.storage_things import ACTOR, OWN, TENANT, deal, everything, fill, own_deals
from revrise.testing.storage_units import UnitPromises


class StorageContract(UnitPromises):
    """Records behind scopes; units of work that keep everything or nothing."""

    @pytest.fixture
    def filled(self, store: Store) -> Store:
        """Two people, a team and six deals."""
        fill(store, TENANT)
        return store

    def test_what_goes_in_comes_out(self, filled: Store) -> None:
        with filled.read(ACTOR) as work:
            assert work.of(Deal).load("deal_001", everything("deal")) == deal(1)
            process = work.of(SalesProcess).load("standard", everything("sales_process"))
        assert process == STANDARD

    def test_a_hidden_row_answers_like_a_missing_one(self, filled: Store) -> None:
        with filled.read(ACTOR) as work:
            answers = []
            for thing in ("deal_002", "deal_999"):
                with pytest.raises(NotFound) as refusal:
                    work.of(Deal).load(thing, own_deals())
                answers.append(str(refusal.value).replace(thing, "ID"))
        assert answers[0] == answers[1]

    def test_every_way_of_reading_sees_the_same_rows(self, filled: Store) -> None:
        scope, mine = own_deals(), {"deal_001", "deal_003", "deal_005"}
        with filled.read(ACTOR) as work:
            deals = work.of(Deal)
            assert {row["id"] for row in deals.rows(scope)} == mine
            assert {one.id for one in deals.load_many(scope)} == mine
            assert deals.count(scope) == len(mine)
            total = deals.group(scope, [], [Measure("sum", "sum", "value")])
            assert total[0]["sum"] == 900

    def test_a_denial_wins_and_unknown_denies(self, filled: Store) -> None:
        denial = Denial(Compare("==", Column("lost_reason"), Const("secret")))
        scope = evolve(everything("deal"), denials=(denial,))
        with filled.read(ACTOR) as work:
            assert work.of(Deal).count(scope) == 0  # lost_reason is NULL everywhere

    def test_a_hidden_cell_reads_as_none_everywhere(self, filled: Store) -> None:
        grants = (
            Grant(OWN, frozenset({"*"})),
            Grant(columns=frozenset({"id", "name", "owner_id"})),
        )
        scope = Scope(TENANT, "per_1", "deal", "read", grants, me=ACTOR.me)
        with filled.read(ACTOR) as work:
            deals = work.of(Deal)
            values = {row["id"]: row["value"] for row in deals.rows(scope)}
            assert values["deal_001"] == 100
            assert values["deal_002"] is None
            total = deals.group(scope, [], [Measure("sum", "sum", "value")])
            assert total[0]["sum"] == 900
            rich = Query(where=Compare(">", Column("value"), Const(350)))
            assert {row["id"] for row in deals.rows(scope, rich)} == {"deal_005"}

    def test_a_column_never_given_cannot_be_asked_for(self, filled: Store) -> None:
        scope = own_deals(columns=("id", "name"))
        questions = (
            Query(where=where(stage="Discovery")),
            Query(order=(("value", True),)),
            Query(columns=("id", "value")),
        )
        with filled.read(ACTOR) as work:
            for question in questions:
                with pytest.raises(Refused):
                    work.of(Deal).rows(scope, question)
            with pytest.raises(Refused):
                work.of(Deal).group(scope, ["stage"])
            assert {"stage", "value"}.isdisjoint(work.of(Deal).rows(scope)[0])

    def test_part_of_a_thing_is_not_the_thing(self, filled: Store) -> None:
        with filled.read(ACTOR) as work, pytest.raises(Refused):
            work.of(Deal).load("deal_001", own_deals(columns=("id", "name")))

    def test_order_limit_and_cursor_walk_every_row_once(self, filled: Store) -> None:
        with filled.begin(ACTOR) as work:
            work.of(Deal).add(deal(7, value=None), everything("deal"))
            work.record("test", "deal")
        for order in ((("value", True),), (("stage", False), ("value", False)), ()):
            seen: list[str] = []
            with filled.read(ACTOR) as work:
                while page := work.of(Deal).rows(
                    everything("deal"),
                    Query(order=order, limit=2, after=seen[-1] if seen else None),
                ):
                    seen.extend(row["id"] for row in page)
                whole = work.of(Deal).rows(everything("deal"), Query(order=order))
            assert seen == [row["id"] for row in whole]
            assert len(set(seen)) == 7

    def test_groups_come_in_order_with_their_figures(self, filled: Store) -> None:
        measures = (Measure("n"), Measure("big", where=Compare(">", Column("value"), Const(250))))
        with filled.read(ACTOR) as work:
            groups = work.of(Deal).group(everything("deal"), ["owner_id"], measures)
        assert [dict(row) for row in groups] == [
            {"owner_id": "per_1", "n": 3, "big": 2},
            {"owner_id": "per_2", "n": 3, "big": 2},
        ]

    def test_a_page_goes_on_behind_values_whose_row_is_gone(self, filled: Store) -> None:
        order = (("opened_at", True),)
        with filled.read(ACTOR) as work:
            deals = work.of(Deal)
            seen = deals.rows(everything("deal"), Query(order=order, limit=3))
            place = (seen[-1]["opened_at"], "deal_004x")
            rest = deals.rows(everything("deal"), Query(order=order, behind=place))
            with pytest.raises(Refused):
                deals.rows(own_deals(columns=("name",)), Query(order=order, behind=place))
        assert [row["id"] for row in seen] == ["deal_006", "deal_005", "deal_004"]
        assert [row["id"] for row in rest] == ["deal_003", "deal_002", "deal_001"]

    def test_tenants_do_not_see_one_another(self, filled: Store) -> None:
        other = Actor("other", "per_1", frozenset({"rep"}))
        fill(filled, "other", deals=1)
        with filled.read(other) as work:
            assert work.of(Deal).count(everything("deal", "other")) == 1
            with pytest.raises(Fatal):
                work.of(Deal).count(everything("deal"))
        with filled.read(ACTOR) as work:
            assert work.of(Deal).count(everything("deal")) == 6

    def test_a_scope_of_another_resource_opens_nothing(self, filled: Store) -> None:
        with filled.read(ACTOR) as work, pytest.raises(Fatal):
            work.of(Deal).rows(everything("person"))
