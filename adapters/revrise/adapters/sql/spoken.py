"""The index of what was said, in tables; implements `ports.spoken.Spoken`.

On SQLite an FTS5 table without content of its own finds lines by their words. It is made when the
first call is indexed, and triggers keep it in step with `spoken_line`.
"""

from collections.abc import Callable, Sequence
from typing import Any

from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from revrise.adapters.sql.blinding import key_without_vault
from revrise.adapters.sql.columns import metadata
from revrise.adapters.sql.keys import SqlKeys
from revrise.adapters.sql.predicate import predicate
from revrise.adapters.sql.question import rows_of
from revrise.adapters.sql.remembered import remembered
from revrise.adapters.sql.scoping import admitted
from revrise.adapters.sql.spoken_places import bases
from revrise.adapters.sql.spoken_words import fts_query, ts_query, vector, written
from revrise.adapters.sql.tables.spoken import spoken_call as calls
from revrise.adapters.sql.tables.spoken import spoken_line as lines
from revrise.core.errors import Fatal
from revrise.core.governance.scope import Scope
from revrise.ports.query import Query
from revrise.ports.spoken import LAST_LINE, LINE_BITS, Place, SpokenCall, SpokenLine, Wanted

PURPOSE = ("token", "search")
_TABLE = """CREATE VIRTUAL TABLE spoken_fts USING fts5(
    words, content='spoken_line', content_rowid='place', tokenize='ascii', columnsize=0)"""
_IN = """CREATE TRIGGER spoken_in AFTER INSERT ON spoken_line BEGIN
    INSERT INTO spoken_fts(rowid, words) VALUES (new.place, new.words); END"""
_OUT = """CREATE TRIGGER spoken_out AFTER DELETE ON spoken_line BEGIN
    INSERT INTO spoken_fts(spoken_fts, rowid, words)
    VALUES ('delete', old.place, old.words); END"""
_THERE = text("SELECT 1 FROM sqlite_master WHERE name = 'spoken_fts'")
# How many lines are looked at one by one
_NEWEST = 2_000
_LAST = (1 << 63) - 1
_NEWEST_LINES = text("""(SELECT rowid FROM spoken_fts
    WHERE spoken_fts MATCH :sought AND rowid < :before
    ORDER BY rowid DESC LIMIT :newest) AS newest""")
_HOW_MANY = text("""SELECT count(*) FROM (SELECT 1 FROM spoken_fts
    WHERE spoken_fts MATCH :sought AND rowid < :before LIMIT :newest)""")
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext(:what))")
Note = Callable[[str, Sequence[dict[str, Any]]], None]


