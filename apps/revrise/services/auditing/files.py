"""The trail as a file that a stranger can check: entries in order, the newest checkpoint last."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any

from attrs import asdict, frozen

from revrise.core.errors import Invalid, RevRiseError
from revrise.core.governance.actor import Actor
from revrise.core.governance.audit import AuditEntry, body, canonical
from revrise.core.governance.checkpoint import Checkpoint, line
from revrise.services.auditing.checkpoints import Checkpoints
from revrise.services.auditing.trail import Sought, within
from revrise.services.desk import Desk

FORMAT = "revrise-audit-1"
FORMS = ("jsonl", "csv")
HEADS = (
    *("tenant_id", "seq", "at", "actor_id", "action", "subject"),
    *("detail", "changes", "previous", "hash"),
)
_LINES = 500


@frozen
class TrailFile:
    """Entries up to number `until`; `complete` when no filter left any out."""

    tenant_id: str
    complete: bool
    until: int
    entries: Iterator[AuditEntry]
    checkpoint: Checkpoint | None

    def jsonl(self) -> Iterator[bytes]:
        """A line that says what it is, one an entry, one of the checkpoint; in large pieces."""
        lines = self._lines()
        while piece := "".join(f"{one}\n" for one in islice(lines, _LINES)):
            yield piece.encode()

    def rows(self) -> Iterator[list[Any]]:
        """The cells of HEADS; the checkpoint is the last row, its line the detail."""
        for entry in self.entries:
            cells = asdict(entry, recurse=False)
            yield [_cell(cells[name]) for name in HEADS]
        if (one := self.checkpoint) is not None:
            told = line(self.tenant_id, one)
            yield [self.tenant_id, one.seq, _cell(one.at), "", "#checkpoint", "", told, "", "", ""]

    def _lines(self) -> Iterator[str]:
        about = {"tenant_id": self.tenant_id, "complete": self.complete, "until": self.until}
        yield canonical({"format": FORMAT, **about}).decode()
        yield from map(entry_line, self.entries)
        if self.checkpoint is not None:
            yield line(self.tenant_id, self.checkpoint)


@frozen
class TrailFiles:
    """The use case."""

    desk: Desk
    checkpoints: Checkpoints

    def make(self, sought: Sought, form: str, by: Actor) -> TrailFile:
        """Written down as an export and signed, then read piece by piece.

        Raises Refused for who may not read the trail, Invalid for an unknown form or filter.
        """
        scope = self.desk.scope(by, "audit")
        if form not in FORMS:
            raise Invalid("there is no such form", culprit="format", remedy="jsonl or csv")
        sought.rule()
        with self.desk.store.begin(by) as work:
            detail = {"resource": "audit", "format": form, "complete": not sought.narrows}
            work.record("export.made", "audit", detail)
        checkpoint = self._checkpoint(by)
        head = self.desk.store.audit_head(by.tenant_id)
        until = checkpoint.seq if checkpoint else head[0] if head else 0
        entries = self.desk.store.audit_stream(scope, within(sought, until))
        return TrailFile(by.tenant_id, not sought.narrows, until, entries, checkpoint)

    def _checkpoint(self, by: Actor) -> Checkpoint | None:
        """A new one; the last one where none can be made: a broken chain has to come out too."""
        with suppress(RevRiseError):
            return self.checkpoints.take(by)
        with suppress(RevRiseError):
            return self.checkpoints.newest(by)
        return None


def entry_line(entry: AuditEntry) -> str:
    """An entry as a line: its canonical JSON, and the hash it carries."""
    try:
        text = body(entry).decode()
    except Invalid:  # it was never sealed like this; it is shown as it is
        return json.dumps(asdict(entry, recurse=False), default=str, ensure_ascii=False)
    return f'{text[:-1]},"hash":{json.dumps(entry.hash)}}}'


def _cell(value: Any) -> Any:
    if isinstance(value, Mapping):
        with suppress(Invalid):
            return canonical(value).decode()
        return str(dict(value))
    return value.isoformat() if hasattr(value, "isoformat") else value


def written(pieces: Iterable[bytes], out: Any) -> int:
    """Writes a file's pieces; says how many bytes."""
    return sum(out.write(piece) for piece in pieces)
