"""What every storage promises: inherit `StorageContract`, give a fixture `store`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from revrise.core.deals.deal import Deal, StageChange
from revrise.core.deals.process import SalesProcess
from revrise.core.deals.standard_process import STANDARD
from revrise.core.errors import Conflict, Fatal, NotFound, Refused, Stale
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.audit import verify
from revrise.core.governance.rule import Column, Compare, Const, Me, where
from revrise.core.governance.scope import Denial, Grant, Scope, system_scope
from revrise.core.jobs.job import Job
from revrise.core.money import Money
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.jobs import JobRequest
from revrise.ports.policy import PolicyRule
from revrise.ports.query import Measure, Query
from revrise.ports.storage import Store

AT = datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=UTC)
TENANT = "acme"
ACTOR = Actor(TENANT, "per_1", frozenset({"rep"}), "team_1", frozenset({"team_1"}))
OWN = Compare("==", Column("owner_id"), Me("id"))


def everything(resource: str, tenant: str = TENANT) -> Scope:
    """A scope without limits."""
    return system_scope(tenant, resource, "read", "contract")


def own_deals(action: str = "read", columns: Sequence[str] = ("*",)) -> Scope:
    """The deals of per_1, with some columns."""
    grant = Grant(OWN, frozenset(columns))
    return Scope(TENANT, "per_1", "deal", action, (grant,), me=ACTOR.me)


def deal(number: int, **changes: Any) -> Deal:
    """Deals 1, 3, 5 … belong to per_1, the others to per_2."""
    made = Deal(
        id=f"deal_{number:03}",
        name=f"Deal {number} 商机",
        stage="Discovery",
        owner_id=f"per_{2 - number % 2}",
        team_id="team_1",
        value=Money(number * 100, "CNY"),
        opened_at=AT + timedelta(days=number),
        history=(StageChange("Discovery", AT, "per_1"),),
        evidence=("pain",),
    )
    return evolve(made, **changes)


class StorageContract:
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

    def test_adding_outside_the_scope_is_refused(self, filled: Store) -> None:
        with pytest.raises(Refused), filled.begin(ACTOR) as work:
            work.of(Deal).add(deal(8), own_deals("create"))

    def test_adding_twice_is_a_conflict_and_leaves_nothing(self, filled: Store) -> None:
        with pytest.raises(Conflict), filled.begin(ACTOR) as work:
            work.of(Deal).add_many([deal(9), deal(1)], everything("deal"))
        with filled.read(ACTOR) as work:
            assert work.of(Deal).count(everything("deal")) == 6

    def test_saving_needs_the_version_it_started_from(self, filled: Store) -> None:
        newer = evolve(deal(1), name="renamed", version=2)
        with filled.begin(ACTOR) as work:
            work.of(Deal).save(newer, own_deals("update"), expected=1)
            work.record("deal.renamed", "deal_001")
        with pytest.raises(Conflict), filled.begin(ACTOR) as work:
            work.of(Deal).save(newer, own_deals("update"), expected=1)
        with filled.read(ACTOR) as work:
            assert work.of(Deal).load("deal_001", everything("deal")) == newer

    def test_saving_checks_row_before_row_after_and_columns(self, filled: Store) -> None:
        scope = own_deals("update", ("name", "owner_id"))
        for changed, error in (
            (evolve(deal(2), name="theirs", version=2), NotFound),
            (evolve(deal(1), owner_id="per_2", version=2), Refused),
            (evolve(deal(1), stage="Proposal", version=2), Refused),
        ):
            with pytest.raises(error), filled.begin(ACTOR) as work:
                work.of(Deal).save(changed, scope, expected=1)
        with filled.begin(ACTOR) as work:
            work.of(Deal).save(evolve(deal(1), name="mine", version=2), scope, expected=1)
            work.record("deal.renamed", "deal_001")

    def test_an_exception_undoes_everything(self, filled: Store) -> None:
        with pytest.raises(RuntimeError), filled.begin(ACTOR) as work:
            work.of(Deal).add(deal(9), everything("deal"))
            work.emit(Event("deal.added", "deal_009", AT, "per_1"))
            work.remember("key", "print", {})
            work.record("deal.added", "deal_009")
            raise RuntimeError
        with filled.read(ACTOR) as work:
            assert work.of(Deal).count(everything("deal")) == 6
            assert work.recall("key", "print") is None
        assert len(filled.audit(everything("audit"))) == 1
        assert filled.outbox(TENANT) == []

    def test_nothing_is_written_without_an_audit_entry(self, filled: Store) -> None:
        with pytest.raises(Fatal), filled.begin(ACTOR) as work:
            work.of(Deal).add(deal(9), everything("deal"))
        with filled.read(ACTOR) as work:
            assert work.of(Deal).count(everything("deal")) == 6

    def test_reading_work_writes_nothing(self, filled: Store) -> None:
        with pytest.raises(Fatal), filled.read(ACTOR) as work:
            work.of(Deal).add(deal(9), everything("deal"))

    def test_the_audit_chain_holds_and_ends_at_its_head(self, filled: Store) -> None:
        for number in (1, 3):
            with filled.begin(ACTOR) as work:
                changed = evolve(deal(number), name="new", version=2)
                work.of(Deal).save(changed, everything("deal"), expected=1)
                work.record("deal.renamed", changed.id, {"n": number, "名": "值"})
        chain = filled.audit(everything("audit"))
        assert [entry.seq for entry in chain] == [1, 2, 3]
        assert verify(chain, filled.audit_head(TENANT)) is None
        assert chain[-1].changes != chain[-2].changes

    def test_events_wait_in_the_outbox_in_order(self, filled: Store) -> None:
        with filled.begin(ACTOR) as work:
            for number in range(3):
                work.emit(Event(f"deal.{number}", "deal_001", AT, "per_1", {"n": number}))
            work.record("test", "deal_001")
        waiting = filled.outbox(TENANT)
        assert [event.name for _, event in waiting] == ["deal.0", "deal.1", "deal.2"]
        filled.relayed(TENANT, [waiting[0][0]], AT)
        assert [event.name for _, event in filled.outbox(TENANT)] == ["deal.1", "deal.2"]

    def test_jobs_are_queued_with_the_unit_or_not_at_all(self, filled: Store) -> None:
        request = JobRequest("job_1", "call.process", "per_1", {"call": "call_1"}, "call_1")
        with pytest.raises(Conflict), filled.begin(ACTOR) as work:
            work.enqueue(request)
            raise Conflict("changed my mind")
        with filled.read(ACTOR) as work:
            assert work.of(Job).count(everything("job")) == 0
        for _ in range(2):
            with filled.begin(ACTOR) as work:
                work.enqueue(request)
                work.record("test", "call_1")
        with filled.read(ACTOR) as work:
            (job,) = work.of(Job).load_many(everything("job"))
        assert (job.id, job.state, job.args, job.key) == (
            "job_1",
            "queued",
            {"call": "call_1"},
            "call_1",
        )

    def test_jobs_are_queued_only_with_an_audit_entry(self, filled: Store) -> None:
        for begin in (filled.begin, filled.read):
            with pytest.raises(Fatal), begin(ACTOR) as work:
                work.enqueue(JobRequest("job_1", "call.process", "per_1"))
        with filled.read(ACTOR) as work:
            assert work.of(Job).count(everything("job")) == 0

    def test_an_idempotency_key_answers_once_and_for_the_same_question(self, filled: Store) -> None:
        with filled.begin(ACTOR) as work:
            work.remember("key", "print", {"id": "deal_001"})
            work.record("test", "deal_001")
        with filled.read(ACTOR) as work:
            remembered = work.recall("key", "print")
            assert remembered is not None
            assert remembered.answer == {"id": "deal_001"}
            with pytest.raises(Conflict):
                work.recall("key", "another")

    def test_what_happens_together_is_kept_together(self, filled: Store) -> None:
        with filled.together():
            for number in (7, 8):
                with filled.begin(ACTOR) as work:
                    work.of(Deal).add(deal(number), everything("deal"))
                    work.record("deal.added", deal(number).id)
            with filled.read(ACTOR) as work:
                assert work.of(Deal).count(everything("deal")) == 8
        with filled.read(ACTOR) as work:
            assert work.of(Deal).count(everything("deal")) == 8
        assert verify(filled.audit(everything("audit")), filled.audit_head(TENANT)) is None

    def test_what_happens_together_is_undone_together(self, filled: Store) -> None:
        with pytest.raises(RuntimeError), filled.together():
            with filled.begin(ACTOR) as work:
                work.of(Deal).add(deal(9), everything("deal"))
                work.remember("key", "print", {})
                work.emit(Event("deal.added", "deal_009", AT, "per_1"))
                work.record("deal.added", "deal_009")
            raise RuntimeError
        with filled.read(ACTOR) as work:
            assert work.of(Deal).count(everything("deal")) == 6
            assert work.recall("key", "print") is None
        assert len(filled.audit(everything("audit"))) == 1
        assert filled.outbox(TENANT) == []

    def test_one_that_fails_among_others_undoes_itself_alone(self, filled: Store) -> None:
        with filled.together():
            for number in (1, 9):  # 1 is there already
                try:
                    with filled.begin(ACTOR) as work:
                        work.of(Deal).add(deal(number), everything("deal"))
                        work.record("deal.added", deal(number).id)
                except Conflict:
                    assert number == 1
        with filled.read(ACTOR) as work:
            assert work.of(Deal).count(everything("deal")) == 7

    def test_a_change_replaces_the_version_that_was_expected(self, filled: Store) -> None:
        for seen, error in ((2, Stale), (1, None)):
            try:
                with filled.together({"deal_001": seen}), filled.begin(ACTOR) as work:
                    before = work.of(Deal).load("deal_001", everything("deal"))
                    after = evolve(before, name="new", version=2)
                    work.of(Deal).save(after, everything("deal"), expected=before.version)
                    work.record("deal.renamed", after.id)
            except Stale:
                assert error is Stale
            else:
                assert error is None

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

    def test_a_new_policy_has_a_new_version(self, store: Store) -> None:
        rules = [PolicyRule("rep", "deal", "read", "owner_id == me.id")]
        versions = []
        for _ in range(2):
            with store.begin(ACTOR) as work:
                work.set_policy(rules)
                work.record("policy.changed", TENANT)
            versions.append(store.version(TENANT))
        assert versions[0] < versions[1]
        assert list(store.rules(TENANT)) == rules


def fill(store: Store, tenant: str, deals: int = 6) -> None:
    """People, a team, a process and deals in one unit of work."""
    with store.begin(Actor(tenant, "per_1", frozenset())) as work:
        work.of(Team).add(Team("team_1", "Team"), everything("team", tenant))
        people = [Person(f"per_{n}", f"Person {n}", team_id="team_1") for n in (1, 2)]
        work.of(Person).add_many(people, everything("person", tenant))
        work.of(SalesProcess).add(STANDARD, everything("sales_process", tenant))
        numbers = range(1, deals + 1)
        work.of(Deal).add_many((deal(n) for n in numbers), everything("deal", tenant))
        work.record("test.filled", tenant)
