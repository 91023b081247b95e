"""The real command line in a place of its own, and a watch on what it leaves behind."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from attrs import frozen
from tests.support.commands import Commands

from revrise.adapters.system.logging import set_up
from revrise.apps import settings
from revrise.apps.assembly import RevRise
from revrise.apps.cli.main import run
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person


@frozen
class Said:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Say = Callable[..., Said]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own; the working directory too."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "user"))
    monkeypatch.setenv("REVRISE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("REVRISE_DATABASE_URL", raising=False)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def say(home: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """say("calls", "list") → how it ended."""

    def said(*args: str) -> Said:
        capsys.readouterr()
        code = run([str(one) for one in args])
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return said


@pytest.fixture
def app(home: Path) -> Iterator[RevRise]:
    """The installation, with a rep in it."""
    set_up()  # an earlier command's stderr is closed by now
    made = RevRise(settings.load())
    made.actor()
    with made.store.begin(system_actor("local")) as work:
        scope = system_scope("local", "person", "create", "test")
        work.of(Person).add(Person("rep", "Ria", roles=("rep",)), scope)
        work.record("test.put", "rep")
    yield made
    made.engine.dispose()


@pytest.fixture
def evaluate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs the command on a file of these bytes; gives exit code, output and error."""

    def go(content: bytes, *args: str) -> tuple[int, str, str]:
        path = tmp_path / "labels.jsonl"
        path.write_bytes(content)
        code = run(["calls", "evaluate", str(path), *args])
        return code, *capsys.readouterr()

    return go


@pytest.fixture
def contents(home: Path) -> Callable[[], str]:
    """A digest of every row in the database, but for what the audit says was refused."""

    def digest() -> str:
        path = home.parent / "data" / "revrise.sqlite"
        if not path.exists():
            return ""
        connection = sqlite3.connect(path)
        text = "\n".join(line for line in connection.iterdump() if not _refusal(line))
        connection.close()
        return sha256(text.encode()).hexdigest()

    return digest


def _refusal(line: str) -> bool:
    """An entry of a refusal, or the head that comes with each entry."""
    head = line.startswith('INSERT INTO "audit_head"')
    return head or (line.startswith('INSERT INTO "audit"') and "'access.refused" in line)


@pytest.fixture
def fails(
    say: Say, contents: Callable[[], str], home: Path, sqlite_template: Path
) -> Callable[..., Said]:
    """fails(code, [words], *args): one line on stderr with these words, nothing else, nothing done.

    The first command of a place sets it up; that is done before, on a database migrated once.
    """
    data = home.parent / "data"
    data.mkdir(exist_ok=True)
    shutil.copy(sqlite_template, data / "revrise.sqlite")
    assert say("people", "list").code == 0

    def checked(code: int, words: list[str], *args: str) -> Said:
        before = contents()
        said = say(*args)
        assert said.code == code, said
        assert said.out == ""
        assert len(said.err.splitlines()) == 1, said.err
        for word in words:
            assert word in said.err
        assert contents() == before
        return said

    return checked


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    with Commands() as warm:
        yield warm
