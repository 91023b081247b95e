"""Consent that was collected elsewhere, from a CSV file: all of it is kept, or none of it.

A row is a contact (by e-mail or id in the customer system), purposes, what they said and when, and
how one knows. The same file again changes nothing, and an older word never replaces a newer one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from attrs import evolve, frozen

from revrise.core.deals.account import Card
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import PURPOSES
from revrise.core.governance.contact_consent import ContactConsent, evidence_of, word_id
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.consent.words import Words
from revrise.services.desk import Desk
from revrise.services.tables.cell import missing, moment, truth
from revrise.services.tables.table import CsvTable, Rejection, Rejections, open_table

_REASON = "find the contacts that an import of consent names"
_MOST = 10_000
_NAMES = {
    "email": ("email", "e-mail", "mail", "邮箱"),
    "external_id": ("external_id", "contact_id", "crm_id", "外部编号"),
    "purposes": ("purposes", "purpose", "用途"),
    "state": ("state", "consent", "status", "状态"),
    "at": ("at", "time", "date", "given_at", "时间", "日期"),
    "evidence": ("evidence", "proof", "证据", "凭证"),
    "jurisdiction": ("jurisdiction", "country", "place", "地区"),
    "separate": ("separate", "separately", "单独同意"),
}
_NEEDED = ("purposes", "state", "at", "evidence")
_STATES = {
    **dict.fromkeys(("given", "yes", "agreed", "同意"), "given"),
    **dict.fromkeys(("withdrawn", "revoked", "撤回"), "withdrawn"),
    **dict.fromkeys(("declined", "refused", "no", "拒绝"), "declined"),
}


@frozen
class Imported:
    """What became of a file: `kept` words are new; nothing is where a line was rejected."""

    rows: int
    kept: int
    unchanged: int
    withdrawn_calls: int
    rejected: int
    first: tuple[Rejection, ...]


@frozen
class _Row:
    """One line; `cells` by part."""

    line: int
    cells: Mapping[str, str]


@frozen
class ConsentImport:
    """The use case."""

    desk: Desk

    def run(self, path: Path, by: Actor, *, dry_run: bool = False) -> Imported:
        """Keeps a file, or says line by line why not.

        Raises Invalid for what is no table of consent or has too many rows, Refused for who may
        keep no words of contacts.
        """
        scope = self.desk.scope(by, "contact_consent", "create")
        table = open_table(path)
        where, rejected = _columns(table), Rejections(path.name)
        rows = [_Row(line, _parts(cells, where)) for line, cells in table.rows(rejected)]
        if len(rows) > _MOST:
            raise Invalid(f"has more than {_MOST:,} rows", culprit=path.name, remedy="split it")
        with self.desk.store.read(by) as work:
            contacts = self._contacts(work, scope)
        said = self._said(rows, contacts, rejected)
        if rejected.total or dry_run or not said:
            return self._counted(said, rows, rejected, by, keep=False)
        return self._counted(said, rows, rejected, by, keep=True)

    def _counted(
        self,
        said: Sequence[ContactConsent],
        rows: Sequence[_Row],
        rejected: Rejections,
        by: Actor,
        *,
        keep: bool,
    ) -> Imported:
        kept = closed = 0
        if keep:
            kept, closed = self._keep(said, by)
        return Imported(
            len(rows),
            kept,
            len(said) - kept if keep else 0,
            closed,
            rejected.total,
            tuple(rejected.first),
        )

    def _keep(self, said: Sequence[ContactConsent], by: Actor) -> tuple[int, int]:
        by_card: dict[str, list[ContactConsent]] = defaultdict(list)
        for word in sorted(said, key=lambda one: one.said_at):
            by_card[word.card_id].append(word)
        kept = closed = 0
        with self.desk.store.begin(by) as work:
            words = Words(self.desk, work)
            for card_id, theirs in sorted(by_card.items()):
                known = words.of(card_id)
                news = _news(theirs, known)
                closed += words.keep(news.values(), known)
                kept += len(news)
            work.record("consent.imported", by.tenant_id, {"kept": kept, "of": len(said)})
        return kept, closed

    def _contacts(self, work: UnitOfWork, scope: Scope) -> Mapping[str, Sequence[View]]:
        """E-mail or outside id → contacts about whom the actor may keep words."""
        every = system_scope(work.actor.tenant_id, "card", "read", _REASON)
        columns = ("id", "email", "external_id", "owner_id", "team_id")
        found: dict[str, list[View]] = defaultdict(list)
        for row in work.of(Card).rows(every, Query(columns=columns)):
            if not scope.admits({**dict.fromkeys(_BLANK), **row, "card_id": row["id"]}):
                continue
            if row["email"]:
                found[f"email {str(row['email']).strip().casefold()}"].append(row)
            if row["external_id"]:
                found[f"id {row['external_id']}"].append(row)
        return found

    def _said(
        self,
        rows: Sequence[_Row],
        contacts: Mapping[str, Sequence[View]],
        rejected: Rejections,
    ) -> list[ContactConsent]:
        said: list[ContactConsent] = []
        for row in rows:
            try:
                said += _words(row, _contact(row, contacts), self.desk.clock.now())
            except Invalid as wrong:
                rejected.add(row.line, wrong.culprit, wrong.message)
        return said


_BLANK = (
    "purpose", "jurisdiction", "source", "said_at", "given_at", "withdrawn_at", "separate",
    "evidence", "text_version", "uses", "version",
)  # fmt: skip


def _columns(table: CsvTable) -> Mapping[str, int]:
    lower = [name.strip().lower() for name in table.header]
    found = {
        part: next(lower.index(name) for name in names if name in lower)
        for part, names in _NAMES.items()
        if any(name in lower for name in names)
    }
    lacking = [part for part in _NEEDED if part not in found]
    if "email" not in found and "external_id" not in found:
        lacking.insert(0, "email or external_id")
    if lacking:
        raise Invalid(
            f"no column for {', '.join(lacking)}",
            culprit=f"{table.path.name}:1",
            remedy="email or external_id, purposes, state, at, evidence; jurisdiction, separate",
        )
    return found


def _parts(cells: Sequence[str], where: Mapping[str, int]) -> Mapping[str, str]:
    return {part: cells[index].strip() for part, index in where.items()}


def _contact(row: _Row, contacts: Mapping[str, Sequence[View]]) -> View:
    """The one contact a row names. Raises Invalid for none and for several."""
    email, outside = row.cells.get("email", ""), row.cells.get("external_id", "")
    part = "email" if email else "external_id"
    found = contacts.get(f"email {email.casefold()}" if email else f"id {outside}", ())
    if len(found) != 1:
        said = "names several contacts" if found else "names no contact"
        raise Invalid(said, culprit=part)
    return found[0]


def _words(row: _Row, contact: View, now: datetime) -> Iterator[ContactConsent]:
    """What a row says, a word a purpose. Raises Invalid for what cannot be read."""
    state = _STATES.get(row.cells["state"].lower())
    if state is None:
        raise Invalid("is none of given, withdrawn, declined", culprit="state")
    at = moment(row.cells["at"])
    if at is None:
        raise Invalid("is no time", culprit="at")
    if at > now:
        raise Invalid("is in the future", culprit="at")
    evidence, separate = evidence_of(row.cells["evidence"]), row.cells.get("separate", "")
    apart = None if missing(separate) else truth(separate)
    if apart is None and not missing(separate):
        raise Invalid("is neither yes nor no", culprit="separate")
    for purpose in _purposes(row.cells["purposes"]):
        yield ContactConsent(
            id=word_id(contact["id"], purpose),
            card_id=contact["id"],
            purpose=purpose,
            jurisdiction=row.cells.get("jurisdiction") or "unknown",
            source="import",
            said_at=at,
            given_at=at if state == "given" else None,
            withdrawn_at=None if state == "given" else at,
            separate=bool(apart),
            evidence=evidence,
            owner_id=contact["owner_id"],
            team_id=contact["team_id"],
        )


def _purposes(cell: str) -> Sequence[str]:
    names = cell.replace(";", " ").replace("|", " ").replace("、", " ").replace(",", " ").split()
    wrong = [name for name in names if name not in PURPOSES]
    if wrong or not names:
        raise Invalid(f"are some of {', '.join(PURPOSES)}", culprit="purposes")
    return list(dict.fromkeys(names))


def _news(
    said: Sequence[ContactConsent], known: Mapping[str, ContactConsent]
) -> Mapping[str, ContactConsent]:
    """Purpose → the newest word that is news."""
    news: dict[str, ContactConsent] = {}
    for word in said:
        before = news.get(word.purpose) or known.get(word.purpose)
        if before is None:
            news[word.purpose] = word
        elif word.said_at > before.said_at:
            # What was given before it was withdrawn stays on record.
            given = word.given_at or (before.given_at if word.withdrawn_at else None)
            news[word.purpose] = evolve(word, given_at=given, uses=before.uses)
    return news
