"""What a date brings about happens once for each date."""

from datetime import datetime, timedelta

from attrs import evolve
from tests.support.flow_site import NOW, Context, FlowSite

from revrise.core.coaching.plan import Action, Plan
from revrise.core.content.asset import Asset, AssetVersion
from revrise.core.jobs.job import Job
from revrise.core.learning.course import Course, Lesson
from revrise.core.learning.enrolment import Enrolment
from revrise.core.notifications.notification import Notification
from revrise.ports.jobs import JobRequest

SOON = NOW + timedelta(days=2)
PLAN = Plan(
    "plan_1", "n1", "north", "coach", "discovery", 2.0, 3.5,
    (Action("course", "c1", "Course", SOON), Action("listening", "x", "Call", SOON, NOW)),
    NOW, SOON, state="accepted",
)  # fmt: skip


def remind(site: FlowSite) -> int:
    return int(site.flow.reminders.remind(Context(), {})["reminders"])


def test_plans_and_courses_that_are_due_soon_are_told_of_once(site: FlowSite):
    site.put(
        PLAN,
        Course("c1", "Asking well", ("discovery",), (Lesson("l1", "First"),), state="published"),
        Enrolment("enr_1", "c1", "n2", "north", NOW, SOON),
        Enrolment("enr_2", "c1", "s1", "south", NOW, SOON, state="completed"),
    )
    assert [remind(site) for _ in range(3)] == [2, 0, 0]
    site.work_off()
    told = {(one.person_id, one.kind) for one in site.all(Notification)}
    assert told == {("n1", "plan.due"), ("n2", "course.due")}
    found = site.notifications.list(site.actor("n1"))[0]
    assert (found.title.en, found.body.en) == (
        "The plan on Discovery is due soon",
        "1 action(s) still open.",
    )
    site.wait(days=1, hours=1)
    remember_much(site)
    assert remind(site) == 0
    later = evolve(PLAN, due_at=SOON + timedelta(days=1), version=2)
    site.change(later)
    assert [remind(site) for _ in range(2)] == [1, 0]


def remember_much(site: FlowSite) -> None:
    """As many answers to keys of the day as make the store look for old ones."""
    with site.store.begin(site.actor()) as work:
        for number in range(300):
            work.remember(f"key {number}", "x", {})
        work.record("test", "x")


def test_what_is_far_off_or_over_is_not_told(site: FlowSite):
    site.put(
        evolve(PLAN, due_at=NOW + timedelta(days=9)),
        evolve(PLAN, id="plan_2", due_at=NOW - timedelta(days=1)),
    )
    assert remind(site) == 0


def test_content_expires_when_its_time_is_over(site: FlowSite):
    site.put(
        Asset("a1", "playbook", "Old", "enb", state="published", expires_at=NOW),
        AssetVersion("e1", "a1", "1.0.0", "text", "enb", NOW, state="published"),
        Asset("a2", "playbook", "New", "enb", state="published", expires_at=SOON),
        Asset("a3", "playbook", "Ever", "enb", state="published"),
    )
    runs = [site.flow.reminders.expire(Context(), {})["expired"] for _ in range(2)]
    assert runs == [1, 0]
    assert {one.id: one.state for one in site.all(Asset)} == {
        "a1": "expired",
        "a2": "published",
        "a3": "published",
    }
    assert [one.state for one in site.all(AssetVersion)] == ["expired"]


def test_what_ended_long_ago_is_cleared_away_and_dead_jobs_stay(site: FlowSite):
    old, lately = NOW - timedelta(days=40), NOW - timedelta(days=2)

    def job(name: str, queue: str, state: str, ended: datetime) -> Job:
        made = {"queue": queue, "state": state, "actor_id": "system", "key": "", "ended_at": ended}
        return Job(name, "x", created_at=ended, **made)

    site.put(
        job("relay_old", "relay", "succeeded", old),
        job("relay_lately", "relay", "succeeded", lately),
        job("relay_now", "relay", "succeeded", NOW),
        job("call_old", "scoring", "succeeded", old),
        job("call_lately", "scoring", "succeeded", lately),
        job("dead_old", "relay", "dead", old),
        job("waits", "relay", "queued", old),
    )
    runs = [site.flow.tidying.run(Context(), {}) for _ in range(2)]
    assert [(run["relays"], run["jobs"]) for run in runs] == [(2, 1), (0, 0)]
    left = {one.id for one in site.all(Job)}
    assert left >= {"relay_now", "call_lately", "dead_old", "waits"}
    assert not left & {"relay_old", "relay_lately", "call_old"}


def test_more_than_a_bite_is_cleared_away_too(site: FlowSite):
    ended = NOW - timedelta(days=2)
    for number in range(250):
        site.job_engine.enqueue(JobRequest(f"job_{number}", "x", "system"), "local")
    done = [evolve(one, state="succeeded", queue="relay", ended_at=ended, version=2)
            for one in site.all(Job)]  # fmt: skip
    for one in done:
        site.change(one)
    assert site.flow.tidying.run(Context(), {})["relays"] == 250
    assert site.all(Job) == []
