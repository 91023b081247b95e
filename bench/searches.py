"""A search among 1,000,000 lines of calls through the gate, beside a bare FTS5 query.

Run: python -m bench.searches [lines]. Lines are made of 8,000 English words and 2,500 Chinese
characters, spread as words are (Zipf); searches are pairs, phrases, single words, Chinese parts.
The bare query asks the same FTS5 table for the same 21 rows, without scope, calls or order of
anything but itself. Milliseconds at p95 of 300 searches, each once, in one run.
"""

import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from attrs import evolve

from revrise.adapters.sql.blinding import key_without_vault
from revrise.adapters.sql.spoken_words import fts_query
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
_BARE = "SELECT rowid FROM spoken_fts WHERE spoken_fts MATCH ? ORDER BY rowid DESC LIMIT ?"


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
        path = Path(folder) / "bench.sqlite"
        app = RevRise(evolve(Settings(), database_url=f"sqlite:///{path}", data_dir=folder))
        fill(app, count)
        bare, key = sqlite3.connect(path), key_without_vault(app.actor().tenant_id)
        none = Scope(app.actor().tenant_id, "", "call", "read")

        def plain(text: str) -> object:
            sought = fts_query(Wanted(asked(text), (), none, none), key)
            return bare.execute(_BARE, (sought, PAGE)).fetchall()

        base = p95(plain)
        bare.close()
        found = [_as(app, who, base) for who in ("", "per_7", "nobody")]
    return max(found), max(found) / base


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
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
