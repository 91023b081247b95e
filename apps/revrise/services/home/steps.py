"""The next steps: what is promised, late or asked for, the most pressing first."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import evolve

from revrise.core.coaching.plan import Action
from revrise.core.home.step_mark import StepMark, step_id
from revrise.core.money import Money
from revrise.services.coaching.progress import ListedPlan
from revrise.services.home.mine import SOON
from revrise.services.home.views import Coaching, Enabling, HomeView, Mine, Step, Team

MOST = 3
# How long such a thing takes as a rule, in minutes.
MINUTES = {
    "deal_step": 15,
    "deal_stalled": 10,
    "plan_accept": 3,
    "plan_action": 15,
    "course": 10,
    "feedback": 5,
    "review": 10,
    "blind": 15,
    "meeting": 30,
    "stuck": 15,
    "approve": 10,
}
# A step that is late weighs so much more a day, up to a fortnight.
_A_DAY, _LONGEST = 2, 14
# The most that a call of the review queue weighs.
_QUEUED = 53
_ACTION_PAGES = {
    "course": "/learning/{}",
    "scenario": "/practice?scenario={}",
    "asset": "/content/{}",
}


def chosen(view: HomeView, person_id: str, marks: Mapping[str, StepMark]) -> HomeView:
    """With the few steps that weigh most, each about another thing, and those set aside."""
    found = waiting(view, person_id)
    aside = tuple(one for one in found if _away(one, marks, view.as_of))
    left = tuple(one for one in found if one not in aside)
    return evolve(view, steps=left[:MOST], aside=aside)


def waiting(view: HomeView, person_id: str) -> list[Step]:
    """Every step, the one with the most weight first, one a thing."""
    now = view.as_of
    found = [
        *_mine(view.mine, now),
        *_coaching(view.coaching, view.team, now),
        *_enabling(view.enabling, now),
    ]
    found.sort(key=lambda one: (-one.weight, one.due or now, one.about))
    first: dict[str, Step] = {}
    for one in found:
        first.setdefault(one.href, one)
    return [_named(one, person_id) for one in first.values()]


def _away(step: Step, marks: Mapping[str, StepMark], now: datetime) -> bool:
    mark = marks.get(step.id)
    return mark is not None and mark.hides(step.cause, now)


def _named(step: Step, person_id: str) -> Step:
    due = step.due.isoformat() if step.due else ""
    cause = step.cause or f"{step.detail} {due}".strip()
    return evolve(step, id=step_id(person_id, step.kind, step.href), cause=cause)


def _mine(mine: Mine | None, now: datetime) -> Iterator[Step]:
    if mine is None:
        return
    yield from _deals(mine, now)
    for listed in mine.plans:
        yield from _plan(listed, now)
    for taken in mine.learning:
        due = taken.enrolment.due_at
        if due is not None:
            left = [one for one in taken.course.lessons if one.id not in taken.enrolment.done]
            minutes = sum(one.minutes for one in left[:1]) or MINUTES["course"]
            href = f"/learning/{taken.course.id}"
            yield _step("course", taken.course.title, href, 40, now, due, minutes=minutes)
    for heard in mine.heard[:1]:
        if now - heard.at < SOON:
            href = f"/calls/{heard.call_id}"
            yield Step("feedback", heard.call, href, MINUTES["feedback"], 45, heard.author,
                       cause=heard.id)  # fmt: skip


def _deals(mine: Mine, now: datetime) -> Iterator[Step]:
    for card in mine.promised:
        if card.next_step and card.next_step_at:
            yield _step(
                "deal_step",
                card.name,
                f"/deals/{card.id}",
                60,
                now,
                card.next_step_at,
                detail=card.next_step,
                value=card.value,
            )
    for card in (risky.card for risky in mine.risks):
        if card.over or not card.next_step:
            yield Step(
                "deal_stalled",
                card.name,
                f"/deals/{card.id}",
                MINUTES["deal_stalled"],
                30 + min(_LONGEST, (card.days or 0) // 7),
                f"{card.days or 0}/{card.limit or 0}",
                value=card.value,
                cause=card.stage,
            )


def _plan(listed: ListedPlan, now: datetime) -> Iterator[Step]:
    known = listed.competency
    title = known.title_en if known else listed.row["competency_id"]
    href = f"/coaching/plans/{listed.row['id']}"
    if listed.row["state"] == "proposed":
        title_zh = known.title_zh if known else ""
        yield Step("plan_accept", title, href, MINUTES["plan_accept"], 55, about_zh=title_zh,
                   cause=str(listed.row["version"]))  # fmt: skip
        return
    actions = listed.row.get("actions") or ()
    for action in actions:
        done, kind, subject, name, due = _action(action)
        if not done:
            page = _ACTION_PAGES.get(kind, href).format(subject)
            yield _step("plan_action", name, page, 50, now, due, detail=kind)
            return


def _action(action: object) -> tuple[bool, str, str, str, datetime]:
    if isinstance(action, Action):
        return (
            action.done_at is not None,
            action.kind,
            action.subject_id,
            action.title,
            action.due_at,
        )
    cells = dict(action)  # type: ignore[call-overload]
    due = cells["due_at"]
    moment = datetime.fromisoformat(due) if isinstance(due, str) else due
    done = cells.get("done_at") is not None
    return done, cells["kind"], cells["subject_id"], cells["title"], moment


def _coaching(coaching: Coaching | None, team: Team | None, now: datetime) -> Iterator[Step]:
    for meeting in team.meetings if team else ():
        href = f"/coaching/one-on-ones/{meeting['id']}"
        name = team.names.get(meeting["person_id"], "") if team else ""
        yield _step("meeting", name, href, 52, now, meeting["at"])
    if team and team.board.over:
        stuck = f"{team.board.over}"
        yield Step("stuck", stuck, "/pipeline", MINUTES["stuck"], 26, f"{team.board.stepless}",
                   cause=stuck)  # fmt: skip
    if coaching is None:
        return
    for one in coaching.given:
        href = f"/calls/{one.review.subject_id}/score?card={one.ref}"
        due = one.review.due or now
        step = _step("blind", one.title, href, 56, now, due, detail=one.rep)
        # Others wait for it: whenever it is due, it comes before what the queue proposes.
        yield evolve(step, weight=max(step.weight, _QUEUED + 1))
    for review in coaching.queue.rows[: 1 if team else MOST]:
        minutes = max(3, round((review.duration_ms or 0) / 60_000))
        yield Step(
            "review", review.title, f"/calls/{review.call_id}", minutes,
            min(20 + review.value // 3, _QUEUED), review.person,
            because=tuple(why.kind for why in review.why), cause=review.call_id,
        )  # fmt: skip


def _enabling(enabling: Enabling | None, now: datetime) -> Iterator[Step]:
    for waiting in enabling.waiting if enabling else ():
        if not waiting.own:
            days = (now - waiting.since).days
            yield Step(
                "approve", waiting.title, waiting.href, MINUTES["approve"],
                40 + min(_LONGEST, days), waiting.author, late_days=days,
                cause=waiting.since.isoformat(),
            )  # fmt: skip


def _step(
    kind: str,
    about: str,
    href: str,
    base: int,
    now: datetime,
    due: datetime,
    *,
    detail: str = "",
    minutes: int = 0,
    value: Money | None = None,
) -> Step:
    late = (now - due).days
    weight = base + max(-_LONGEST, min(_LONGEST, late)) * _A_DAY
    return Step(
        kind,
        about,
        href,
        minutes or MINUTES[kind],
        weight,
        detail,
        due,
        late,
        value,
    )
