"""Records of a kind that holds words: each leaves as its reader may have it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from attrs import evolve, frozen

from revrise.core.errors import NotFound
from revrise.core.governance.redaction.redacting import redacted_text
from revrise.core.governance.rule import ALWAYS, columns, evaluate, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.query import ALL_ROWS, COUNT, Measure, Query
from revrise.ports.storage import Records, View
from revrise.services.cleared.asking import answerable, closed
from revrise.services.cleared.reader import Reader, Row
from revrise.services.cleared.restoring import has_marks, restored
from revrise.services.cleared.spoken import Spoken

T = TypeVar("T")
_REASON = "decide whether a reader may have words plain, and keep what they may not"


@frozen
class ClearedRecords(Generic[T]):
    """Implements `ports.storage.Records` over another; a system's scope has everything plain.

    `hidden` hears of each record that is given with something hidden: as shown, and as it is.
    """

    inner: Records[T]
    spoken: Spoken
    read: Callable[[], Reader]
    hidden: Callable[[T, T], None]

    def rows(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[View]:
        """See Records. Raises Refused for a filter or order that would tell what is hidden."""
        words = self.spoken.words.keys()
        asked = self._named(query) | set(words if query.columns is None else query.columns)
        if not asked & words or self._open(scope):
            return self.inner.rows(scope, query)
        answerable(query, words)
        return list(self._found(scope, query))

    def count(self, scope: Scope, query: Query = ALL_ROWS) -> int:
        """See Records. Raises Refused as `group`."""
        self._closed(scope, self._named(query))
        return self.inner.count(scope, query)

    def group(
        self,
        scope: Scope,
        by: Sequence[str],
        measures: Sequence[Measure] = (COUNT,),
        query: Query = ALL_ROWS,
    ) -> Sequence[View]:
        """See Records. Raises Refused for words, unless the reader has all of them plain."""
        named = self._named(query) | set(by)
        for one in measures:
            named |= columns(one.where) | ({one.column} if one.column else set())
        self._closed(scope, named)
        return self.inner.group(scope, by, measures, query)

    def load(self, id: str, scope: Scope) -> T:  # noqa: A002
        """See Records."""
        return self._given(scope, [self.inner.load(id, scope)])[0]

    def hold(self, id: str, scope: Scope) -> T:  # noqa: A002
        """See Records."""
        return self._given(scope, [self.inner.hold(id, scope)])[0]

    def load_many(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[T]:
        """See Records. Raises Refused as `group`."""
        self._closed(scope, self._named(query))
        return self._given(scope, self.inner.load_many(scope, query))

    def add(self, thing: T, scope: Scope) -> None:
        """See Records. Raises Refused for a text with something hidden in it."""
        self.add_many([thing], scope)

    def add_many(self, things: Iterable[T], scope: Scope) -> int:
        """See Records. Raises Refused for a text with something hidden in it."""
        new = list(things)
        if not self.read().has_all and "transcript" not in self.spoken.words:
            new = [restored(one, None, self.spoken.words, str) for one in new]
        return self.inner.add_many(new, scope)

    def save(self, thing: T, scope: Scope, *, expected: int) -> None:
        """See Records. Raises Refused for a changed text with something hidden in it."""
        self.save_many([(thing, expected)], scope)

    def save_many(self, things: Iterable[tuple[T, int]], scope: Scope) -> int:
        """See Records. What the writer was not shown stays as it is; Refused as `save`."""
        if not self.read().has_all:
            things = [(self._whole(thing, scope), expected) for thing, expected in things]
        return self.inner.save_many(things, scope)

    def remove(self, id: str, scope: Scope) -> None:  # noqa: A002
        """See Records."""
        self.inner.remove(id, scope)

    def shown(self, things: Sequence[T]) -> Sequence[T]:
        """Things, however they were come by, as the reader may have them."""
        reader, spoken = self.read(), self.spoken
        rows = [{name: getattr(one, name) for name in spoken.needed} for one in things]
        reader.learn((row for row in rows if not reader.is_plain(row, spoken)), spoken)
        return [self._seen(one, row) for one, row in zip(things, rows, strict=True)]

    def _open(self, scope: Scope) -> bool:
        return bool(scope.reason) or self.read().has_all_in(scope, self.spoken)

    def _named(self, query: Query) -> set[str]:
        return {*columns(query.where), *(name for name, _ in query.order)}

    def _closed(self, scope: Scope, named: set[str]) -> None:
        if named & self.spoken.words.keys() and not self._open(scope):
            closed(named, self.spoken.words)

    def _given(self, scope: Scope, found: Sequence[T]) -> Sequence[T]:
        return found if not found or self._open(scope) else self.shown(found)

    def _seen(self, one: T, row: Row) -> T:
        reader = self.read()
        if reader.is_plain(row, self.spoken):
            return one
        seen: T = reader.shown(one, row, self.spoken)
        if seen is not one:  # to compare would look at every line of a transcript
            self.hidden(seen, one)
        return seen

    def _found(self, scope: Scope, query: Query) -> Iterator[View]:
        """Rows until there are enough: one found by what is hidden of it is left out."""
        filtered = bool(columns(query.where) & self.spoken.words.keys())
        left, at = query.limit, evolve(query, columns=self._asked(scope, query))
        while True:
            found = self.inner.rows(scope, evolve(at, limit=left))
            rows = self._rows(found, scope)
            kept = [one for one in rows if not filtered or _holds(query, one, scope)]
            yield from (_only(one, query) for one in kept)
            if left is None or len(found) < left or len(kept) == left:
                return
            left -= len(kept)
            at = evolve(at, after=found[-1]["id"], behind=None)

    def _asked(self, scope: Scope, query: Query) -> tuple[str, ...] | None:
        if query.columns is None:
            return None
        needed = self.spoken.needed if self._tells(scope) else ("id",)
        return tuple(dict.fromkeys((*query.columns, *needed, *sorted(columns(query.where)))))

    def _tells(self, scope: Scope) -> bool:
        """Whether a scope gives what has to be known of each row to decide."""
        return all(name == "id" or scope.opening(name) == ALWAYS for name in self.spoken.needed)

    def _rows(self, found: Sequence[View], scope: Scope) -> list[View]:
        reader, spoken = self.read(), self.spoken
        about = {row["id"]: row for row in found}
        if not self._tells(scope):
            about = self._about(tuple(sorted(about)), scope)
        closed = {name for name, row in about.items() if not reader.is_plain(row, spoken)}
        reader.learn((about[name] for name in closed), spoken)
        return [
            reader.shown(row, about[row["id"]], spoken) if row["id"] in closed else row
            for row in found
        ]

    def _about(self, ids: tuple[str, ...], scope: Scope) -> dict[str, View]:
        every = system_scope(scope.tenant_id, scope.resource, "read", _REASON)
        query = Query(where(id=ids), columns=self.spoken.needed)
        return {row["id"]: row for row in self.inner.rows(every, query)}

    def _whole(self, thing: T, scope: Scope) -> T:
        """What is to be stored where a record is saved by who may not have been shown it all."""
        words, reader = self.spoken.words, self.read()
        if not has_marks(thing, words):
            return thing
        try:
            every = system_scope(scope.tenant_id, scope.resource, "read", _REASON)
            kept = self.inner.load(str(getattr(thing, "id", "")), every)
        except NotFound:
            return thing  # saving it says so
        row = {name: getattr(kept, name) for name in self.spoken.needed}
        if reader.is_plain(row, self.spoken, theirs=False):
            return thing
        reader.learn([row], self.spoken)
        names = None if reader.is_plain(row, self.spoken) else reader.names(row, self.spoken)
        return restored(
            thing, kept, words, str if names is None else lambda text: redacted_text(text, names)
        )


def _only(row: View, query: Query) -> View:
    return row if query.columns is None else {name: row[name] for name in query.columns}


def _holds(query: Query, row: Mapping[str, Any], scope: Scope) -> bool:
    return evaluate(query.where, row, scope.me) is True
