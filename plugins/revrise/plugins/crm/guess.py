"""A first mapping for a folder, guessed from headers and values, for a person to correct.

A file is of the kind whose words its name and headers use most. Its key is a column of unique
values; references are columns whose values are keys of another file. What the deals mention and
no file lists (accounts, people, products) is taken from the deals themselves.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import define, field

from revrise.core.errors import Misconfigured
from revrise.plugins.crm.fields import ID
from revrise.plugins.crm.profile import Column, Table, tables
from revrise.plugins.crm.proposal import Guess, written
from revrise.plugins.crm.words import (
    FIELD_WORDS,
    MANAGER_WORDS,
    TEAM_WORDS,
    names_kind,
    score,
)
from revrise.ports.crm import DECIMAL, FIELDS, KINDS, TIME, WHOLE

_ENOUGH = 3  # points for a file to be of a kind
_NAMED = 2  # points for a file's name
_SHARED = 0.5  # of the values of a reference are keys
_LINKED = 10  # points for a reference whose values are keys


def guess(folder: Path) -> str:
    """The text of a mapping file. Raises Misconfigured when nothing in the folder looks known."""
    found = _Found()
    for kind, table in _kinds(tables(folder)):
        found.add(kind, table)
    if not found.guesses:
        raise Misconfigured(
            "no CSV file here looks like accounts, people, products, contacts or deals",
            culprit=str(folder),
            remedy="write the mapping by hand; docs/mappings/README.md explains it",
        )
    return written(sorted(found.guesses, key=lambda g: KINDS.index(g.kind)))


def _kinds(found: list[Table]) -> list[tuple[str, Table]]:
    """The tables that look like something, in order of kind."""
    pairs = []
    for table in found:
        points = {kind: _points(kind, table) for kind in FIELD_WORDS}
        kind = max(points, key=lambda k: points[k])
        if points[kind] >= _ENOUGH:
            pairs.append((kind, table))
    return sorted(pairs, key=lambda pair: KINDS.index(pair[0]))


def _points(kind: str, table: Table) -> int:
    hits = sum(
        any(score(column.name, words) for column in table.columns)
        for words in FIELD_WORDS[kind].values()
    )
    if kind == "person":
        hits += sum(bool(_best(table, words)) for words in (TEAM_WORDS, MANAGER_WORDS))
    return hits + _NAMED * names_kind(table.file, kind) if hits > 1 else 0


@define
class _Found:
    """What was guessed so far, and the keys of each kind."""

    guesses: list[Guess] = field(factory=list)
    keys: dict[str, set[str]] = field(factory=dict)

    def add(self, kind: str, table: Table) -> None:
        """Maps a table as one kind, and what else can be told from it."""
        key = _key(kind, table)
        self.keys.setdefault(kind, set()).update(key.values)
        made = Guess(kind, table, distinct=not key.unique, fields={ID: key})
        made.fields.update(self._fields(kind, table, key))
        if kind == "person":
            self._teams(made)
        if kind == "deal":
            self._mentioned(made)
        self.guesses.append(made)

    def _fields(self, kind: str, table: Table, key: Column) -> Mapping[str, Column]:
        """The best column for each field, best pairs first, no column twice (but the key)."""
        rated = sorted(self._rated(kind, table), key=lambda item: -item[0])
        chosen: dict[str, Column] = {}
        for _, name, column in rated:
            taken = any(column is other for other in chosen.values())
            free = column is not key or (name == "name" and kind != "deal")
            if free and not taken and name not in chosen:
                chosen[name] = column
        if "name" not in chosen and kind != "deal":
            chosen["name"] = key
        return chosen

    def _rated(self, kind: str, table: Table) -> Iterator[tuple[float, str, Column]]:
        for name, words in FIELD_WORDS[kind].items():
            for column in table.columns if name != ID else ():
                type_ = FIELDS[kind][name]
                shared = self._shared(column, type_)
                points = score(column.name, words) + (_LINKED * shared if shared else 0)
                if points and _fits(column, type_):
                    yield points, name, column

    def _shared(self, column: Column, type_: str) -> float:
        values = column.values
        share = len(values & self.keys.get(type_, set())) / len(values) if values else 0.0
        return share if share >= _SHARED else 0.0

    def _teams(self, people: Guess) -> None:
        """Teams and managers named in a table of people."""
        table = people.table
        office, manager = _best(table, TEAM_WORDS), _best(table, MANAGER_WORDS)
        if office:
            fields: dict[str, Column | str] = {ID: office, "name": office}
            self.guesses.append(Guess("team", table, distinct=True, fields=fields))
            people.fields["team"] = office
        if manager:
            title = f"Team {{{manager.name}}}"
            parent: dict[str, Column | str] = {"parent": office} if office else {}
            team: dict[str, Column | str] = {ID: title, "name": title, **parent}
            self.guesses.append(Guess("team", table, distinct=True, fields=team))
            people.fields["team"] = title
            lead: dict[str, Column | str] = {ID: manager, "name": manager, "team": title}
            self.guesses.append(Guess("person", table, distinct=True, fields=lead, roles="manager"))
        people.roles = "rep"

    def _mentioned(self, deals: Guess) -> None:
        """Accounts, people and products that only the deals mention."""
        for name in ("account", "owner", "product", "card"):
            kind, column = FIELDS["deal"][name], deals.fields.get(name)
            if isinstance(column, Column) and kind not in self.keys:
                self.keys[kind] = column.values
                fields: dict[str, Column | str] = {ID: column, "name": column}
                self.guesses.append(Guess(kind, deals.table, distinct=True, fields=fields))


def _key(kind: str, table: Table) -> Column:
    """The column that identifies a row: unique, called like a key or a name, early."""
    words = FIELD_WORDS[kind]

    def merit(column: Column) -> tuple[int, int, int]:
        called = 2 * score(column.name, words[ID]) + score(column.name, words["name"])
        return (called > 0 and column.unique, column.unique, called)

    return max(table.columns, key=merit)


def _fits(column: Column, type_: str) -> bool:
    if type_ in {DECIMAL, WHOLE}:
        return bool(column.point())
    return bool(column.dates()) if type_ == TIME else True


def _best(table: Table, words: str) -> Column | None:
    best = max(table.columns, key=lambda c: score(c.name, words), default=None)
    return best if best and score(best.name, words) else None
