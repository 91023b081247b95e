"""The audit trail: who did, saw and tried what; whether that is all."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from attrs import evolve, frozen
from litestar import Response
from litestar.response.base import ASGIResponse

from revrise.apps.api.controllers.trail import sent_trail
from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.i18n import Words, marked
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.search.views import page_of
from revrise.apps.web.visit import visit, words
from revrise.core.bilingual import Language
from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.audit import AuditEntry, Breach
from revrise.core.governance.checkpoint import Checkpoint, line
from revrise.services.auditing.details import Detail, details, word
from revrise.services.auditing.files import FORMS
from revrise.services.auditing.sentences import families, sentence
from revrise.services.auditing.trail import Sought
from revrise.services.reach import may
from revrise.services.search.service import Hit

ASKED = ("person", "action", "subject", "since", "until", "only")
SORTS = (
    ("", marked("Every entry")),
    ("refusals", marked("Refusals")),
    ("access", marked("Recordings and transcripts")),
    ("exports", marked("Exports")),
    ("policy", marked("Policy")),
    ("audit", marked("The trail itself")),
)


@frozen
class Log:
    """A page of the trail, the newest first. `before` is where the next page begins."""

    entries: Sequence[AuditEntry]
    names: Mapping[str, str]
    subjects: Mapping[str, Hit]
    tenant: str
    before: int | None
    asked: Mapping[str, str]
    language: Language

    def said(self, entry: AuditEntry) -> str:
        """What was done, as a sentence without its subject."""
        return sentence(entry.action, self.language)

    def about(self, entry: AuditEntry) -> str:
        """The subject in words, where it is no id: a kind of record, the organisation."""
        if entry.subject == self.tenant:
            return word("organisation", self.language)
        told = word(entry.subject, self.language)
        return told if told != entry.subject else ""

    def details(self, entry: AuditEntry) -> Sequence[Detail]:
        """What else it says."""
        return details(entry, self.language)

    def name(self, thing: str) -> str:
        """What a thing in a detail is called; empty where the reader may not know."""
        hit = self.subjects.get(thing)
        return self.names.get(thing) or (hit.title if hit else "")


@frozen
class Chain:
    """How far the trail is signed."""

    last: Checkpoint | None
    line: str
    waiting: int
    signs: bool


@get("/admin/audit")
def log(request: Web, app: App, by: By) -> Response[str]:
    """The newest entries that fit; `?verify=1` checks the whole chain."""
    asked = {name: request.query_params.get(name, "") for name in ASKED}
    before = request.query_params.get("before", "")
    entries, further = app.trail.listed(
        sought(app, by, asked), by, int(before) if before.isdecimal() else None
    )
    names = app.trail.names(entries, by)
    subjects = {
        found.id: evolve(found, url=page_of(app, by, found))
        for found in app.trail.subjects(entries, by).values()
    }
    language, said = visit(request).locale, words(request)
    verified: Any = app.verifying.verify(by) if request.query_params.get("verify") else None
    return page(
        request,
        "admin/audit.html",
        part="rows",
        log=Log(entries, names, subjects, by.tenant_id, further, asked, language),
        chain=chain(app, by),
        verified=verified,
        wrong=_wrong(verified.breach, said) if verified and verified.breach else "",
        sorts=[(name, said(text)) for name, text in SORTS],
        families=_families(asked["action"], said, language),
        tail=f"?{urlencode(given)}" if (given := {k: v for k, v in asked.items() if v}) else "",
    )


@get("/admin/audit/{trail:str}", opt={"pace": "export"})
def download(request: Web, app: App, by: By, trail: Part) -> ASGIResponse:
    """`audit.jsonl` and `audit.csv`: what the filters leave, and the newest checkpoint."""
    name, _, form = trail.partition(".")
    if name != "audit" or form not in FORMS:
        raise NotFound(f"no file {trail}")
    asked = {name: request.query_params.get(name, "") for name in ASKED}
    return sent_trail(app, by, sought(app, by, asked), form)


@post("/admin/audit/checkpoint")
def checkpoint(request: Web, app: App, by: By) -> Response[Any]:
    """Signs the newest entry now."""
    made = app.checkpoints.take(by)
    _ = words(request)
    said = _("Signed up to entry %(seq)s", seq=f"{made.seq:,}")
    return redirect(request, "/admin/audit", said)


def chain(app: App, by: Actor) -> Chain | None:
    """How far it is signed; None for who may not know."""
    if not may(app.desk, by, "audit_checkpoint", "read"):
        return None
    last = app.checkpoints.newest(by)
    told = line(by.tenant_id, last) if last else ""
    signs = may(app.desk, by, "audit_checkpoint", "create")
    return Chain(last, told, app.checkpoints.waiting(by), signs)


def sought(app: App, by: Actor, asked: Mapping[str, str]) -> Sought:
    """What the filters say; a day that is none does not narrow."""
    person = asked["person"].strip()
    until = _day(asked["until"])
    return Sought(
        app.trail.people(person, by) if person else None,
        asked["action"].strip(),
        asked["subject"].strip(),
        _day(asked["since"]),
        until + timedelta(days=1) if until else None,
        asked["only"],
    )


def _wrong(breach: Breach, _: Words) -> str:
    """What is wrong with the chain, in the reader's language."""
    said = {
        "does not follow the entry before it": _("It does not follow the entry before it."),
        "was changed after it was written": _("It was changed after it was written."),
        "the chain ends before the checkpoint": _("The chain ends before the checkpoint."),
        "differs from the checkpoint: the chain was rewritten": _(
            "It differs from the checkpoint: the chain was rewritten."
        ),
    }
    gap = _("An entry is missing, or stands where it does not belong.")
    return str(gap if breach.reason.startswith("expected") else said.get(breach.reason, gap))


def _families(chosen: str, _: Words, language: Language) -> list[tuple[str, str]]:
    """What entries are about; one somebody typed in the address stays chosen."""
    known = [("", _("Everything")), *families(language)]
    return known if chosen in dict(known) else [*known, (chosen, chosen)]


def _day(text: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        return None


HANDLERS = [log, download, checkpoint]
