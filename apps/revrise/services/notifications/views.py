"""Notifications in words: names are looked up with the eyes of the reader."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen

from revrise.core.bilingual import Bilingual
from revrise.core.coaching.plan import Plan
from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.errors import Refused
from revrise.core.governance.actor import SYSTEM, Actor
from revrise.core.governance.rule import where
from revrise.core.learning.course import Course
from revrise.core.notifications.notification import Notification
from revrise.core.notifications.wording import WORDINGS, Wording
from revrise.core.people.competency import Competency
from revrise.core.people.person import Person
from revrise.core.webhooks.endpoint import WebhookEndpoint
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.notifications.commands import NotificationView

# What a thing is called: its kind of record and the column with the name.
_NAMED: Mapping[str, tuple[type[Any], str]] = {
    "call": (Call, "title"),
    "deal": (Deal, "name"),
    "plan": (Plan, "competency_id"),
    "course": (Course, "title"),
    "webhook_endpoint": (WebhookEndpoint, "url"),
}
_HIDDEN = {
    "call": Bilingual("a call", "一通电话"),
    "call_arrival": Bilingual("a call", "一通电话"),
    "deal": Bilingual("a deal", "一个商机"),
    "plan": Bilingual("a plan", "一份计划"),
    "course": Bilingual("a course", "一门课程"),
    "competency": Bilingual("a competency", "一项能力"),
    "person": Bilingual("somebody", "有人"),
    "webhook_endpoint": Bilingual("a receiver", "接收方"),
}
_SYSTEM = Bilingual("RevRise", "RevRise")
Names = Mapping[tuple[str, str], Bilingual]


@frozen
class Reader:
    """Reads names as somebody."""

    desk: Desk
    work: UnitOfWork
    by: Actor

    def views(self, found: Sequence[Notification]) -> list[NotificationView]:
        """Each in words."""
        known = [one for one in found if one.kind in WORDINGS]
        names = self._names(known)
        return [_view(one, WORDINGS[one.kind], names) for one in known]

    def _names(self, found: Sequence[Notification]) -> Names:
        wanted: dict[str, set[str]] = defaultdict(set)
        for one in found:
            wanted[WORDINGS[one.kind].about].add(one.subject)
            wanted["person"] |= {one.actor_id, str(one.data.get("person") or "")} - {"", SYSTEM}
        names = {
            (about, row["id"]): Bilingual(str(row[column]), str(row[column]))
            for about, (kind, column) in _NAMED.items()
            for row in self._rows(kind, about, column, wanted[about])
            if row.get(column)
        }
        for row in self._rows(Person, "person", "name", wanted["person"]):
            names["person", row["id"]] = Bilingual(row["name"], row["name"])
        return {**names, **self._competencies(names, wanted["competency"])}

    def _competencies(self, names: Names, wanted: set[str]) -> Names:
        """Their titles; a plan is called by that of its own."""
        plans = {key: name.en for key, name in names.items() if key[0] == "plan"}
        ids = wanted | set(plans.values())
        rows = self._rows(Competency, "competency", "title_en title_zh", ids)
        titles = {row["id"]: Bilingual(row["title_en"], row["title_zh"]) for row in rows}
        return {
            **{("competency", one): title for one, title in titles.items()},
            **{key: titles[one] for key, one in plans.items() if one in titles},
        }

    def _rows(self, kind: type[Any], about: str, columns: str, ids: set[str]) -> Sequence[View]:
        if not ids:
            return ()
        try:
            scope = self.desk.scope(self.by, about)
            query = Query(where(id=tuple(sorted(ids))), columns=("id", *columns.split()))
            return self.work.of(kind).rows(scope, query)
        except Refused:
            return ()


def _view(one: Notification, wording: Wording, names: Names) -> NotificationView:
    about, link = wording.about, wording.link
    data = {name: _figure(value) for name, value in one.data.items()}
    en, zh = ({**data, **_called(one, about, names, language)} for language in ("en", "zh"))
    return NotificationView(
        one.id,
        one.kind,
        one.at,
        Bilingual(wording.title.en.format_map(_Said(en)), wording.title.zh.format_map(_Said(zh))),
        Bilingual(wording.body.en.format_map(_Said(en)), wording.body.zh.format_map(_Said(zh))),
        link.format_map(
            _Said({**one.data, "id": one.subject, "person_id": one.data.get("person")})
        ),
        one.subject,
        one.read_at,
    )


def _called(one: Notification, about: str, names: Names, language: Any) -> dict[str, str]:
    def name(kind: str, thing_id: str) -> str:
        if kind == "person" and thing_id in ("", SYSTEM):
            return _SYSTEM.of(language)
        found = names.get((kind, thing_id)) or _HIDDEN.get(kind)
        return found.of(language) if found else str(one.data.get("task") or thing_id)

    subject = name(about, one.subject)
    return {
        "subject": urlsplit(subject).hostname or subject
        if about == "webhook_endpoint"
        else subject,
        "actor": name("person", one.actor_id),
        "person": name("person", str(one.data.get("person") or "")),
    }


def _figure(value: object) -> object:
    """Whole numbers as both languages write them."""
    return f"{value:,}" if isinstance(value, int) else value


class _Said(dict[str, Any]):
    """A number that is not known is left out of the sentence."""

    def __missing__(self, _: str) -> str:
        return "–"
