"""Searching what was said: lines of calls, as their reader may have them.

Rows, words and filters are part of the question to the index. What it finds is looked at once
more as its reader sees it: under consent to coach, with what they may not read hidden.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from attrs import define, evolve, field, frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.objections import CATEGORIES
from revrise.core.conversations.spoken_search import Excerpt, Words, asked, excerpt, spans
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.ports.query import Query
from revrise.ports.spoken import Place, Wanted
from revrise.ports.storage import UnitOfWork, View
from revrise.services.auditing.access import Access, note_access
from revrise.services.calls.listing import CallFilter
from revrise.services.desk import Desk
from revrise.services.lawful import agreed
from revrise.services.naming import names_of

SIDES, MOST = ("seller", "buyer"), 50
_ROUNDS = 8
_ANY = CallFilter()
_COLUMNS = ("id", "title", "owner_id", "started_at", "language", "participants")


@frozen
class FindSaid:
    """Lines with the words of `text`: all of them, "a phrase", -without.

    `side` is seller | buyer, `objection` one of its categories or `any`. Without a text at least
    one of side, question and objection. `after` is where a page before ended.
    """

    text: str = ""
    side: str | None = None
    question: bool = False
    objection: str | None = None
    calls: CallFilter = _ANY
    after: int | None = None
    limit: int = 20

    def marks(self) -> tuple[str, ...]:
        """What has to mark a line. Raises Invalid for what no line is marked with."""
        if self.side is not None and self.side not in SIDES:
            raise Invalid("must be seller or buyer", culprit="side")
        if self.objection not in (None, "any", *CATEGORIES):
            raise Invalid(f"must be any, {', '.join(CATEGORIES)}", culprit="objection")
        marks = [f"side:{self.side}"] if self.side else []
        marks += ["question"] if self.question else []
        if self.objection:
            marks.append("objection" if self.objection == "any" else f"objection:{self.objection}")
        return tuple(marks)


@frozen
class Said:
    """A line that was found: whose, when, what; `start_ms` None where nothing is timed."""

    call_id: str
    title: str
    rep: str
    started_at: datetime
    language: str
    line: int
    start_ms: int | None
    side: str
    excerpt: Excerpt
    place: int

    @property
    def url(self) -> str:
        """The call page at this line."""
        at = f"at={self.start_ms}" if self.start_ms is not None else f"from={self.line}"
        return f"/calls/{self.call_id}?{at}#l{self.line}"


@frozen
class FoundSaid:
    """The lines found, the newest call first; `after` continues them, None at the end."""

    rows: tuple[Said, ...]
    after: int | None
    as_of: datetime


@frozen
class SearchSaid:
    """The use case."""

    desk: Desk

    def find(self, command: FindSaid, by: Actor) -> FoundSaid:
        """At most `limit` lines. That they were read is noted for each call of them.

        Raises Invalid for what cannot be searched for, Refused for who may read no words.
        """
        words, marks = asked(command.text), command.marks()
        if not words.phrases and not marks:
            raise Invalid("say what to look for", culprit="q", remedy="give a word or a filter")
        if not 1 <= command.limit <= MOST:
            raise Invalid(f"must be 1 to {MOST}", culprit="limit")
        scopes = self.desk.scope(by, "call"), self.desk.scope(by, "call_transcript")
        query, most = Query(where=command.calls.rule), command.limit + 1
        # What not to find is looked for in the words as they are shown: the index may know a name
        # that was hidden since, and what it leaves out would tell.
        sought = evolve(words, without=())
        wanted = Wanted(sought, marks, *scopes, query, command.after, most)
        with self.desk.store.read(by) as work:
            rows, after = _Round(self.desk, work, by, words).page(wanted, command.limit)
        with self.desk.store.together():
            for call_id in dict.fromkeys(one.call_id for one in rows):
                note_access(self.desk, Access("transcript", call_id, allowed=True), by)
        return FoundSaid(tuple(rows), after, self.desk.clock.now())


@define
class _Round:
    """One search in an open unit of work; each call is looked at once."""

    desk: Desk
    work: UnitOfWork
    by: Actor
    words: Words
    calls: dict[str, View] = field(factory=dict)
    said: dict[str, Transcript] = field(factory=dict)
    names: dict[str, str] = field(factory=dict)

    def page(self, wanted: Wanted, limit: int) -> tuple[list[Said], int | None]:
        """Lines, and where to go on. Fewer than asked for only where hardly any may be shown."""
        kept: list[Said] = []
        for _ in range(_ROUNDS):
            places = self.work.spoken.find(wanted)
            self._learn({one.call_id for one in places} - self.calls.keys())
            kept += self._shown(places)
            if len(kept) > limit:
                return kept[:limit], kept[limit - 1].place
            if len(places) < wanted.limit:
                return kept, None
            wanted = evolve(wanted, after=places[-1].at)
        return kept, wanted.after

    def _learn(self, ids: set[str]) -> None:
        if not ids:
            return
        query = Query(where=where(id=tuple(sorted(ids))), columns=_COLUMNS)
        found = self.work.of(Call).rows(self.desk.scope(self.by, "call"), query)
        rows = {row["id"]: row for row in found}
        self.calls |= rows
        allowed = tuple(sorted(self._coached(rows)))
        scope = self.desk.scope(self.by, "call_transcript")
        for one in self.work.of(CallTranscript).load_many(
            scope, Query(where=where(call_id=allowed))
        ):
            self.said[one.call_id] = one.transcript
        owners = {row["owner_id"] for row in rows.values()} - self.names.keys()
        self.names |= names_of(self.desk, self.work, self.by, owners)

    def _coached(self, rows: Mapping[str, View]) -> frozenset[str]:
        present = {name: row["participants"] for name, row in rows.items()}
        now, scope = self.desk.clock.now(), self.desk.scope(self.by, "consent")
        return agreed(self.work, scope, present, ("coach",), now)

    def _shown(self, places: Sequence[Place]) -> Iterator[Said]:
        for place in places:
            call, said = self.calls.get(place.call_id), self.said.get(place.call_id)
            if call is None or said is None or place.line >= len(said.utterances):
                continue
            one = said.utterances[place.line]
            if (found := spans(self.words, one.text)) is None:
                continue
            yield Said(
                call_id=place.call_id,
                title=str(call["title"] or place.call_id),
                rep=str(self.names.get(call["owner_id"]) or call["owner_id"]),
                started_at=call["started_at"],
                language=call["language"],
                line=place.line,
                start_ms=one.start_ms,
                side=said.side(one.speaker),
                excerpt=excerpt(one.text, found),
                place=place.at,
            )
