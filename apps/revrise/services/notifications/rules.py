"""Which event tells whom: recipients and what the notification holds, ids and numbers only."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from revrise.core.coaching.comment import CallComment
from revrise.core.content.approval import COURSE, ApprovalRule
from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.events import Event
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.learning.course import Course
from revrise.core.notifications.notification import Notification, notification_id
from revrise.core.scoring.blind_review import TO_SCORE, BlindReview
from revrise.core.scoring.coach_score import CoachScore
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.notifications.audience import Audience

_REASON = "tell people of events that concern them"
_NEEDED = {"call": ("owner_id", "team_id", "started_at"), "deal": ("owner_id", "team_id"),
           "course": ("authors",)}  # fmt: skip
_NUMBERS = ("scorecards", "points", "entries", "level", "target", "open", "person", "task", "team",
            "given", "refused", "assignment", "rubric", "scored")  # fmt: skip


@frozen
class Rules:
    """Decides on events, with the rows they are about at hand."""

    work: UnitOfWork
    audience: Audience
    since: datetime

    def notifications(self, event: Event) -> Iterator[Notification]:
        """Who is told of an event; nobody who is gone, nobody of their own doing."""
        rule = RULES.get(event.name)
        if rule is None:
            return
        told = dict.fromkeys(person for person in rule(self, event) if person)
        for person in told:
            if self.audience.actor(person) is not None:
                yield _made(event, person)

    def row(self, kind: type[Any], resource: str, thing_id: str) -> View:
        """A row's cells; empty where it is gone."""
        scope = system_scope(self.audience.tenant_id, resource, "read", _REASON)
        columns = ("id", *(_NEEDED.get(resource) or ()))
        query = Query(where=where(id=thing_id), columns=columns)
        found = self.work.of(kind).rows(scope, query)
        return found[0] if found else {}

    def commenters(self, call_id: str) -> Sequence[View]:
        """Who wrote on a call."""
        scope = system_scope(self.audience.tenant_id, "call_comment", "read", _REASON)
        query = Query(where=where(call_id=call_id))
        return self.work.of(CallComment).rows(scope, query)

    def scorers(self, assessment_id: str) -> frozenset[str]:
        """Who scored the same as a scorecard."""
        scope = system_scope(self.audience.tenant_id, "coach_score", "read", _REASON)
        query = Query(where(assessment_id=assessment_id), columns=("id", "coach_id"))
        return frozenset(row["coach_id"] for row in self.work.of(CoachScore).rows(scope, query))


Rule = Callable[[Rules, Event], Iterable[str]]


def _person(_: Rules, event: Event) -> Iterable[str]:
    """The person it concerns, unless they did it."""
    return _others(event, str(event.data.get("person") or ""))


def _owner(_: Rules, event: Event) -> Iterable[str]:
    """The person it concerns, who may wait for it."""
    return (str(event.data.get("person") or ""),)


def _scored(rules: Rules, event: Event) -> Iterable[str]:
    """The rep, unless it is an old call that only came in now."""
    call = rules.row(Call, "call", event.subject)
    return (str(call["owner_id"]),) if call and call["started_at"] > rules.since else ()


def _owner_and_doer(_: Rules, event: Event) -> Iterable[str]:
    return (str(event.data.get("person") or ""), event.actor_id)


def _coach(_: Rules, event: Event) -> Iterable[str]:
    return _others(event, str(event.data.get("coach") or ""))


def _commented(rules: Rules, event: Event) -> Iterable[str]:
    """The rep, unless it is among coaches, and who wrote on the call before."""
    comments = rules.commenters(event.subject)
    said = next((one for one in comments if one["id"] == event.data.get("comment")), None)
    if said is None:
        return ()
    talking = (said["owner_id"], *(one["author_id"] for one in comments))
    may, named = rules.audience.may, said["mentions"] or ()
    return (
        one
        for one in _others(event, *talking)
        if one not in named and may(one, "call_comment", "read", said)
    )


def _mentioned(rules: Rules, event: Event) -> Iterable[str]:
    """Who is newly named in it, as far as they may still see the call and the comment."""
    comments = rules.commenters(event.subject)
    said = next((one for one in comments if one["id"] == event.data.get("comment")), None)
    call = rules.row(Call, "call", event.subject)
    if said is None or not call:
        return ()
    may = rules.audience.may
    return (
        one
        for one in _others(event, *event.data.get("people") or ())
        if one in (said["mentions"] or ())
        and may(one, "call", "read", call)
        and may(one, "call_comment", "read", said)
    )


def _reviewers(rules: Rules, event: Event) -> Iterable[str]:
    """Who is to score the call still, as far as they may still see it."""
    call = rules.row(Call, "call", event.subject)
    scope = system_scope(rules.audience.tenant_id, "blind_review", "read", _REASON)
    rule = where(assignment_id=str(event.data.get("assignment")), state=TO_SCORE)
    query = Query(rule, (("coach_id", False),), columns=("id", "coach_id"))
    found = [row["coach_id"] for row in rules.work.of(BlindReview).rows(scope, query)]
    may = rules.audience.may
    return (one for one in _others(event, *found) if call and may(one, "call", "read", call))


