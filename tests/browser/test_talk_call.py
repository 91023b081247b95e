"""The call page by keyboard, without scripts, and where words are hidden."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.support.browser import Tab


def a_call(one: Tab) -> Page:
    """The newest call whose words the reader may see."""
    page = one.open("/calls?state=analysed")
    page.locator(".calls-t tr:has(.good.t5) th a").first.click()
    expect(page.locator(".turns > li").first).to_be_visible()
    page.wait_for_load_state()
    return page


def now(page: Page) -> Locator:
    return page.locator("[data-now]")


def test_the_playhead_goes_by_keys(tab: Any) -> None:
    page = a_call(tab("coach"))
    page.locator("rr-call-player:defined").wait_for(state="attached")
    page.keyboard.press("l")
    page.keyboard.press("l")
    expect(now(page)).to_have_text("0:20")
    page.keyboard.press("j")
    expect(now(page)).to_have_text("0:10")
    here = page.locator(".turns > li.now")
    first = here.get_attribute("id")
    page.keyboard.press(".")
    assert here.get_attribute("id") != first
    assert here.get_attribute("aria-current") == "true"
    page.keyboard.press(",")
    assert here.get_attribute("id") == first
    stood = now(page).inner_text()
    page.get_by_role("combobox", name="Comment at").press_sequentially("jkl,.")
    assert now(page).inner_text() == stood


def test_lines_come_where_the_playhead_goes(tab: Any) -> None:
    page = a_call(tab("coach"))
    page.locator("rr-call-player:defined").wait_for(state="attached")
    lane, here, lines = (page.locator(one) for one in (".sl", ".turns > li.now", ".turns > li"))
    wide = lane.first.evaluate("one => one.getBoundingClientRect().width")
    lane.first.click(position={"x": wide * 0.98, "y": 4})
    expect(page.locator("#l0")).to_have_count(0)
    expect(here).to_have_count(1)
    box = page.locator("#f-text")
    box.fill("Half a thought")  # which goes with the lines, should others come
    lane.first.click(position={"x": 2, "y": 4})
    page.wait_for_timeout(500)
    expect(box).to_have_value("Half a thought")
    box.fill("")
    lane.first.click(position={"x": 2, "y": 4})
    expect(page.locator("#l0")).to_be_visible()
    last = page.locator(".turns > li[data-start]").last
    following = f"l{int((last.get_attribute('id') or '').removeprefix('l')) + 1}"
    last.locator(".ts").click()
    expect(lines.and_(here)).to_have_count(1)
    page.keyboard.press(".")
    expect(here).to_have_id(following)


def test_everything_on_the_page_is_reached_by_tab_and_shows_its_focus(tab: Any) -> None:
    page = a_call(tab("coach"))
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    seen: list[str] = []
    for _ in range(140):
        page.keyboard.press("Tab")
        what = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            const own = e.closest('.tpx a') ? getComputedStyle(e.querySelector('.tpx-b')) : s;
            if (e === document.body) return null;
            return [e.closest('[id]')?.id ?? '', e.className?.baseVal ?? e.className,
                    s.outlineStyle !== 'none' || own.stroke !== 'none'] }"""
        )
        if what is None:  # once round
            break
        assert what[2], f"no focus shown on {what}"
        seen.append(f"{what[0]} {what[1]}")
    places = " ".join(seen)
    for part in ("ts", "f-text", "card", "x t4"):
        assert part in places, part


def test_a_filter_is_a_page_of_its_own_and_a_line_leads_to_its_moment(tab: Any) -> None:
    one = tab("coach")
    page = a_call(one)
    page.locator("#words .seg a", has_text="Promises").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#words .seg a[aria-current]")).to_contain_text("Promises")
    page.wait_for_url("**show=promises**")
    page.reload()
    expect(page.locator("#words .seg a[aria-current]")).to_contain_text("Promises")
    page.locator("#words .seg a", has_text="All").click()
    expect(page.locator("#words .seg a[aria-current]")).to_contain_text("All")
    line = page.locator(".turns > li[data-start]").nth(4)
    stamp = line.locator(".ts").inner_text()
    line.locator(".ts").click()
    expect(now(page)).to_have_text(stamp)


def test_a_metric_opens_its_definition_in_place(tab: Any) -> None:
    page = a_call(tab("rep", locale="zh"))
    page.locator(".met-g a.x").first.click()
    expect(page.locator("#explain")).to_contain_text("talk_share/B@1")
    assert page.locator("#explain").inner_text().count("÷") == 1


