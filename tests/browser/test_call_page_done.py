"""The call page, used in both languages, and by a coach who reads no manual."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.support.browser import Tab

HELD = {"en": "I asked that in other words a little later.", "zh": "后面我换了种说法问过。"}
NOTED = {"en": "Here I should have asked first.", "zh": "这里我应该先提问。"}
CUT = {"en": "The question I missed", "zh": "漏掉的那个问题"}


SAID = """WEBVTT

00:00:00.000 --> 00:00:06.000
<v Nell>May I record this call? How do you plan your shipments today?

00:00:06.000 --> 00:00:11.000
<v Bo>By hand, and about two days a week are lost on it. That is a problem.

00:00:11.000 --> 00:00:15.000
<v Nell>What does that cost you?

00:00:15.000 --> 00:00:20.000
<v Bo>A lot. We lose customers over it.
"""


def heard(one: Tab, **like: str) -> Page:
    """The newest scored call whose words the reader may see, of those that are `like` this."""
    page = one.open(f"/calls?{urlencode({'state': 'analysed', **like})}")
    page.locator(".calls-t tr:has(.good.t5):has(a.x) th a").first.click()
    expect(page.locator(".turns > li").first).to_be_visible()
    page.wait_for_load_state()
    return page


def send(page: Page, within: Locator) -> None:
    """Sends the form by its button."""
    with page.expect_navigation():
        within.locator("button[type=submit]").last.click()


@pytest.mark.parametrize(("locale", "theme"), [("en", "light"), ("zh", "dark")])
def test_a_rep_seeks_comments_disputes_and_cuts_on_their_own_call(
    tab: Any, locale: str, theme: str
) -> None:
    one: Tab = tab("rep", locale=locale, theme=theme)
    page = heard(one)
    address = one.path.partition("?")[0]
    line = page.locator(".turns > li[data-start]").nth(3)
    stamp = line.locator(".ts").inner_text()
    line.locator(".ts").click()
    expect(page.locator("[data-now]")).to_have_text(stamp)
    expect(line).to_have_attribute("aria-current", "true")

    page.locator("#f-text").fill(NOTED[locale])
    send(page, page.locator("#comment"))
    comment = page.locator(".cm", has_text=NOTED[locale])
    expect(comment).to_contain_text(stamp)

    criterion = page.locator(".crit > li:has(form[action$='/disputes'])").first
    name = criterion.get_attribute("id")
    criterion.locator("summary").click()
    criterion.locator("textarea").fill(HELD[locale])
    send(page, criterion.locator("form[action$='/disputes']"))
    expect(page.locator(f"#{name} .dsp")).to_contain_text(HELD[locale])

    assert one.axe() == []

    page.locator("#clip > summary").click()
    page.locator("#clip #f-title").fill(CUT[locale])
    send(page, page.locator("#clip"))
    expect(page.locator("h1")).to_have_text(CUT[locale])
    page.locator(f"a[href^='{address}']").first.click()
    expect(page.locator("h1")).not_to_have_text(CUT[locale])
    expect(page.locator(".cm", has_text=NOTED[locale])).to_be_visible()


@pytest.mark.parametrize(("locale", "theme"), [("en", "light"), ("zh", "dark")])
def test_whom_a_comment_tells_is_chosen_by_the_keyboard(tab: Any, locale: str, theme: str) -> None:
    one: Tab = tab("coach", locale=locale, theme=theme, width=360)
    page = heard(one)
    rep = page.locator(".sub .seller").inner_text()
    box = page.locator("#f-text")
    options = page.locator("#comment [role=option]")
    box.press_sequentially("@" if locale == "en" else "请听＠")
    expect(options.first).to_have_text(rep)  # whose call it is comes first
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute(
        "aria-activedescendant", options.first.get_attribute("id") or "none"
    )
    assert page.locator("#comment [role=listbox]").is_visible()
    assert one.axe() == []
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "false")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially(rep[:2].lower())
    expect(options.first).to_have_text(rep)
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("Enter")
    expect(box).to_have_value(re.compile(f"[@＠]{rep} $"))
    box.press_sequentially("ok")
    expect(box).to_have_attribute("aria-expanded", "false")
    with page.expect_navigation():
        box.press("Enter")
    told = page.locator(".cm", has_text=f"{rep} ok").locator("p.t5")
    expect(told).to_contain_text(rep)


def test_what_was_wrong_with_a_comment_costs_nothing_of_it(tab: Any) -> None:
    """Moment, words and who is to read it stay, in a new comment, an answer and an edit."""
    one: Tab = tab("coach")
    page = heard(one)
    page.locator(".turns .ts").nth(3).click()
    at = page.locator("#f-text").get_attribute("placeholder")
    page.locator("#f-text").fill("@Amelia Larkin, listen")
    page.get_by_label("for coaches only").check()
    send(page, page.locator("#comment"))
    expect(page.get_by_role("alert")).to_contain_text("Amelia Larkin may not see this comment")
    expect(page.locator("#f-text")).to_have_value("@Amelia Larkin, listen")
    expect(page.locator("#f-text")).to_have_attribute("placeholder", at or "")
    expect(page.get_by_label("for coaches only")).to_be_checked()
    page.locator("#f-text").fill("Ask before you answer.")
    send(page, page.locator("#comment"))
    for does, field in (("Reply", "reply"), ("Edit", "edit")):
        thread = page.locator(".cm", has_text="Ask before you answer.").first
        thread.locator("summary", has_text=does).click()
        thread.locator(f"[id^=f-{field}]").fill("@Amelia Larkin, hear")
        send(page, thread.locator(f"form:has([id^=f-{field}])"))
        expect(page.get_by_role("alert")).to_contain_text("Amelia Larkin may not see")
        expect(page.locator(f"[id^=f-{field}][aria-invalid]")).to_have_value("@Amelia Larkin, hear")
    one.problems[:] = [said for said in one.problems if "422" not in said]


def test_what_was_changed_in_another_tab_takes_no_words_away(tab: Any) -> None:
    one: Tab = tab("coach")
    page = heard(one)
    page.locator("#f-text").fill("First words of it.")
    send(page, page.locator("#comment"))
    other = one.context.new_page()
    other.goto(page.url)
    for each, text in ((page, "Changed here."), (other, "Changed there, at length.")):
        thread = each.locator(".cm", has_text="First words of it.")
        thread.locator("summary", has_text="Edit").click()
        field = thread.locator("[id^=f-edit]")
        field.fill(text)
        send(each, thread.locator("form:has([id^=f-edit])"))
    expect(other.get_by_role("alert")).to_contain_text("It was changed meanwhile")
    kept = other.locator("[id^=f-edit][aria-invalid]")
    expect(kept).to_have_value("Changed there, at length.")
    send(other, other.locator("form", has=kept))
    expect(other.locator(".cm", has_text="Changed there, at length.")).to_be_visible()


def test_who_scored_a_call_is_not_asked_to_decide_on_it(tab: Any) -> None:
    one: Tab = tab("coach", locale="zh")
    page = one.open("/coaching")
    queued = page.locator("#queue .rq > li", has_text="有争议").first
    call = queued.locator("a.w5").get_attribute("href") or ""
    one.open(call)
    decide = page.locator(".dsp summary", has_text="裁定")
    expect(decide).to_have_count(1)
    one.open(f"{call}/score")
    page.locator("fieldset.sc-f input[type=radio]").first.check()
    send(page, page.locator(f"form[action='{call}/score']"))
    expect(page.locator(".dsp").first).to_be_visible()
    expect(decide).to_have_count(0)


def test_a_coach_goes_by_links_alone_from_an_unheard_call_to_a_plan(tab: Any) -> None:
    one: Tab = tab("coach")
    page = one.open("/")
    # Home leads to scoring too, before the machine's levels are seen.
    expect(
        page.locator(".todo-a a[href$='/score'], .rq a.btn[href$='/score']").first
    ).to_be_visible()
    page.locator("nav a[href='/coaching']").first.click()
    queued = page.locator("#queue .rq > li").first
    call = queued.locator("a.w5").get_attribute("href") or ""
    queued.get_by_role("link", name="Review").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Your own score")
    for asked in page.locator("fieldset.sc-f").all():
        asked.locator("input[type=radio]").nth(1).check()
    send(page, page.locator(f"form[action='{call}/score']"))
    expect(page.locator(".sc-top")).to_contain_text("Coach")

    quote = page.locator(".crit .quote a.ts").first
    stamp = quote.inner_text()
    quote.click()
    expect(page.locator("[data-now]")).to_have_text(stamp)
    rep = page.locator(".sub .seller").inner_text()
    page.locator("#f-text").fill(f"@{rep}, ask what it costs them today, then wait.")
    send(page, page.locator("#comment"))
    comment = page.locator(".cm", has_text="then wait")
    expect(comment).to_contain_text(stamp)
    expect(comment).to_contain_text(f"told {rep}")

    plan_on_the_first_gap(page)
    expect(page).to_have_url(re.compile(r"/coaching/plans/plan_\w+"))
    expect(page.locator(".steps-x")).to_be_visible()


def test_a_line_given_to_the_right_speaker_is_measured_again_and_given_back(tab: Any) -> None:
    one: Tab = tab("rep")
    page = heard(one)
    call = one.path.partition("?")[0]
    page.locator(".turns > li[data-start] .ts").nth(2).click()
    page.goto(f"{one.url}{one.path}")
    page.get_by_role("link", name="Correct who speaks").click()
    expect(page.locator("h1")).to_have_text("Who speaks")
    line = page.locator("#f-line option:checked").text_content() or ""
    names = page.locator("#f-by option").all_text_contents()
    said_by, wanted = sorted(names, key=lambda name: f" {name}: " not in f" {line}")
    page.locator("#f-by").select_option(label=wanted)
    send(page, page.locator(f"form[action='{call}/speakers/line']"))
    expect(page.locator("#done > li").first).to_contain_text(wanted)
    send(page, page.locator("#done > li").first)
    expect(page.locator("#done > li").first).to_contain_text("undone")
    expect(page.locator("#done > li").first).to_contain_text(said_by)


def plan_on_the_first_gap(page: Page) -> None:
    """Follows the scorecard's links to the evidence until one shows a gap to plan against."""
    here, links = page.url, page.locator(".crit a[href^='/coaching/people/']")
    for place in range(links.count()):
        links.nth(place).click()
        expect(page.get_by_role("link", name="Plan a 1:1")).to_be_visible()
        proposing = page.locator("form[action='/coaching/plans']")
        if proposing.count():
            return send(page, proposing)
        page.goto(here)
    pytest.fail("no criterion of the call shows a gap")


