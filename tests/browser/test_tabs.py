"""What other tests look with: each begins with an empty browser, and axe passes over no fault."""

from typing import Any

import pytest
from tests.support.contexts import Contexts

LEFT = """async () => [
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    (await caches.keys()).length, document.cookie, matchMedia('print').matches, innerWidth,
]"""
LEAVE = """async () => {
    localStorage.a = sessionStorage.a = 1; document.cookie = 'a=1'; await caches.open('a');
    await new Promise((done) => { indexedDB.open('a').onsuccess = done; });
}"""
# The content security policy lets no style stand in the page itself.
ADD = """(main, more) => {
    const pale = new CSSStyleSheet();
    pale.replaceSync('.pale { color: #ccc; background: #fff }');
    document.adoptedStyleSheets.push(pale);
    main.insertAdjacentHTML('beforeend', more);
}"""


def test_nothing_of_a_test_is_left_for_the_next(contexts: Contexts, demo_server: Any) -> None:
    before = contexts.open(demo_server.url, width=500)
    page = before.open("/login")
    page.route("**/login", lambda route: route.fulfill(body="made up"))
    before.context.route("**/login", lambda route: route.fulfill(body="made up"))
    page.emulate_media(media="print")
    page.evaluate(LEAVE)
    before.context.set_offline(True)
    contexts.give_back(before, "en")
    after = contexts.open(demo_server.url)
    assert after.context is before.context
    found = after.open("/login").evaluate(LEFT)
    cookies = "rr_locale=en; rr_theme=light; rr_zone=Asia/Shanghai"  # the page's own
    assert found == [0, 0, 0, 0, cookies, False, 1280]
    assert "made up" not in after.page.content()
    after.problems.append("a fault")
    contexts.give_back(after, "en")
    assert contexts.open(demo_server.url).context is not before.context


@pytest.mark.parametrize(
    ("third", "rule"),
    [
        ("<p class='pale'>pale</p>", "color-contrast"),
        ("<p><a href='/c'></a></p>", "link-name"),
        ("<p><img src='/c.png'></p>", "image-alt"),
        ("<p><label for='nothing'>a</label><input id='other'></p>", "label"),
    ],
)
def test_what_is_wrong_in_one_of_many_is_found(
    contexts: Contexts, demo_server: Any, third: str, rule: str
) -> None:
    one = contexts.open(demo_server.url)
    page = one.open("/login")
    alike = [
        f"<p id='p{n}'>words</p><p><a href='/{n}'>words</a></p><p><img src='/{n}.png' alt='a'></p>"
        f"<p><label for='i{n}'>a</label><input id='i{n}'></p>"
        for n in range(8)
    ]  # fmt: skip
    more = "".join([*alike[:4], third, *alike[4:]])
    page.locator("main").evaluate(ADD, more)
    assert [found.partition(":")[0] for found in one.axe()] == [rule]
    contexts.give_back(one, "en")