def test_a_comment_stands_at_its_moment_even_without_scripts(tab: Any) -> None:
    one = tab("coach", java_script=False)
    page = a_call(one)
    page.goto(page.url.split("?")[0] + "?at=9000")
    page.locator("#f-text").fill("Ask, and only then answer.")
    page.locator("#comment button").click()
    comment = page.locator(".cm", has_text="Ask, and only then answer.")
    expect(comment).to_contain_text("0:09")


@pytest.mark.parametrize(("locale", "theme"), [("en", "light"), ("zh", "dark")])
def test_a_clip_is_cut_from_the_transcript_and_found_again(
    tab: Any, locale: str, theme: str
) -> None:
    one = tab("coach", locale=locale, theme=theme)
    page = a_call(one)
    page.locator(".turns > li[data-start]").nth(1).locator(".ts").click()
    page.locator("#clip > summary").click()
    lines = page.locator("#f-from option").evaluate_all("all => all.map(one => one.value)")
    page.locator("#f-from").select_option(lines[0])
    page.locator("#f-to").select_option(index=2)
    title = f"Worth hearing ({locale})"
    page.locator("#clip #f-title").fill(title)
    assert one.axe() == []
    page.locator("#clip button[type=submit]").click()
    expect(page.locator("h1")).to_have_text(title)
    assert page.locator(".turns > li").count() >= 1
    assert one.axe() == []
    page.goto(page.url.rpartition("/")[0])
    page.get_by_role("link", name=title).click()
    page.locator("input[name=team]").check()
    page.locator("form[action^='/clips/'] .btn-p").click()
    expect(page.locator("input[name=team]")).to_be_checked()


def test_the_list_of_calls_fits_a_telephone_and_folds_rare_filters(tab: Any) -> None:
    one = tab("coach")
    page = one.open("/calls?state=analysed")
    rare = page.locator("#f-objections")
    expect(rare).to_be_hidden()
    page.locator(".fil-m > summary").click()
    rare.select_option("any")  # sends itself
    page.wait_for_url("**objections=any**")
    expect(rare).to_be_visible()  # what is filtered by is seen
    page.set_viewport_size({"width": 360, "height": 740})
    row = page.locator(".calls-t tbody tr").first
    for cell in row.locator(":scope > *").all():
        box = cell.bounding_box()
        assert box is None or box["x"] + box["width"] <= 360
    expect(row.locator("[data-l='Scores'] a").first).to_be_visible()
    assert one.axe() == []


def test_a_speaker_without_a_name_is_called_by_their_side(tab: Any) -> None:
    page = a_call(tab("coach"))
    expect(page.locator(".ln-n .buyer")).to_have_text("Buyer")
    expect(page.locator(".turns .who.buyer").first).to_have_text("Buyer")
    page.get_by_role("link", name="Correct who speaks").click()
    expect(page.locator("b.buyer")).to_have_text("Buyer")


def test_the_words_of_a_blocked_call_are_nowhere(tab: Any) -> None:
    page = tab("owner").open("/calls?state=blocked")
    page.locator(".calls-t th a").first.click()
    expect(page.locator("#words")).to_contain_text("The words are hidden")
    expect(page.locator("#words")).to_contain_text("Only they can give it")
    assert page.locator(".turns").count() == 0


SAID = """WEBVTT

00:00:00.000 --> 00:00:04.000
<v Nell>May I record this call? What does it cost you today?

00:00:04.000 --> 00:00:09.000
<v Bo>About two days a week. That is too expensive for us.

00:00:09.000 --> 00:00:14.000
<v Nell>I understand. Compared to what? I will send you a proposal by Friday.
"""


def test_a_call_that_is_brought_in_fills_its_page_by_itself(tab: Any) -> None:
    page = tab("rep").open("/calls/new")
    file = {"name": "talk.vtt", "mimeType": "text/vtt", "buffer": SAID.encode()}
    page.set_input_files("#f-file", file)
    page.select_option("#f-consent", "all-party")
    page.fill("#f-at", "2025-06-02T10:00")  # other tests take the newest
    page.locator("details.more summary").click()
    page.fill("#f-seller", "Nell")
    page.locator("form[action='/calls'] button.btn-p").click()
    expect(page.locator(".turns > li")).to_have_count(3, timeout=60_000)
    expect(page.locator(".crit > li").first).to_be_visible()
    assert page.locator("#progress").count() == 0