def test_a_changed_rubric_is_tried_on_past_calls_and_a_fault_names_its_line(tab: Any) -> None:
    one: Tab = tab("coach", locale="zh")
    page = one.open("/coaching/rubrics/discovery")
    page.get_by_role("link", name="试改").click()
    page.get_by_role("button", name="TOML").click()
    text = page.locator("#f-text").input_value()
    page.locator("#f-text").fill(text.replace("weight = 2", "weight = 0", 1))
    page.get_by_role("button", name="试一试").click()
    line = text.splitlines().index("weight = 2") + 1
    expect(page.locator("#fault")).to_contain_text(f"第 {line} 行")
    one.expected("422")
    page.locator("#f-text").fill(text.replace("version = 1", "version = 2", 1))
    page.get_by_role("button", name="试一试").click()
    expect(page.locator("#mv")).to_have_text("discovery@2 对照 discovery@1")
    expect(page.locator("main tbody tr th a").first).to_be_visible()


def test_levels_given_blind_stand_beside_the_machine_s_with_the_difference(
    tab: Any,
) -> None:
    coach = tab("coach").open("/coaching/rubrics/discovery")
    coach.get_by_role("button", name="Ask for calls").click()
    expect(coach.locator("#bl ~ *")).not_to_have_count(0)
    expect(coach.get_by_text("waits for the next call").first).to_be_visible()
    rep: Page = tab("rep").open("/calls/new")
    file = {"name": "blind.vtt", "mimeType": "text/vtt", "buffer": SAID.encode()}
    rep.set_input_files("#f-file", file)
    rep.select_option("#f-consent", "all-party")
    rep.fill("#f-at", "2025-06-02T10:00")  # other tests take the newest
    rep.locator("details.more summary").click()
    rep.fill("#f-seller", "Nell")
    rep.locator("form[action='/calls'] button.btn-p").click()
    expect(rep.locator(".crit > li").first).to_be_visible(timeout=60_000)
    coach.reload()
    coach.get_by_role("link", name="Score it blind").first.click()
    assert coach.locator(".pips").count() == 0
    for asked in coach.locator("fieldset.sc-f").all():
        asked.locator("input[type=radio]").nth(4).check()
    send(coach, coach.locator("form[action$='/score']"))
    expect(coach.locator(".sc-top")).to_contain_text("5.00")
    apart = coach.locator(".crit [title='Coach minus machine, in levels']")
    expect(apart.first).to_be_visible()
