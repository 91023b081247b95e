"""Disputes, plans in two tabs, 1:1s, quizzes and role-plays, as people use them."""

import re
from typing import Any

import httpx
from playwright.sync_api import Page, expect
from tests.support.browser import Tab

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.conversations.call import Call
from revrise.core.governance.rule import where
from revrise.ports.query import Query


def send(page: Page, action: str) -> None:
    """Sends a form by its button."""
    with page.expect_navigation():
        page.locator(f'form[action="{action}"] button[type=submit]').last.click()


def a_call_of(demo_folder: Any, email: str) -> str:
    """The newest scored call of somebody."""
    app = RevRise(Settings(data_dir=str(demo_folder)))
    by = app.actor(email)
    with app.store.read(by) as work:
        query = Query(where(owner_id=by.person_id, state="analysed"), (("started_at", True),))
        calls = work.of(Call).load_many(app.desk.scope(by, "call"), query)
    app.engine.dispose()
    return calls[0].id


def test_a_level_is_disputed_by_the_rep_and_decided_by_who_did_not_score(
    tab: Any, demo_folder: Any, demo_people: Any
) -> None:
    call = a_call_of(demo_folder, demo_people["rep", "zh"].login)
    rep = tab("rep", locale="zh").open(f"/calls/{call}")
    criterion = rep.locator(".crit > li:has(form)").first
    name = criterion.get_attribute("id")
    criterion.locator("summary").click()
    criterion.locator("textarea").fill("我在后面问过。")
    with rep.expect_navigation():
        criterion.locator("button[type=submit]").click()
    expect(rep.locator(f"#{name} .dsp")).to_contain_text("我在后面问过。")
    assert rep.locator(f"#{name} .dsp form").count() == 0
    coach = tab("coach", locale="zh").open(f"/calls/{call}")
    level = "3" if coach.locator(f"#{name} .lv").inner_text() == "5" else "5"
    disputed = coach.locator(f"#{name} .dsp")
    disputed.locator("summary").click()
    disputed.locator("select").select_option(level)
    disputed.locator("textarea").fill("听过了，确实问了。")
    with coach.expect_navigation():
        disputed.locator("button[type=submit]").click()
    expect(coach.locator(f"#{name} .dsp")).to_contain_text(f"改为 {level}")
    expect(coach.locator(f"#{name} .lv")).to_have_text(level)


def test_a_coach_scores_blind_and_both_scores_stand(tab: Any) -> None:
    one: Tab = tab("coach")
    page = one.open("/coaching")
    page.locator(".rq .btn").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your own score")
    assert page.locator(".pips").count() == 0
    page.locator("button.btn-p").click()
    expect(page.locator("[role=alert]").first).to_contain_text("at least one criterion")
    for field in page.locator("fieldset.sc-f").all():
        field.locator("input[type=radio]").nth(2).check()
    with page.expect_navigation():
        page.locator("button.btn-p").click()
    expect(page.locator(".sc-top")).to_contain_text("3.00")
    expect(page.locator(".sc-top")).to_contain_text("Coach")
    one.expected("422")


def test_a_plan_goes_from_gap_to_accepted_and_two_tabs_meet(tab: Any, demo_people: Any) -> None:
    one: Tab = tab("coach")
    page = one.open("/coaching")
    person = demo_people["rep", "en"].name
    row = page.locator(".hm tbody tr", has_text=person)
    row.locator("td:is(.hc-1,.hc-2,.hc-3) a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(person)
    send(page, "/coaching/plans")
    address = one.path
    assert re.match(r"/coaching/plans/plan_\w+", address)
    rep = tab("rep").open(address)
    send(rep, f"{address}/accept")
    expect(rep.locator(".steps-x .now")).to_contain_text("In progress")
    other = one.context.new_page()
    for each in (page, other):
        each.goto(f"{one.url}{address}/adjust")
    page.fill("[name=target]", "4.1")
    send(page, f"{address}/adjust")
    other.fill("[name=target]", "4.6")
    with other.expect_response(lambda got: got.request.method == "POST") as answer:
        other.locator("button.btn-p").click()
    assert answer.value.status == 409
    expect(other.get_by_role("heading", level=1)).to_contain_text("Somebody changed")
    expect(other.locator("#th ~ *, section:has(#th)").first).to_contain_text("4.1")
    expect(other.locator("section:has(#yo)")).to_contain_text("4.6")
    one.expected("409")
    send(other, f"{address}/adjust")
    expect(other.locator("h1")).to_contain_text("4.6")


def test_private_notes_of_a_one_on_one_reach_nobody_else(
    tab: Any, demo_server: Any, demo_people: Any
) -> None:
    one: Tab = tab("coach")
    page = one.open("/coaching/one-on-ones/new")
    page.locator("li", has_text=demo_people["rep", "en"].name).locator("a.btn").click()
    assert page.locator("[name=agenda]").input_value()
    page.locator("button.btn-p").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1:1")
    address = one.path
    page.fill("[name=shared]", "We both read this.")
    page.fill("[name=private]", "Only the coach reads this.")
    page.fill("[name=promises]", "Ask twice\nThen wait")
    page.locator("button.btn-p").click()
    expect(page.locator("main")).to_contain_text("Ask twice")
    expect(page.locator("main")).to_contain_text("Only the coach reads this.")
    for role in ("rep", "manager"):
        cookies = demo_server.log_in(demo_people[role, "en"].login, "look-around-the-demo")
        text = httpx.get(demo_server.url + address, cookies=cookies, timeout=30).text
        assert "Only the coach" not in text
        assert ("We both read this." in text) or role == "manager"
    cookies = demo_server.log_in(demo_people["coach", "en"].login, "look-around-the-demo")
    file = httpx.get(f"{demo_server.url}{address}/invite.ics", cookies=cookies, timeout=30)
    assert file.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in file.text
    assert "reads this" not in file.text


def test_a_role_play_in_chinese_is_scored_with_its_words(tab: Any) -> None:
    one: Tab = tab("rep", locale="zh")
    page = one.open("/practice")
    card = page.locator("li.card-x", has_text="中文").first
    card.locator("button").click()
    expect(page.locator(".turns li")).to_have_count(1)
    page.locator("#say button").click()
    assert one.path.startswith("/practice/")
    page.fill("#say [name=text]", "我理解您的顾虑。能请教一下，您是和什么比较的呢？")
    page.locator("#say button").click()
    expect(page.locator(".turns li")).to_have_count(3)
    send(page, f"{one.path.partition('#')[0]}/submit")
    expect(page.locator("#card .crit > li").first).to_contain_text("因为")
    expect(page.locator("#card")).to_contain_text("我理解您的顾虑")


def test_a_wrong_form_says_so_at_its_field(tab: Any) -> None:
    one: Tab = tab("rep")
    page = one.open("/calls/new")
    page.evaluate("document.querySelector('form[action=\"/calls\"]').noValidate = true")
    page.locator("form[action='/calls'] button.btn-p").click()
    expect(page.locator("#f-file-e")).to_contain_text("Choose a recording")
    assert page.locator("#f-file").get_attribute("aria-invalid") == "true"
    page.set_input_files(
        "#f-file", {"name": "x.bin", "mimeType": "x/y", "buffer": b"\x00\x01 nothing"}
    )
    page.locator("form[action='/calls'] button.btn-p").click()
    expect(page.locator(".upl [role=status]")).to_contain_text("neither a recording")
    expect(page.locator("#f-file-e")).to_have_count(0)
    one.expected("422")
