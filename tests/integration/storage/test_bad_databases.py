"""A database that cannot be used ends in one line that names it and the way out."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, make_url, text
from tests.support import call_files, crm_folder
from tests.support.commands import Ran
from tests.support.database_state import state

from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.store import SqlStore
from revrise.adapters.system.clock import SystemClock, SystemIds
from revrise.core.errors import Fatal, Retriable
from revrise.core.governance.actor import Actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.organisation import Team

Run = Callable[..., Ran]
READ, WRITE = ("calls", "list", "--json"), ("calls", "add", "--consent", "all-party")
FAILURE, SETTINGS, RETRY = 1, 3, 75
ACTOR = Actor("local", "per_owner", frozenset({"owner"}))
TEAMS = system_scope("local", "team", "system", "test")


def assert_one_line(ran: Ran, code: int, *named: str) -> None:
    """It failed with this code, said so in one line with these words, and printed nothing else."""
    assert ran.code == code, ran.err
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1, ran.err
    for word in named:
        assert word in ran.err


def filled(run: Run, folder: Path) -> str:
    """A set-up database in a file and nothing beside it."""
    url = f"sqlite:///{folder}/revrise.sqlite"
    assert run(url, *READ).code == 0
    state(url)  # the last one to close the database takes its WAL away
    assert [path.name for path in folder.glob("revrise*")] == ["revrise.sqlite"]
    return url


def add(store: SqlStore, teams: list[Team], last: Callable[[], None] = lambda: None) -> None:
    """In one unit of work; `last` happens before its commit."""
    with store.begin(ACTOR) as work:
        work.of(Team).add_many(teams, TEAMS)
        work.record("teams.added", "local")
        last()


def path_of(url: str) -> Path:
    return Path(str(make_url(url).database))


@pytest.mark.parametrize("content", [b"hello " * 2_000, b"hello", os.urandom(8_192)])
def test_a_file_that_is_no_database(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_bytes(content)
    ran = run(f"sqlite:///{path}", *READ)
    assert_one_line(ran, FAILURE, "notes.sqlite", "no SQLite database", "REVRISE_DATABASE_URL")
    assert path.read_bytes() == content


def test_a_folder_is_no_database(run: Run, tmp_path: Path) -> None:
    assert_one_line(run(f"sqlite:///{tmp_path}", *READ), FAILURE, str(tmp_path), "cannot be opened")


def test_a_database_that_is_behind(run: Run, tmp_path: Path) -> None:
    """Nobody is migrated by surprise; `db upgrade` is the way out that is named."""
    from alembic import command

    from revrise.adapters.sql.migrate import _config

    engine = open_engine(f"sqlite:///{tmp_path}/old.sqlite")
    with engine.connect() as connection:
        command.upgrade(_config(connection), "0005_conversations")
        connection.commit()
    engine.dispose()
    url = f"sqlite:///{tmp_path}/old.sqlite"
    before = path_of(url).read_bytes()
    for args in (READ, ("crm", "sync", "csv", str(tmp_path)), ("audit", "verify")):
        ran = run(url, *args)
        if args[0] != "crm":  # it may complain about the mapping first
            assert_one_line(ran, FAILURE, "old.sqlite", "0005", "revrise db upgrade")
        assert ran.code != 0
    assert path_of(url).read_bytes() == before
    assert run(url, "db", "upgrade").code == 0
    assert run(url, *READ).code == 0


def test_a_database_newer_than_the_code(run: Run, tmp_path: Path) -> None:
    url = filled(run, tmp_path)
    with sqlite3.connect(path_of(url)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_future'")
    connection.close()
    for args in (READ, ("db", "upgrade"), ("db", "status")):
        assert_one_line(run(url, *args), FAILURE, "9999_future", "newer")


def test_a_read_only_file_can_be_read_and_says_why_it_is_not_written(
    run: Run, tmp_path: Path
) -> None:
    url = filled(run, tmp_path)
    calls = call_files.write(tmp_path / "calls", 1)
    path_of(url).chmod(0o444)
    before = state(url)
    read = run(url, *READ, bound=True)
    assert (read.code, read.err) == (0, "")
    written = run(url, *WRITE, *map(str, calls), bound=True)
    assert written.code == FAILURE
    assert "revrise.sqlite" in written.err
    assert "read-only" in written.err
    assert "Traceback" not in written.err
    assert state(url) == before


def test_a_read_only_folder_is_named_and_can_be_read_as_immutable(run: Run, tmp_path: Path) -> None:
    url = filled(run, tmp_path)
    tmp_path.chmod(0o555)
    path_of(url).chmod(0o444)
    assert_one_line(run(url, *READ, bound=True), FAILURE, "revrise.sqlite", "immutable=1")
    immutable = f"sqlite:///file:{path_of(url)}?mode=ro&immutable=1&uri=true"
    read = run(immutable, *READ, bound=True)
    assert (read.code, read.err) == (0, "")
    assert not Path("file:").exists()
    tmp_path.chmod(0o755)


def test_a_database_in_a_place_that_cannot_be_made(run: Run) -> None:
    ran = run("sqlite:////proc/nowhere/revrise.sqlite", *READ)
    assert_one_line(ran, SETTINGS, "/proc/nowhere")


def test_a_full_disk_undoes_the_page_and_a_re_run_completes(run: Run, tmp_path: Path) -> None:
    folder = crm_folder.write(tmp_path / "crm", 2_000, 4)
    url = filled(run, tmp_path)
    ran = run(url, *folder.args, file_bytes=900_000)
    assert_one_line(ran, FAILURE, "revrise.sqlite", "disk", "nothing was written")
    part = state(url)
    assert (part["doubled"], part["unsound"], part["breach"]) == ({}, [], None)
    assert part["counts"].get("deal", 0) % 500 == 0
    assert run(url, *folder.args).code == 0
    assert state(url)["counts"]["deal"] == 2_000


def test_a_database_at_its_largest_size_undoes_the_unit_of_work(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)

    @event.listens_for(engine, "connect")
    def limit(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")

    store = SqlStore(engine, SystemClock(), SystemIds())
    with pytest.raises(Fatal, match="nothing was written"):
        add(store, [Team(f"t{n}", "x" * 500) for n in range(500)])
    with store.read(ACTOR) as work:
        assert work.of(Team).count(TEAMS) == 0
    add(store, [Team("t1", "small")])  # a small thing still fits
    engine.dispose()


def test_a_server_that_is_not_there_is_worth_another_try(run: Run) -> None:
    for host in ("127.0.0.1:1", "nowhere.invalid:5432"):
        ran = run(f"postgresql://owner:geheim@{host}/revrise", *READ)
        assert_one_line(ran, RETRY, host.split(":")[0], "try again")
        assert "geheim" not in ran.err


def test_a_wrong_database_or_user_is_a_setting_to_mend(run: Run, postgres_server: str) -> None:
    server = make_url(postgres_server)
    for wrong in (server.set(database="nope"), server.set(username="nope")):
        ran = run(wrong.render_as_string(hide_password=False), *READ)
        assert_one_line(ran, SETTINGS, "nope", "REVRISE_DATABASE_URL")


def test_a_url_nobody_can_read_is_a_setting_to_mend(run: Run) -> None:
    for url in ("bogus", "oracle9i://x", "http://127.0.0.1/x"):
        assert_one_line(run(url, *READ), SETTINGS, "database_url", "sqlite:///")


def cut(url: str) -> None:
    """Ends every other connection, as a restart of the server does."""
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    engine.dispose()


def test_connections_lost_between_two_units_of_work_are_made_again(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    store = SqlStore(engine, SystemClock(), SystemIds())
    for number in range(3):
        add(store, [Team(f"t{number}", "Team")])
        cut(postgres_url)
    with store.read(ACTOR) as work:
        assert work.of(Team).count(TEAMS) == 3
    engine.dispose()


def test_a_connection_lost_inside_a_unit_of_work_undoes_it(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    store = SqlStore(engine, SystemClock(), SystemIds())
    with pytest.raises(Retriable, match="try again"):
        add(store, [Team("t1", "Team")], lambda: cut(postgres_url))
    with store.read(ACTOR) as work:
        assert work.of(Team).count(TEAMS) == 0
    assert store.audit_head("local") is None
    engine.dispose()
