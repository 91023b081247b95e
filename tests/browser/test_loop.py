"""The whole loop, walked through the pages by those who work in it, in both languages.

Somebody new is hired and invited; enablement gives the onboarding course; the rep learns,
practises, brings in calls; the worker scores them; the coach comments and plans; the rep accepts
and wins a deal; points appear with their reason; the manager reads what moved revenue.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.support.loop_walk import WITHIN_S, Walk, send, transcript, until

from revrise.apps.demo.courses import COURSES, ONBOARDING
from revrise.apps.demo.teaching import quiz

PASSWORD = "a-long-first-password"
CALLS = 3


@pytest.fixture(params=["en", "zh"])
def walking(tab: Any, request: pytest.FixtureRequest) -> Walk:
    return Walk(request.param, tab)


def test_the_loop_closes_in_the_browser(walking: Walk, tmp_path: Path) -> None:
    rep_id = hire(walking)
    course_id = assign(walking, rep_id)
    learn(walking, course_id)
    practise(walking)
    calls = [bring_in(walking, tmp_path, number) for number in range(CALLS)]
    for call in calls:
        scored(walking, call)
    comment(walking, calls[0])
    plan(walking, rep_id)
    win(walking)
    points(walking)
    insight(walking)


def hire(walking: Walk) -> str:
    """The administrator adds somebody and sends an invitation, which is taken."""
    words, page = walking.words, walking.at("admin", "/admin/people/new")
    page.fill("[name=name]", words["rep"])
    page.fill("[name=email]", f"new-{walking.locale}@lanmu.example")
    page.select_option("[name=team_id]", label=words["team"])
    page.select_option("[name=locale]", walking.locale)
    walking.keep(page, "hire")
    send(page, "/admin/people")
    found = re.search(r"/admin/people/(per_\w+)", page.url)
    assert found is not None, page.url
    page.locator(f'form[action="/admin/people/{found[1]}/invite"] button').click()
    link = page.locator("input[value*='/welcome?token=']").input_value()
    walking.keep(page, "invitation")
    newcomer = walking.at("rep", link[link.index("/welcome") :])
    newcomer.fill("[name=password]", PASSWORD)
    walking.keep(newcomer, "welcome")
    send(newcomer, "/welcome")
    assert words["rep"] in newcomer.content()
    walking.keep(newcomer, "home-of-somebody-new")
    return found[1]


def assign(walking: Walk, rep_id: str) -> str:
    """Enablement gives the onboarding course to the newcomer."""
    page = walking.at("enablement", "/learning")
    title = next(one.title.of(walking.locale) for one in COURSES if one.id == ONBOARDING)
    href = page.locator("a[href^='/learning/course_']", has_text=title).first
    course_id = (href.get_attribute("href") or "").split("/")[2].partition("#")[0]
    page = walking.at("enablement", f"/learning/{course_id}")
    page.check(f"input[name=people][value={rep_id}]")
    walking.keep(page, "assign")
    with page.expect_navigation():
        page.locator("form:has(input[name=people]) button[type=submit]").click()
    expect(page.locator("#people")).to_contain_text(walking.words["rep"])
    return course_id


def learn(walking: Walk, course_id: str) -> None:
    """The rep reads every lesson and passes the quiz."""
    page = walking.at("rep", "/learning")
    expect(page.locator(f"a[href='/learning/{course_id}']").first).to_be_visible()
    page = walking.at("rep", f"/learning/{course_id}")
    page.locator(f"a[href^='/learning/{course_id}/lessons/']").first.click()
    lessons = 0
    while (done := page.locator(f"form[action^='/learning/{course_id}/lessons/'] button")).count():
        walking.keep(page, f"lesson-{lessons + 1}")
        with page.expect_navigation():
            done.click()
        lessons += 1
    assert lessons > 0
    for question in quiz(ONBOARDING, walking.locale):
        page.check(f"input[name=q-{question.id}][value='{question.answer}']")
    walking.keep(page, "quiz")
    send(page, f"/learning/{course_id}/complete")
    expect(page.locator("#complete")).to_have_count(0)
    walking.keep(page, "course-completed")


def practise(walking: Walk) -> None:
    """The rep talks with the scripted buyer and hands it in."""
    page = walking.at("rep", "/practice")
    walking.keep(page, "scenarios")
    tongue = {"en": "English", "zh": "中文"}[walking.locale]
    card = page.locator("li.card-x", has_text=tongue).first
    with page.expect_navigation():
        card.locator("form[action='/practice'] button").click()
    for _ in range(3):
        said = page.locator(".turns li").count()
        page.fill("#say [name=text]", walking.words["practice"])
        page.locator("#say button[type=submit]").click()
        expect(page.locator(".turns li")).not_to_have_count(said)
        if not page.locator("#say").count():
            break
    walking.keep(page, "role-play")
    with page.expect_navigation():
        page.locator("form[action$='/submit'] button").click()
    expect(page.locator("#card")).to_be_visible()
    walking.keep(page, "role-play-scored")


def bring_in(walking: Walk, folder: Path, number: int) -> str:
    """The rep brings in a transcript to which everybody agreed; its address."""
    words, page = walking.words, walking.at("rep", "/calls/new")
    title = f"{words['deal']} {number + 1}"
    page.set_input_files("[name=file]", transcript(words, folder, number))
    page.fill("[name=title]", title)
    page.select_option("[name=consent]", "all-party")
    page.locator("details.more summary").click()
    page.fill("[name=seller]", words["rep"])
    if number == 0:
        walking.keep(page, "call-upload")
    send(page, "/calls")
    assert re.search(r"/calls/call_\w+", page.url), page.url
    if number == 0:
        walking.keep(page, "call-received")
    return page.url.partition("?")[0].replace(walking.tabs["rep"].url, "")


def scored(walking: Walk, call: str) -> None:
    """The worker has analysed and scored it; the page shows levels with their evidence."""
    page = walking.at("rep", call)
    until(page, lambda: page.locator("#progress").count() == 0, "scored")
    expect(page.locator("#card .crit li").first).to_be_visible()
    walking.keep(page, "call-scored")


def comment(walking: Walk, call: str) -> None:
    """The coach comments at a moment; the rep finds it."""
    page = walking.at("coach", f"{call}?at=6000")
    page.fill("#f-text", walking.words["comment"])
    with page.expect_navigation():
        page.locator("#comment button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(walking.words["comment"])
    walking.keep(page, "comment")
    expect(walking.at("rep", call).locator("main")).to_contain_text(walking.words["comment"])


def plan(walking: Walk, rep_id: str) -> None:
    """The coach sees the gap in the heat map and proposes a plan; the rep accepts it."""
    page = walking.at("coach", "/coaching")
    cell = page.locator(f"a[href^='/coaching/people/{rep_id}/']")
    expect(cell.first).to_be_visible()
    walking.keep(page, "heat-map")
    for href in [one.get_attribute("href") or "" for one in cell.all()]:
        page = walking.at("coach", href)
        if page.locator("form[action='/coaching/plans']").count():
            break
    walking.keep(page, "gap")
    send(page, "/coaching/plans")
    address = page.url.replace(walking.tabs["coach"].url, "").partition("?")[0]
    assert address.startswith("/coaching/plans/plan_"), address
    walking.keep(page, "plan-proposed")
    page = walking.at("rep", address)
    send(page, f"{address}/accept")
    expect(page.locator(f"form[action='{address}/accept']")).to_have_count(0)
    walking.keep(page, "plan-accepted")


def win(walking: Walk) -> None:
    """The rep opens a deal and takes it from stage to stage; what lacks is named, then filled."""
    words, page = walking.words, walking.at("rep", "/deals/new")
    page.fill("[name=name]", words["deal"])
    walking.keep(page, "deal-new")
    send(page, "/deals")
    deal = page.url.replace(walking.tabs["rep"].url, "").partition("?")[0]
    assert deal.startswith("/deals/deal_"), deal
    move(walking, deal, "Discovery")
    page = walking.at("rep", f"{deal}/move?to=Proposal")
    send(page, f"{deal}/move")
    expect(page.locator("[role=alert]")).to_contain_text(words["unmet"])
    walking.tabs["rep"].expected("422")
    walking.keep(page, "move-refused")
    for stage in ("Proposal", "Closing", "ClosedWon"):
        move(walking, deal, stage)
    page = walking.at("rep", deal)
    expect(page.locator(".sub").first).to_contain_text(words["won"])
    walking.keep(page, "deal-won")


def move(walking: Walk, deal: str, stage: str) -> None:
    """Moves it there, with all that the move asks for."""
    page = walking.at("rep", f"{deal}/move?to={stage}")
    form = page.locator(f"form[action='{deal}/move']")
    for box in form.locator("input[type=checkbox]").all():
        box.check()
    if form.locator("[name=value]").count():
        form.locator("[name=value]").fill("48000")
    if form.locator("[name=account_id]").count():
        form.locator("[name=account_id]").select_option(index=1)
    send(page, f"{deal}/move")
    assert f"{deal}/move" not in page.url, page.locator("main").inner_text()


def points(walking: Walk) -> None:
    """The ledger says what the points are for."""
    page = walking.at("rep", "/rewards/ledger")
    told = page.locator("main")
    reasons = ("course-completed", "deal-won", "practised-then-won")
    until(page, lambda: all(one in told.inner_text() for one in reasons), "points")
    expect(told).to_contain_text(walking.words["deal"])
    walking.keep(page, "points")


def insight(walking: Walk) -> None:
    """The manager reads what moved revenue, row by row; it is computed when first asked for."""
    page = walking.at("manager", "/analytics")
    expect(page.locator("table.fp tbody tr").first).to_be_visible(timeout=WITHIN_S * 1_000)
    walking.keep(page, "insight")
