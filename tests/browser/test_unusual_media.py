"""Pages on paper, under forced colours and as large as twice."""

from typing import Any

from playwright.sync_api import Page, expect
from tests.support.browser import Tab

FILL = "one => getComputedStyle(one).backgroundColor"
CLEAR = "rgba(0, 0, 0, 0)"


def a_call(one: Tab) -> Page:
    """The newest call whose words the reader may see."""
    page = one.open("/calls?state=analysed")
    page.locator(".calls-t tr:has(.good.t5):has(a.x) th a").first.click()
    expect(page.locator(".turns > li").first).to_be_visible()
    return page


def test_a_call_is_printed_without_what_acts(tab: Any) -> None:
    page = a_call(tab("coach"))
    page.emulate_media(media="print")
    for shown in ("h1", ".turns > li >> nth=0", ".crit > li >> nth=0", ".met-g > li >> nth=0"):
        expect(page.locator(shown)).to_be_visible()
    for acts in (
        ".rr-side",
        ".rr-tabs",
        "#share",
        "#comment",
        "#words .seg",
        ".rr-head .btn >> nth=0",
    ):
        expect(page.locator(acts)).to_be_hidden()


def test_under_forced_colours_what_is_chosen_and_how_far_a_level_is_can_be_told(tab: Any) -> None:
    one = tab("coach")
    page = a_call(one)
    page.emulate_media(forced_colors="active")
    for where in (".rr-nav", "#words .seg"):
        here, other = f"{where} a[aria-current]", f"{where} a:not([aria-current])"
        fills = [page.locator(which).first.evaluate(FILL) for which in (here, other)]
        assert fills[0] != fills[1]
    page.locator(".turns .ts").first.click()
    edge = "one => getComputedStyle(one).borderLeftWidth"
    assert page.locator(".turns > li.now").evaluate(edge) != page.locator(
        ".turns > li:not(.now):not(.cm)"
    ).first.evaluate(edge)
    one.open("/coaching")
    assert page.locator(".hm td:is(.hc-3, .hc-2)").first.evaluate(FILL) != CLEAR


def test_at_twice_the_size_nothing_is_cut_off_sideways(tab: Any) -> None:
    one = tab("coach", width=640, height=400)
    page = a_call(one)
    page.locator("#share summary").click()
    expect(page.locator("#f-link")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 640
    for path in (
        "/coaching",
        "/coaching/reviews",
        "/coaching/conversations",
        "/calls/search?q=price",
    ):
        one.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 640, path
