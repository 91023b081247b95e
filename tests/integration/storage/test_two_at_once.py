"""Several processes and threads at the same work: each thing once, no chain forks."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Timer

import pytest
from sqlalchemy import Engine
from tests.support import call_files, crm_folder
from tests.support.commands import Command, Commands, Ran
from tests.support.database_state import state

from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.store import SqlStore
from revrise.core.governance.actor import Actor
from revrise.core.governance.audit import verify
from revrise.core.governance.scope import system_scope

Race = Callable[[str, list[str], int], list[Ran]]
ACTOR = Actor("local", "per_owner", frozenset({"owner"}))
EXIT_CONFLICT = 5


@pytest.fixture
def race(commands: Commands) -> Race:
    """race(url, args, n) → how n processes ended that did the same at the same time."""

    def made(url: str, args: list[str], number: int = 3) -> list[Ran]:
        return commands.together([Command(args, {"REVRISE_DATABASE_URL": url})] * number)

    return made


def assert_whole(url: str) -> dict:
    found = state(url)
    assert (found["doubled"], found["unsound"], found["breach"]) == ({}, [], None)
    return found


def test_processes_that_find_an_empty_database_set_it_up_once(empty_url: str, race: Race) -> None:
    ended = race(empty_url, ["calls", "list", "--json"], 4)
    assert [ran.code for ran in ended] == [0] * 4, [ran.err for ran in ended]
    found = assert_whole(empty_url)
    assert found["entries"] == {"organisation.set_up {}": 1}


def test_who_opens_a_file_that_another_begins_to_write_waits_for_it(tmp_path: Path) -> None:
    """SQLite refuses a change of journal at once while a file of the old kind is written."""
    file = tmp_path / "young.sqlite"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    Timer(0.2, other.rollback).start()
    engine = open_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()
    other.close()


def test_two_syncs_of_the_same_folder_store_each_thing_once(
    empty_url: str, race: Race, run: Callable[..., Ran], tmp_path: Path
) -> None:
    folder = crm_folder.write(tmp_path / "crm", 1_500, 3)
    ended = race(empty_url, folder.args)
    for ran in ended:
        assert ran.code in (0, EXIT_CONFLICT)
        assert ran.code == 0 or "run it again" in ran.err
        assert len(ran.err.splitlines()) == (ran.code != 0)
    assert run(empty_url, *folder.args).code == 0
    counts = assert_whole(empty_url)["counts"]
    assert {kind: counts[kind] for kind in ("team", "account", "deal")} == {
        kind: folder.counts[kind] for kind in ("team", "account", "deal")
    }


def test_a_call_added_by_several_at_once_is_there_once_and_all_hear_of_it(
    empty_url: str, race: Race, tmp_path: Path
) -> None:
    files = [str(path) for path in call_files.write(tmp_path / "calls", 12)]
    args = ["calls", "add", *files, "--seller", "Alice", "--consent", "all-party", "--json"]
    ended = race(empty_url, args)
    assert [ran.code for ran in ended] == [0] * 3, [ran.out + ran.err for ran in ended]
    told = [{call["id"] for call in ran.json()["calls"]} for ran in ended]
    assert told[0] == told[1] == told[2]
    created = [call["created"] for ran in ended for call in ran.json()["calls"]]
    assert sum(created) == len(files)
    found = assert_whole(empty_url)
    assert found["counts"]["call"] == len(files)
    assert found["events"] == {
        'call.added {"person": "per_owner"}': len(files),
        'call.scored {"person": "per_owner", "scorecards": 2}': len(files),
    }


def test_the_audit_chain_does_not_fork_under_many_threads(store: SqlStore) -> None:
    """All start at once, so that several find no head and want to be first."""
    threads, entries = 8, 6
    ready = Barrier(threads)

    def append(thread: int) -> None:
        ready.wait()
        for number in range(entries):
            with store.begin(ACTOR) as work:
                work.record("test.done", f"{thread}/{number}")

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(append, range(threads)))
    chain = store.audit(system_scope("local", "audit", "read", "test"))
    assert verify(chain, store.audit_head("local")) is None
    done = {f"{thread}/{number}" for thread in range(threads) for number in range(entries)}
    assert {entry.subject for entry in chain} == done
    assert len(chain) == len(done)


def test_a_reader_sees_one_state_while_others_write(store: SqlStore, engine: Engine) -> None:
    from revrise.core.people.organisation import Team

    scope = system_scope("local", "team", "system", "test")

    def add(number: int) -> None:
        with store.begin(ACTOR) as work:
            work.of(Team).add(Team(f"team_{number}", "Team"), scope)
            work.record("team.added", f"team_{number}")

    add(1)
    with store.read(ACTOR) as reading:
        assert reading.of(Team).count(scope) == 1
        add(2)
        assert reading.of(Team).count(scope) == 1
    with store.read(ACTOR) as reading:
        assert reading.of(Team).count(scope) == 2