@frozen
class SqlSpoken:
    """The index of one tenant on one connection; `note` hears of every write."""

    connection: Connection
    tenant_id: str
    keys: SqlKeys | None
    note: Note

    def put(self, call: SpokenCall) -> None:
        """See Spoken."""
        self.drop(call.call_id)
        self.add(call, len(call.lines))

    def add(self, call: SpokenCall, most: int) -> int:
        """See Spoken."""
        if not self._has(call.transcript_id):
            self.drop(call.call_id)
            return 0
        key_id, key = self._key_to_write()
        base, have = self._begun(call, key_id)
        after = have + most
        self._insert(call, base, call.lines[have:after], key)
        left = max(0, len(call.lines) - after)
        if not left:
            mine = calls.c.tenant_id == self.tenant_id, calls.c.call_id == call.call_id
            self.connection.execute(update(calls).where(*mine).values(key_id=key_id))
        self.note("spoken_call", [{"id": call.call_id, "version": 1}])
        return left

    def _begun(self, call: SpokenCall, key_id: str) -> tuple[int, int]:
        """Where its lines are and how many of them, of these words under this key."""
        row = and_(calls.c.tenant_id == self.tenant_id, calls.c.call_id == call.call_id)
        known = self.connection.execute(select(calls).where(row).with_for_update()).first()
        same = (call.transcript_id, _partly(key_id)), (call.transcript_id, key_id)
        if known is None or (known.transcript_id, known.key_id) not in same:
            self.drop(call.call_id)
            return self._base(call, _partly(key_id)), 0
        mine = and_(lines.c.tenant_id == self.tenant_id, lines.c.call_id == call.call_id)
        have = int(self.connection.scalar(select(func.count()).select_from(lines).where(mine)) or 0)
        return int(known.base), len(call.lines) if have > LAST_LINE else have

    def _insert(
        self, call: SpokenCall, base: int, chosen: Sequence[SpokenLine], key: bytes
    ) -> None:
        rows = [
            {
                "place": base << LINE_BITS | LAST_LINE - one.index,
                "tenant_id": self.tenant_id,
                "call_id": call.call_id,
                "words": (written if self._sqlite else vector)(one, key),
            }
            for one in chosen
            if one.index <= LAST_LINE
        ]
        if self._sqlite and self.connection.scalar(_THERE) is None:
            for statement in (_TABLE, _IN, _OUT):
                self.connection.exec_driver_sql(statement)
        if rows:
            self.connection.execute(insert(lines), rows)

    def drop(self, call_id: str) -> int:
        """See Spoken."""
        mine = and_(lines.c.tenant_id == self.tenant_id, lines.c.call_id == call_id)
        gone = int(self.connection.execute(delete(lines).where(mine)).rowcount)
        mine = and_(calls.c.tenant_id == self.tenant_id, calls.c.call_id == call_id)
        if self.connection.execute(delete(calls).where(mine)).rowcount:
            self.note("spoken_call", [{"id": call_id, "version": 1, "removed": True}])
        return gone

    def drop_of(self, transcripts: Sequence[str]) -> None:
        """Forgets what was made of transcripts."""
        mine = calls.c.tenant_id == self.tenant_id
        gone = delete(calls).where(mine, calls.c.transcript_id == bindparam("_of"))
        self.connection.execute(gone, [{"_of": one} for one in transcripts])

    def renew(self) -> int:
        """See Spoken."""
        self.connection.execute(delete(lines).where(lines.c.tenant_id == self.tenant_id))
        gone = delete(calls).where(calls.c.tenant_id == self.tenant_id)
        many = int(self.connection.execute(gone).rowcount)
        if self.keys is not None:
            self.keys.shred(*PURPOSE)
        self.note("spoken_call", [{"id": self.tenant_id, "version": 1, "removed": many}])
        return many

    def due(self, limit: int, behind: str = "", among: Sequence[str] = ()) -> Sequence[str]:
        """See Spoken."""
        known, there = metadata.tables["call_transcript"], calls.c
        key_id = (self._key() or ("", b""))[0]
        same = and_(there.tenant_id == known.c.tenant_id, there.transcript_id == known.c.id)
        indexed = exists().where(same, there.key_id == key_id)
        mine = known.c.tenant_id == self.tenant_id, known.c.id > behind
        chosen = select(known.c.id).where(*mine, ~indexed).order_by(known.c.id).limit(limit)
        if among:
            chosen = chosen.where(known.c.id.in_(among))
        return list(self.connection.scalars(chosen))

    def find(self, wanted: Wanted) -> Sequence[Place]:
        """See Spoken."""
        key = self._key()
        if key is None or (self._sqlite and self.connection.scalar(_THERE) is None):
            return ()
        self._same_tenant(wanted.calls)
        self._same_tenant(wanted.words)
        places = (self._by_fts if self._sqlite else self._by_vector)(wanted, key[1])
        bases = {place >> LINE_BITS for place in places}
        named = select(calls.c.base, calls.c.call_id).where(calls.c.base.in_(sorted(bases)))
        of_base = {int(base): str(name) for base, name in self.connection.execute(named)}
        return [Place(place, of_base[place >> LINE_BITS]) for place in places]

    @property
    def _sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"

    def _by_fts(self, wanted: Wanted, key: bytes) -> list[int]:
        """In order of places, which are the numbers of FTS5's rows.

        First among the newest lines, looking at the call of each; where that gives too few, among
        all, with the calls that are open in a list. So neither who may see hardly any call waits
        for each line to be looked at, nor who may see all of them for the list.
        """
        given = {
            "sought": fts_query(wanted, key),
            "before": wanted.after if wanted.after is not None else _LAST,
            "newest": _NEWEST,
            "most": wanted.limit,
        }
        base = literal_column("newest.rowid").op(">>")(LINE_BITS)
        near = exists().where(calls.c.base == base, *self._open(wanted))
        chosen: Select[Any] = (
            select(literal_column("newest.rowid")).select_from(_NEWEST_LINES).where(near)
        )
        chosen = chosen.order_by(text("1 DESC")).limit(bindparam("most"))
        found = list(self.connection.scalars(chosen, given))
        if len(found) == wanted.limit:
            return found
        if int(self.connection.scalar(_HOW_MANY, given) or 0) < _NEWEST:
            return found
        listed = select(calls.c.base).where(*self._open(wanted))
        if self.connection.scalar(listed.limit(1)) is None:
            return []  # FTS5 would go through all the lines for nobody
        place: ColumnElement[int] = literal_column("spoken_fts.rowid")
        chosen = (
            select(place)
            .select_from(text("spoken_fts"))
            .where(text("spoken_fts MATCH :sought AND spoken_fts.rowid < :before"))
            .where(place.op(">>")(LINE_BITS).in_(listed))
            .order_by(place.desc())
            .limit(bindparam("most"))
        )
        return list(self.connection.scalars(chosen, given))

    def _by_vector(self, wanted: Wanted, key: bytes) -> list[int]:
        sought = func.to_tsquery("simple", bindparam("sought"))
        of_call = and_(calls.c.tenant_id == lines.c.tenant_id, calls.c.call_id == lines.c.call_id)
        chosen = select(lines.c.place).where(
            lines.c.words.op("@@")(sought), lines.c.tenant_id == self.tenant_id
        )
        chosen = chosen.where(exists().where(of_call, *self._open(wanted)))
        if wanted.after is not None:
            chosen = chosen.where(lines.c.place < wanted.after)
        chosen = chosen.order_by(lines.c.place.desc()).limit(wanted.limit)
        return list(self.connection.scalars(chosen, {"sought": ts_query(wanted, key)}))

    def _open(self, wanted: Wanted) -> tuple[ColumnElement[bool], ...]:
        """Calls whose row and words the scopes give, as conditions on an indexed call."""
        tables = metadata.tables
        return (
            calls.c.tenant_id == self.tenant_id,
            _call_is_open(tables["call"], wanted.calls, wanted.query),
            _words_are_open(tables["call_transcript"], wanted.words),
        )

    def _same_tenant(self, scope: Scope) -> None:
        if scope.tenant_id != self.tenant_id:
            raise Fatal(f"a scope for {scope.tenant_id} cannot search {self.tenant_id}")

    def _has(self, transcript_id: str) -> bool:
        table = metadata.tables["call_transcript"]
        mine = table.c.tenant_id == self.tenant_id, table.c.id == transcript_id
        return self.connection.scalar(select(table.c.id).where(*mine)) is not None

    def _base(self, call: SpokenCall, key_id: str) -> int:
        """A place of its own, by when the call began; another where there is one there."""
        kind = sqlite.insert if self._sqlite else postgresql.insert
        row = {
            "tenant_id": self.tenant_id,
            "call_id": call.call_id,
            "transcript_id": call.transcript_id,
            "key_id": key_id,
        }
        for base in bases(call.at, f"{self.tenant_id}/{call.call_id}"):
            statement = kind(calls).values(**row, base=base)
            taken = self.connection.execute(
                statement.on_conflict_do_nothing(index_elements=["base"])
            )
            if taken.rowcount:
                return base
        raise Fatal("there is no place for the call in the index of what was said")

    def _key(self) -> tuple[str, bytes] | None:
        if self.keys is None:
            return "", key_without_vault(self.tenant_id)
        return self.keys.known(*PURPOSE)

    def _key_to_write(self) -> tuple[str, bytes]:
        if self.keys is None:
            return "", key_without_vault(self.tenant_id)
        if (known := self.keys.known(*PURPOSE)) is not None:
            return known
        if not self._sqlite:  # two that write at once must not make a key each
            self.connection.execute(_ONE_AT_A_TIME, {"what": f"search key of {self.tenant_id}"})
        kind, subject = PURPOSE
        return self.keys.of(kind, [subject])[subject]


def _partly(key_id: str) -> str:
    """The key of a call whose lines are not all in it: nobody's, so it is due."""
    return f"partly {key_id}"


@remembered
def _call_is_open(table: FromClause, scope: Scope, query: Query) -> ColumnElement[bool]:
    chosen, source = rows_of(table, scope, query)
    return chosen.where(source.c.id == calls.c.call_id).exists()


@remembered
def _words_are_open(table: FromClause, scope: Scope) -> ColumnElement[bool]:
    readable = predicate(scope.opening("transcript"), table, scope.me)
    mine = table.c.id == calls.c.transcript_id
    return select(table.c.id).where(mine, admitted(table, scope), readable).exists()
