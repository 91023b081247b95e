"""Making a person's copy: everything the column registry says is about them, as JSON in a zip."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from attrs import frozen

from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.subject_export import SubjectExport
from revrise.ports.blobs import Blobs
from revrise.ports.jobs import JobContext
from revrise.ports.query import Query
from revrise.ports.registry import DeclaredKind, Registry
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.privacy.due import every

EXPORT = "privacy.export"
_IN_MEMORY, _CHUNK = 8 << 20, 1 << 16
_README = """\
This is a copy of what RevRise keeps about you, made {at} (UTC).
Each file of data/ is one kind of record as JSON; "columns" says which of its fields are personal.
Passwords, keys and tokens are left out: they are kept as hashes, which say nothing of you.
Recordings are not in it, as other people speak in them; calls and their words are listed.

这是 RevRise 保存的关于你的数据副本，生成于 {at}（UTC）。
data/ 中每个文件是一类记录（JSON）；“columns” 说明哪些字段属于个人信息。
密码、密钥与令牌不在其中：它们只以哈希形式保存，不含你的信息。
录音不在其中，因为其中有他人的声音；通话及其文字已列出。
"""


@frozen
class Exporting:
    """The task."""

    desk: Desk
    tenant_id: str
    registry: Registry
    blobs: Callable[[], Blobs]

    def run(self, _: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Makes the file of an export that waits; done already, nothing happens."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            asked = work.of(SubjectExport).load(str(args["export"]), every(work, "subject_export"))
        if asked.state != "queued":
            return {"state": asked.state}
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
            rows = self._write(file, asked.person_id)
            file.seek(0)
            made = self.blobs().put(self.tenant_id, iter(lambda: file.read(_CHUNK), b""))
        now = self.desk.clock.now()
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            after = asked.ready(made.sha256, made.size, now)
            scope = every(work, "subject_export", "update")
            work.of(SubjectExport).save(after, scope, expected=asked.version)
            work.record("export.made", asked.person_id, {"export": asked.id, "rows": rows})
        return {"state": after.state, "rows": rows}

    def expire(self) -> int:
        """Takes away files whose time is over; says how many."""
        now, over = self.desk.clock.now(), 0
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where=where(state="ready"))
            ready = work.of(SubjectExport).load_many(every(work, "subject_export"), query)
        for one in ready:
            if one.expires_at is None or one.expires_at > now or one.sha256 is None:
                continue
            self.blobs().delete(self.tenant_id, one.sha256)
            with self.desk.store.begin(system_actor(self.tenant_id)) as work:
                scope = every(work, "subject_export", "update")
                work.of(SubjectExport).save(one.expired(), scope, expected=one.version)
                work.record("export.expired", one.person_id, {"export": one.id})
            over += 1
        return over

    def _write(self, file: IO[bytes], person_id: str) -> int:
        rows = 0
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            at = f"{self.desk.clock.now():%Y-%m-%d %H:%M}"
            archive.writestr("README.txt", _README.format(at=at))
            with self.desk.store.read(system_actor(self.tenant_id)) as work:
                for name, document in self._documents(work, person_id):
                    text = json.dumps(document, ensure_ascii=False, indent=1, default=_plain)
                    archive.writestr(f"data/{name}.json", text)
                    rows += len(document["rows"])
        return rows

    def _documents(
        self, work: UnitOfWork, person_id: str
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for declared in self.registry.kinds():
            names = subject_columns(declared)
            if not names:
                continue
            told = [one.name for one in declared.columns if one.sensitivity != "secret"]
            found: dict[str, Any] = {}
            for column in names:
                query = Query(where=where(**{column: person_id}), columns=tuple(told))
                for row in work.of(declared.kind).rows(every(work, declared.resource), query):
                    found[row["id"]] = {name: row[name] for name in told}
            personal = sorted(one.name for one in declared.personal if one.name in told)
            yield declared.resource, {"columns": personal, "rows": [*found.values()]}
        done = Query(where=where(actor_id=person_id))
        chain = self.desk.store.audit(every(work, "audit"), done)
        acts = [{"at": one.at, "action": one.action, "subject": one.subject} for one in chain]
        yield "acts", {"columns": ["action"], "rows": acts}


def subject_columns(declared: DeclaredKind) -> tuple[str, ...]:
    """The columns by which a kind's rows are a person's; `id` for the person themselves."""
    by_id = declared.resource == "person"
    return tuple(one for one in declared.subjects if one != "id" or by_id)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else str(value)
