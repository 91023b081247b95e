"""What every storage promises of units of work: all or nothing, on record, once."""

from datetime import timedelta
from threading import Thread

import pytest
from attrs import evolve

from revrise.core.deals.deal import Deal
from revrise.core.errors import Clash, Conflict, Fatal, NotFound, Refused, Stale
from revrise.core.events import Event
from revrise.core.governance.audit import verify
from revrise.core.governance.policy_text import document
from revrise.core.jobs.job import Job
from revrise.ports.jobs import JobRequest
from revrise.ports.policy import PolicyRule
from revrise.ports.storage import Store
from revrise.testing.storage_things import ACTOR, AT, TENANT, deal, everything, own_deals


class UnitPromises:
    """Units of work keep everything or nothing; part of `StorageContract`."""

    def test_adding_outside_the_scope_is_refused(self, filled: Store) -> None:
        with pytest.raises(Refused), filled.begin(ACTOR) as work:
            work.of(Deal).add(deal(8), own_deals("create"))

    def test_adding_twice_is_a_conflict_and_leaves_nothing(self, filled: Store) -> None:
        with pytest.raises(Clash), filled.begin(ACTOR) as work:
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

    def test_who_holds_a_thing_keeps_the_next_waiting_who_then_sees_it_changed(
        self, filled: Store
    ) -> None:
        scope, seen = everything("deal"), []

        def wait() -> None:
            with filled.begin(ACTOR) as work:
                seen.append(work.of(Deal).hold("deal_001", scope).name)
                work.record("deal.held", "deal_001")

        next_one = Thread(target=wait)
        with filled.begin(ACTOR) as work:
            before = work.of(Deal).hold("deal_001", scope)
            next_one.start()
            next_one.join(0.2)
            after = evolve(before, name="held", version=before.version + 1)
            work.of(Deal).save(after, scope, expected=before.version)
            work.record("deal.changed", "deal_001")
            assert seen == []
        next_one.join(30)
        assert seen == ["held"]
        with filled.begin(ACTOR) as work, pytest.raises(NotFound):
            work.of(Deal).hold("deal_999", scope)

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

    def test_in_a_moment_what_was_written_is_read(self, filled: Store) -> None:
        with filled.moment():
            with filled.read(ACTOR) as work:
                assert work.of(Deal).count(everything("deal")) == 6
            with filled.begin(ACTOR) as work:
                work.of(Deal).add(deal(9), everything("deal"))
                work.record("deal.added", "deal_009")
            with filled.read(ACTOR) as work:
                assert work.of(Deal).count(everything("deal")) == 7

    def test_in_a_moment_each_still_reads_only_what_they_may(self, filled: Store) -> None:
        with filled.moment(), filled.read(ACTOR) as work:
            everybodys = work.of(Deal).rows(everything("deal"))
            own = work.of(Deal).rows(own_deals("read"))
            assert len(own) < len(everybodys)
            assert work.of(Deal).count(own_deals("read")) == len(own)
            with pytest.raises(NotFound):
                work.of(Deal).load("deal_missing", everything("deal"))

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

    def test_one_relay_at_a_time_claims_events_that_know_their_ids(self, filled: Store) -> None:
        with filled.begin(ACTOR) as work:
            work.emit(Event("deal.1", "deal_001", AT, "per_1"))
            work.record("test", "deal_001")
        claimed = filled.claim(TENANT, "first", 60)
        ids = [event_id for event_id, _ in filled.outbox(TENANT)]
        assert [event.id for event in claimed or ()] == ids
        assert filled.claim(TENANT, "second", 60) is None
        with filled.begin(ACTOR) as work:  # what the holder writes does not end its lease
            work.record("test", "deal_001")
        assert filled.claim(TENANT, "second", 60) is None
        assert filled.claim(TENANT, "first", 60) == claimed
        filled.release(TENANT, "second")
        assert filled.claim(TENANT, "second", 60) is None
        filled.release(TENANT, "first")
        assert filled.claim(TENANT, "second", 60) == claimed
        filled.relayed(TENANT, ids, AT)
        assert filled.claim(TENANT, "second", 60) == []
        assert filled.events(TENANT, [*ids, "evt_gone"]) == claimed

    def test_a_lease_that_is_over_lets_the_next_relay_in(self, filled: Store) -> None:
        assert filled.claim(TENANT, "first", 0) == []
        assert filled.claim(TENANT, "second", 60) == []
        assert filled.claim(TENANT, "first", 60) is None

    def test_what_was_relayed_and_remembered_long_ago_is_forgotten(self, filled: Store) -> None:
        with filled.begin(ACTOR) as work:
            work.emit(*(Event(f"deal.{n}", "deal_001", AT, "per_1") for n in range(2)))
            work.remember("key", "print", {})
            work.record("test", "deal_001")
        (first, _), _ = filled.outbox(TENANT)
        filled.relayed(TENANT, [first], AT)
        assert filled.tidy(TENANT, AT - timedelta(days=400)) == 0
        assert filled.tidy(TENANT, AT + timedelta(days=400)) == 2
        assert [event.name for _, event in filled.outbox(TENANT)] == ["deal.1"]
        with filled.begin(ACTOR) as work:
            assert work.recall("key", "print") is None

    def test_what_is_removed_is_gone_and_leaves_a_trace(self, filled: Store) -> None:
        with filled.begin(ACTOR) as work:
            work.of(Deal).remove("deal_001", everything("deal"))
            work.record("deal.removed", "deal_001")
        with filled.read(ACTOR) as work, pytest.raises(NotFound):
            work.of(Deal).load("deal_001", everything("deal"))
        with filled.begin(ACTOR) as work, pytest.raises(NotFound):
            work.of(Deal).remove("deal_001", everything("deal"))
        assert filled.audit(everything("audit"))[-1].changes

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

    def test_a_new_policy_has_a_new_version(self, store: Store) -> None:
        rules = [PolicyRule("rep", "deal", "read", "owner_id == me.id")]
        versions = []
        for _ in range(2):
            with store.begin(ACTOR) as work:
                work.set_policy(document(rules))
                work.record("policy.changed", TENANT)
            versions.append(store.version(TENANT))
        assert versions[0] < versions[1]
        assert list(store.rules(TENANT)) == rules
