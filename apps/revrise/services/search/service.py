"""Search over what an actor may see: names and titles of the things they work with.

Every kind is searched behind its own scope, over the masked rows: a name that may not be read is
not found, whatever it says. All words have to be in one name; small and capital letters count
alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.bilingual import Bilingual
from revrise.core.content.asset import Asset
from revrise.core.conversations.call import Call
from revrise.core.deals.account import Account
from revrise.core.deals.deal import Deal
from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import HAS, All, Column, Compare, Const, Rule, folded
from revrise.core.governance.scope import Scope
from revrise.core.learning.course import Course
from revrise.core.people.person import Person
from revrise.core.roleplay.scenario import Scenario
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk

_LONGEST, _MOST_WORDS, _MOST = 200, 8, 50


@frozen
class Searched:
    """A kind of thing: the column with its name, the one that tells its likes apart, its page."""

    id: str
    kind: type[Any]
    resource: str
    title: str
    subtitle: str
    url: str
    called: Bilingual


KINDS: Mapping[str, Searched] = {
    one.id: one
    for one in (
        Searched("deal", Deal, "deal", "name", "stage", "/deals/{}", Bilingual("Deal", "商机")),
        Searched("call", Call, "call", "title", "state", "/calls/{}", Bilingual("Call", "通话")),
        Searched(
            "person", Person, "person", "name", "team_id", "/people/{}", Bilingual("Person", "人员")
        ),
        Searched(
            "account",
            Account,
            "account",
            "name",
            "industry",
            "/accounts/{}",
            Bilingual("Account", "客户"),
        ),
        Searched(
            "asset", Asset, "asset", "title", "kind", "/content/{}", Bilingual("Content", "内容")
        ),
        Searched(
            "course",
            Course,
            "course",
            "title",
            "language",
            "/learning/{}",
            Bilingual("Course", "课程"),
        ),
        Searched(
            "scenario",
            Scenario,
            "scenario",
            "title",
            "language",
            "/practice?scenario={}",
            Bilingual("Scenario", "演练场景"),
        ),
    )
}


@frozen
class Hit:
    """Something found: where it is, what it is called, what tells it from its likes."""

    kind: str
    id: str
    title: str
    subtitle: str
    url: str


@frozen
class Search:
    """The use case, among `kinds` of things."""

    desk: Desk
    kinds: Mapping[str, Searched] = KINDS

    def find(
        self, text: str, by: Actor, kinds: Sequence[str] = (), limit: int = 20
    ) -> Sequence[Hit]:
        """At most `limit` things, those first whose name begins with the text.

        Raises Invalid for an unknown kind, a text that is empty or too long, or a wrong limit.
        """
        words, wanted = _words(text), _chosen(kinds, limit, self.kinds)
        found: list[Hit] = []
        with self.desk.store.read(by) as work:
            for one in wanted:
                if (scope := self._scope(by, one)) is not None:
                    query = _query(one, words, limit, scope)
                    found += [_hit(one, row) for row in _rows(work, one, scope, query)]
        order = {one.id: place for place, one in enumerate(wanted)}
        start = words[0]
        found.sort(key=lambda hit: (_rank(hit.title, start), order[hit.kind], hit.title, hit.id))
        return found[:limit]

    def _scope(self, by: Actor, one: Searched) -> Scope | None:
        try:
            scope = self.desk.scope(by, one.resource)
        except Refused:
            return None
        return scope if scope.covers(one.title) else None


def _rows(work: UnitOfWork, one: Searched, scope: Scope, query: Query) -> Sequence[View]:
    """By title; in no order of it for who may not know what every title says."""
    records = work.of(one.kind)
    try:
        return records.rows(scope, query)
    except Refused:
        return records.rows(scope, evolve(query, order=()))


def _words(text: str) -> list[str]:
    words = folded(text).split()
    if not words or len(text) > _LONGEST or len(words) > _MOST_WORDS or "\0" in text:
        raise Invalid(
            f"give 1 to {_MOST_WORDS} words, {_LONGEST} characters at most", culprit="text"
        )
    return words


def _chosen(kinds: Sequence[str], limit: int, offered: Mapping[str, Searched]) -> list[Searched]:
    if not 1 <= limit <= _MOST:
        raise Invalid(f"must be 1 to {_MOST}", culprit="limit")
    unknown = [name for name in kinds if name not in offered]
    if unknown:
        known = ", ".join(offered)
        raise Invalid(f"cannot search {unknown[0]!r}", culprit="kinds", remedy=f"one of {known}")
    return [offered[name] for name in dict.fromkeys(kinds or offered)]


def _query(one: Searched, words: Sequence[str], limit: int, scope: Scope) -> Query:
    parts: Iterator[Rule] = (Compare(HAS, Column(one.title), Const(word)) for word in words)
    columns = ["id", one.title, *([one.subtitle] if scope.covers(one.subtitle) else [])]
    return Query(
        All(tuple(parts)), order=((one.title, False),), limit=limit, columns=tuple(columns)
    )


def _hit(one: Searched, row: Mapping[str, Any]) -> Hit:
    return Hit(
        one.id,
        str(row["id"]),
        str(row[one.title]),
        str(row.get(one.subtitle) or ""),
        one.url.format(row["id"]),
    )


def _rank(title: str, start: str) -> int:
    """0: begins with it, 1: a word begins with it, 2: it is somewhere inside."""
    text = folded(title)
    if text.startswith(start):
        return 0
    return 1 if any(word.startswith(start) for word in text.split()) else 2