def _disputed(rules: Rules, event: Event) -> Iterable[str]:
    """Who may decide it: nobody who scored it, nor who reviews it blind."""
    card = str(event.data.get("assessment") or "")
    row = {**_of_person(rules, event), "assessment_id": card}
    deciding = rules.audience.answering(row["team_id"], "dispute", "update", row)
    scorers = rules.scorers(card)
    return (one for one in _others(event, *deciding) if one not in scorers)


def _gap(rules: Rules, event: Event) -> Iterable[str]:
    """The rep first, and who makes plans with them."""
    row = _of_person(rules, event)
    planning = rules.audience.answering(row["team_id"], "plan", "plan", row)
    return (str(row["person_id"]), *planning)


def _won(rules: Rules, event: Event) -> Iterable[str]:
    """Who won it and who answers for the team's deals."""
    deal = rules.row(Deal, "deal", event.subject)
    if not deal:
        return ()
    row = {"id": deal["id"], "owner_id": deal["owner_id"], "team_id": deal["team_id"]}
    above = rules.audience.answering(deal["team_id"], "deal", "advance", row)
    return (str(deal["owner_id"] or ""), *above)


def _running(resource: str, action: str) -> Rule:
    """Those who run the system."""
    return lambda rules, _: rules.audience.all_who_may(resource, action)


def _approving(rules: Rules, event: Event) -> Iterable[str]:
    """Those who are asked to approve content of this kind, but for who asks and who wrote it."""
    able = _asked(rules, str(event.data.get("kind")), "asset")
    return [one for one in _others(event, *able) if one != event.data.get("person")]


def _judging(rules: Rules, event: Event) -> Iterable[str]:
    """Those who are asked to approve a course, but for its authors."""
    wrote = _authors(rules, event)
    return [one for one in _others(event, *_asked(rules, COURSE, "course")) if one not in wrote]


def _authors(rules: Rules, event: Event) -> Sequence[str]:
    """Who wrote the course."""
    row = rules.row(Course, "course", event.subject)
    return _others(event, *(row.get("authors") or ()))


def _asked(rules: Rules, kind: str, resource: str) -> Sequence[str]:
    scope = system_scope(rules.audience.tenant_id, "approval_rule", "read", _REASON)
    known = {one.id: one for one in rules.work.of(ApprovalRule).load_many(scope)}
    rule = known.get(kind) or known.get("*") or ApprovalRule("*")
    able = rules.audience.all_who_may(resource, "approve")
    return [one for one in able if rule.asks(one, _roles(rules, one))]


def _roles(rules: Rules, person_id: str) -> frozenset[str]:
    actor = rules.audience.actor(person_id)
    return actor.roles if actor else frozenset()


def _endpoint(_: Rules, event: Event) -> Iterable[str]:
    return (str(event.data.get("owner") or ""),)


RULES: Mapping[str, Rule] = {
    "call.scored": _scored,
    "call.blocked": _owner_and_doer,
    "call.failed": _owner_and_doer,
    "call_arrival.waits": _owner,
    "gap.found": _gap,
    "call.commented": _commented,
    "call.mentioned": _mentioned,
    "call.reviewed": _person,
    "review.given": _reviewers,
    "review.due": _reviewers,
    "review.done": _person,
    "dispute.raised": _disputed,
    "dispute.decided": _person,
    "one_on_one.planned": _person,
    "plan.proposed": _person,
    "plan.accepted": _coach,
    "plan.due": _owner,
    "course.assigned": _person,
    "course.due": _owner,
    "course.submitted": _judging,
    "course.approved": _authors,
    "course.returned": _authors,
    "asset.submitted": _approving,
    "asset.reviewed": _person,
    "asset.expiring": _owner,
    "deal.won": _won,
    "points.granted": _owner,
    "webhook.disabled": _endpoint,
    "calls.stopped": _running("plugin", "manage"),
    "job.dead": _running("plugin", "manage"),
    "plugin.quarantined": _running("plugin", "manage"),
    "plugin.stumbled": _running("plugin", "manage"),
    "glass.broken": _running("audit", "read"),
    "consent.answered": _person,
    "role.given": _person,
    "role.taken_back": _person,
}


def _others(event: Event, *people: str) -> tuple[str, ...]:
    return tuple(one for one in people if one != event.actor_id)


def _of_person(rules: Rules, event: Event) -> dict[str, Any]:
    person_id = str(event.data.get("person") or "")
    person = rules.audience.people.get(person_id)
    return {"id": "", "person_id": person_id, "team_id": person.team_id if person else None}


def _made(event: Event, person_id: str) -> Notification:
    """A course is told of by itself, not by its enrolment."""
    subject = str(event.data.get("course") or event.subject)
    data = {name: event.data[name] for name in _NUMBERS if name in event.data}
    return Notification(
        notification_id(person_id, event.name, event.id),
        person_id,
        event.name,
        event.at,
        event.id,
        subject,
        event.actor_id,
        data,
    )
