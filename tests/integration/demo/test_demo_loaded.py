"""The company arrives whole through the services, once."""

from typing import Any

import pytest

from revrise.apps.demo.loading.load import load
from revrise.apps.demo.loading.place import open_place
from revrise.apps.demo.loop.loop import run
from revrise.apps.demo.simulation import generate
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.deals.deal import Deal
from revrise.core.errors import Fatal, NotFound, Refused
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.people.competency import Observation
from revrise.core.rewards.posting import LedgerPosting
from revrise.ports.query import Query


def everything(demo: Any, kind: type[Any], resource: str, **equal: Any) -> Any:
    """All records of a kind."""
    app, owner = demo.app, demo.app.actor()
    scope = system_scope(owner.tenant_id, resource, "read", "test")
    with app.desk.store.read(owner) as work:
        return work.of(kind).load_many(scope, Query(where=where(**equal)))


def test_every_deal_arrives_and_the_spoilt_rows_are_named(demo: Any) -> None:
    kept = ("deal-90003", "deal-90004", "deal-90005")  # named a thing that is not there
    report = demo.loop.pipeline
    states = [deal.state for deal in demo.company.deals]
    assert report["deals"] == len(states) + len(kept)
    assert (report["won"], report["lost"]) == (states.count("won"), states.count("lost"))
    places = {(one.file, one.line) for one in demo.loaded.crm.rejected}
    assert places == {("accounts.csv", n) for n in (422, 423)} | {
        ("deals.csv", n) for n in range(2402, 2406)
    }


def test_won_value_is_the_simulators_in_each_currency(demo: Any) -> None:
    report = demo.loop.pipeline
    for currency, found in (
        ("CNY", report["won_value"]),
        ("USD", report["other_currencies"]["USD"]["won_value"]),
    ):
        true = sum(
            deal.amount.amount
            for deal in demo.company.deals
            if deal.state == "won" and deal.amount.currency == currency
        )
        assert found == pytest.approx(float(true))


def test_deals_keep_their_dated_way(demo: Any) -> None:
    simulated = {deal.id: deal for deal in demo.company.deals}
    stored = [deal for deal in everything(demo, Deal, "deal") if deal.external_id in simulated]
    assert len(stored) == len(simulated)
    for deal in stored:
        way = simulated[deal.external_id].history
        assert [(one.stage, one.at) for one in deal.history] == [(one.stage, one.at) for one in way]


def test_a_call_without_consent_is_kept_and_never_analysed(demo: Any) -> None:
    refused = [one for one in demo.company.calls if one.transcribed and not one.allowed("analyse")]
    blocked = everything(demo, Call, "call", state="blocked")
    assert len(blocked) == len(refused) == demo.loop.calls["blocked"] > 0
    assert all(call.metrics == {} and call.blocked_reason for call in blocked)
    silent = {call.id for call in blocked}
    seen = {one.subject_id for one in everything(demo, Observation, "observation")}
    assert not silent & seen


def test_a_call_of_each_language_is_heard_where_its_lines_are(demo: Any) -> None:
    heard = [one for one in everything(demo, Call, "call") if one.media_sha256]
    assert sorted(one.language for one in heard) == ["en", "zh"]
    owner = demo.app.actor()
    for call in heard:
        words, *_ = everything(demo, CallTranscript, "call_transcript", call_id=call.id)
        channels = demo.app.call_sounds.peaks(call.id, owner)
        assert len(channels) == 2
        for one in words.transcript.utterances:
            row = channels[one.channel]
            first, last = (ms * len(row) // call.duration_ms for ms in (one.start_ms, one.end_ms))
            assert max(row[first : last + 1]) > 0.1, one.text


def test_calls_without_a_transcript_are_logged(demo: Any) -> None:
    counts = demo.loop.calls
    assert (counts["total"], counts["analysed"] + counts["blocked"]) == (1_200, 300)
    assert len(everything(demo, CallTranscript, "call_transcript")) == 300


def test_the_ledger_sums_to_zero_and_matches_the_decisions(demo: Any) -> None:
    rows = everything(demo, LedgerPosting, "ledger_entry")
    assert sum(row.points for row in rows) == 0
    granted = sum(one.points for one in demo.loop.rewards.decisions)
    assert sum(row.points for row in rows if row.wallet) == granted > 0


def test_the_audit_chain_holds(demo: Any) -> None:
    found = demo.app.governance.verify_audit(demo.app.actor())
    assert found["breach"] is None
    assert found["entries"] > 10


def test_a_second_run_changes_nothing(demo: Any) -> None:
    app = open_place(demo.settings, demo.company)
    before = app.store.audit_head("local")
    loaded, loop = load(app, demo.company), run(app, demo.company)
    assert not loaded.changed
    assert not loop.changed
    assert app.store.audit_head("local") == before
    assert [one.plan.id for one in loop.plans] == [one.plan.id for one in demo.loop.plans]


def test_another_seed_is_refused_without_fresh(demo: Any) -> None:
    with pytest.raises(Refused, match="seed 7"):
        open_place(demo.settings, generate(8))


def test_a_database_with_other_data_is_refused(demo: Any, tmp_path: Any) -> None:
    """The user's own database is never touched."""
    from attrs import evolve

    from revrise.apps.assembly import RevRise

    own = evolve(demo.settings, data_dir="", database_url=f"sqlite:///{tmp_path / 'own.sqlite'}")
    RevRise(own).actor()
    for fresh in (False, True):
        with pytest.raises(Refused):
            open_place(own, demo.company, fresh=fresh)
    with RevRise(own).engine.connect() as connection:
        count = connection.exec_driver_sql("select count(*) from deal").scalar_one()
    assert count == 0


def test_a_demo_of_an_older_version_says_how_to_make_it_anew(demo: Any, tmp_path: Any) -> None:
    """`db upgrade` is for the user's own database: it would not help here."""
    from attrs import evolve

    from revrise.apps.assembly import RevRise
    from revrise.apps.demo.loading.place import FOLDER

    own = evolve(demo.settings, data_dir=str(tmp_path), database_url="")
    old = RevRise(evolve(own, data_dir=str(tmp_path / FOLDER)))
    old.upgrade()
    with old.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0030_clips'")
    old.engine.dispose()
    with pytest.raises(Fatal, match="--fresh"):
        open_place(own, demo.company)


def test_a_rep_sees_the_own_deals_calls_and_points_only(demo: Any) -> None:
    app, actor = demo.app, demo.app.actor("rep-009")
    own = [deal for deal in demo.company.deals if deal.rep_id == "rep-009"]
    assert app.pipeline.report(actor)["deals"] == len(own)
    assert {row["owner_id"] for row in app.pipeline.deals(actor)} == {actor.person_id}
    calls = [call for call in demo.company.calls if call.rep_id == "rep-009"]
    assert len(app.calls.list(actor)) == len(calls)
    assert {row["person_id"] for row in app.rewards.ledger(actor)} == {actor.person_id}
    board = app.rewards.leaderboard(actor).board
    assert {place.person_id for place in board.places} == {actor.person_id}
    other = next(row for row in app.calls.list(app.actor()) if row["owner_id"] != actor.person_id)
    with pytest.raises(NotFound):
        app.calls.show(other["id"], actor)


def test_a_coach_sees_gaps_of_the_own_region_only(demo: Any) -> None:
    app, company = demo.app, demo.company
    coach = next(one for one in company.people if one.id == "coach-3")
    tree = company.team_tree(coach.team_id)
    names = {one.name for one in company.reps if one.team_id in tree}
    found = app.gaps.widest(app.actor("coach-3"), limit=200)
    assert found
    assert {view.person for view in found} <= names
