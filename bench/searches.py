"""A search among 1,000,000 lines of calls through the gate, beside a bare query of the index.

Run: python -m bench.searches [lines] [postgresql]. Lines are made of 8,000 English words and 2,500
Chinese characters, spread as words are (Zipf); searches are pairs, phrases, single words, Chinese
parts. The bare query asks the same index (FTS5, on PostgreSQL the GIN index) for the same 21 rows,
without scope, calls or order of anything but itself. Milliseconds at p95 of 300 searches, each
once, in one run.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from attrs import evolve
from sqlalchemy import text as sql
from tests.support.postgres import NoPostgres, server

from revrise.adapters.sql.spoken import SqlSpoken
from revrise.adapters.sql.spoken_words import fts_query, ts_query
from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.spoken_search import asked, pieces
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Grant, Scope, system_scope
from revrise.core.people.person import Person
from revrise.ports.spoken import SpokenCall, SpokenLine, Wanted

A_CALL, REPS, SEARCHES, PAGE = 50, 100, 300, 21
START = datetime(2025, 1, 1, tzinfo=UTC)
ENGLISH = [f"w{n}" for n in range(8_000)]
CHINESE = [chr(0x4E00 + n) for n in range(2_500)]
_USE = [1 / (n + 2) for n in range(8_000)]
_FTS = "SELECT rowid FROM spoken_fts WHERE spoken_fts MATCH :sought ORDER BY rowid DESC LIMIT 21"
_GIN = """SELECT place FROM spoken_line WHERE words @@ to_tsquery('simple', :sought)
    ORDER BY place DESC LIMIT 21"""


def fill(app: RevRise, count: int) -> None:
    owner, chance = app.actor(), random.Random(7)
    english = chance.choices(ENGLISH, _USE, k=400_000)
    chinese = chance.choices(CHINESE, _USE[: len(CHINESE)], k=400_000)

    def every(resource: str) -> Scope:
        return system_scope(owner.tenant_id, resource, "create", "bench")

    with app.store.begin(owner) as work:
        people = [Person(f"per_{n}", f"Rep {n}") for n in range(REPS)]
        work.of(Person).add_many(people, every("person"))
        work.record("bench.filled", "people")
    for begin in range(0, count // A_CALL, 400):
        with app.store.begin(owner) as work:
            for number in range(begin, min(begin + 400, count // A_CALL)):
                text = english if number % 2 else chinese
                call, words, index = _call(number, text, " " if number % 2 else "", chance)
                work.of(Call).add(call, every("call"))
                work.of(CallTranscript).add(words, every("call_transcript"))
                work.spoken.put(index)
            work.record("bench.filled", "calls")
    if app.engine.dialect.name == "postgresql":  # which does so by itself, some time later
        with app.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sql("VACUUM ANALYZE"))


def _call(
    number: int, text: list[str], between: str, chance: random.Random
) -> tuple[Call, CallTranscript, SpokenCall]:
    name, rep, at = f"call_{number:06}", f"per_{number % REPS}", START + timedelta(minutes=number)
    starts = [chance.randrange(len(text) - 20) for _ in range(A_CALL)]
    said = [between.join(text[start : start + 14]) for start in starts]
    lines = tuple(
        SpokenLine(at, tuple(one.word for one in pieces(line)), ("side:buyer",) * (at % 2))
        for at, line in enumerate(said)
    )
    spoken = Transcript("en", (Speaker("a"),), tuple(Utterance("a", line) for line in said))
    return (
        Call(name, name, rep, None, at, "en", name),
        CallTranscript(f"w_{number:06}", name, rep, None, spoken),
        SpokenCall(name, f"w_{number:06}", at, lines),
    )


def searches() -> list[str]:
    chance = random.Random(11)
    made = []
    for number in range(SEARCHES):
        first, second = chance.choices(ENGLISH, _USE, k=2)
        part = "".join(chance.choices(CHINESE, _USE[: len(CHINESE)], k=1 + number % 3))
        made.append((f"{first} {second}", f'"{first} {second}"', first, part)[number % 4])
    return made


def p95(ask: Callable[[str], object]) -> float:
    times = []
    for text in searches():
        started = perf_counter()
        ask(text)
        times.append(perf_counter() - started)
    return sorted(times)[int(SEARCHES * 0.95)] * 1_000


def main(count: int) -> tuple[float, float]:
    """The largest p95 in ms of those who see all, a hundredth and nothing; its ratio to bare."""
    with tempfile.TemporaryDirectory() as folder:
        return _measured(f"sqlite:///{Path(folder) / 'bench.sqlite'}", folder, count)


def on_postgresql(count: int) -> float | None:
    """The largest p95 on PostgreSQL; None where there is none."""
    try:
        with server() as url, tempfile.TemporaryDirectory() as folder:
            return _measured(url, folder, count)[0]
    except NoPostgres as error:
        print(f"not measured: {error}")
        return None


def _measured(url: str, folder: str, count: int) -> tuple[float, float]:
    app = RevRise(evolve(Settings(), database_url=url, data_dir=folder))
    fill(app, count)
    with _bare(app) as bare:
        base = p95(bare)
    found = [_as(app, who, base) for who in ("", "per_7", "nobody")]
    app.engine.dispose()
    return max(found), max(found) / base


@contextmanager
def _bare(app: RevRise) -> Iterator[Callable[[str], object]]:
    """Asks the index for the words alone, as the store writes them.

    A connection left open outlives the pool, and complains of the server once that is stopped.
    """
    owner = app.actor()
    none = Scope(owner.tenant_id, "", "call", "read")
    with app.store.read(owner) as work:
        assert isinstance(work.spoken, SqlSpoken)
        _, key = work.spoken._key() or ("", b"")
    small = app.engine.dialect.name == "sqlite"

    def ask(text: str) -> object:
        written = (fts_query if small else ts_query)(Wanted(asked(text), (), none, none), key)
        return connection.execute(sql(_FTS if small else _GIN), {"sought": written}).fetchall()

    with app.engine.connect() as connection:
        yield ask


def _as(app: RevRise, who: str, base: float) -> float:
    """Of who sees the calls of one person, or all."""
    owner = app.actor()
    rows = (Grant(where(owner_id=who)),) if who else (Grant(),)
    calls = Scope(owner.tenant_id, who, "call", "read", rows)
    words = evolve(calls, resource="call_transcript")

    def ask(text: str) -> object:
        with app.store.read(owner) as work:
            return work.spoken.find(Wanted(asked(text), (), calls, words, limit=PAGE))

    found = p95(ask)
    print(f"search as {who or 'all'}: p95 {found:.1f} ms, {found / base:.1f} × bare {base:.1f} ms")
    return found


if __name__ == "__main__":
    (on_postgresql if "postgresql" in sys.argv else main)(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    )
