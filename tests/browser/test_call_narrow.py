"""The call page on a telephone, where bars stay above and below."""

from typing import Any

from playwright.sync_api import expect
from tests.browser.test_talk_call import a_call

ON_TOP = """(field) => {
    const box = field.getBoundingClientRect();
    return field.contains(document.elementFromPoint(box.left + 8, box.top + 4));
}"""


def test_the_field_of_a_comment_one_goes_to_stands_under_no_bar(tab: Any) -> None:
    page = a_call(tab("coach", locale="zh", width=360, height=640))
    page.get_by_role("link", name="写评论").click()
    field = page.locator("#f-text")
    expect(field).to_be_in_viewport()
    assert field.evaluate(ON_TOP)
    field.press_sequentially("好")
    assert field.evaluate(ON_TOP)
