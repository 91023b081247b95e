"""The index of what was said, in memory: every line is looked at."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from attrs import evolve, frozen

from revrise.adapters.memory.scoping import masker
from revrise.adapters.rows import gate
from revrise.core.conversations.spoken_search import Phrase
from revrise.core.governance.rule import evaluate
from revrise.ports.spoken import LAST_LINE, LINE_BITS, Place, SpokenCall, SpokenLine, Wanted

_CALL_BITS = 20
Rows = dict[str, dict[str, Any]]
Note = Callable[[str, Sequence[Mapping[str, Any]]], None]


@frozen
class MemorySpoken:
    """Implements `ports.spoken.Spoken` over the rows of one tenant."""

    rows: dict[str, Rows]
    note: Note

    def put(self, call: SpokenCall) -> None:
        """See Spoken."""
        self.drop(call.call_id)
        self.add(call, len(call.lines))

    def add(self, call: SpokenCall, most: int) -> int:
        """See Spoken."""
        made_of = self._transcripts().get(call.transcript_id)
        known = self._kept().get(call.call_id)
        if known is not None and known["of"] != made_of:
            self.drop(call.call_id)
            known = None
        if made_of is None:
            return 0
        after = (len(known["call"].lines) if known else 0) + most
        left = max(0, len(call.lines) - after)
        begun = evolve(call, lines=call.lines[:after])
        row = {"call": begun, "of": made_of, "base": _base(call), "left": left}
        self._kept()[call.call_id] = row
        self.note("spoken_call", [{"id": call.call_id, "version": 1}])
        return left

    def drop(self, call_id: str) -> int:
        """See Spoken."""
        gone = self._kept().pop(call_id, None)
        if gone is not None:
            self.note("spoken_call", [{"id": call_id, "version": 1, "removed": True}])
        return len(gone["call"].lines) if gone else 0

    def renew(self) -> int:
        """See Spoken."""
        many = len(self._kept())
        self._kept().clear()
        self.note("spoken_call", [{"id": "all", "version": 1, "removed": many}])
        return many

    def due(self, limit: int, behind: str = "", among: Sequence[str] = ()) -> Sequence[str]:
        """See Spoken."""
        known = {one["call"].transcript_id for one in self._there() if not one["left"]}
        return sorted(
            one
            for one in self._transcripts()
            if one > behind and one not in known and (not among or one in among)
        )[:limit]

    def find(self, wanted: Wanted) -> Sequence[Place]:
        """See Spoken."""
        gate.asked(wanted.calls, wanted.query)
        found = [
            Place(one["base"] << LINE_BITS | LAST_LINE - line.index, one["call"].call_id)
            for one in self._there()
            if self._open(one["call"], wanted)
            for line in one["call"].lines
            if _fits(line, wanted)
        ]
        found.sort(key=lambda place: -place.at)
        return [one for one in found if wanted.after is None or one.at < wanted.after][
            : wanted.limit
        ]

    def _there(self) -> Sequence[Mapping[str, Any]]:
        """Those whose transcript is still the one they were made of."""
        said = self._transcripts()
        return [
            one for one in self._kept().values() if said.get(one["call"].transcript_id) == one["of"]
        ]

    def _open(self, call: SpokenCall, wanted: Wanted) -> bool:
        row = self.rows.get("call", {}).get(call.call_id)
        words = self._transcripts()[call.transcript_id]
        masked = masker(wanted.calls)(row) if row else None
        fits = masked and evaluate(wanted.query.where, masked, wanted.calls.me) is True
        return bool(fits) and "transcript" in wanted.words.cells(words)

    def _kept(self) -> Rows:
        return self.rows.setdefault("spoken_call", {})

    def _transcripts(self) -> Rows:
        return self.rows.setdefault("call_transcript", {})


def _base(call: SpokenCall) -> int:
    found = blake2b(call.call_id.encode(), digest_size=4).digest()
    minutes = int(call.at.timestamp() // 60)
    return minutes << _CALL_BITS | int.from_bytes(found) & ((1 << _CALL_BITS) - 1)


def _fits(line: SpokenLine, wanted: Wanted) -> bool:
    said = all(_says(line.words, one) for one in wanted.asked.phrases)
    unsaid = not any(_says(line.words, one) for one in wanted.asked.without)
    return said and unsaid and set(wanted.marks) <= set(line.marks)


def _says(words: Phrase, phrase: Phrase) -> bool:
    long = len(phrase)
    return any(words[at : at + long] == phrase for at in range(len(words) - long + 1))
