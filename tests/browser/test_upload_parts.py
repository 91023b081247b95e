"""A file is sent in parts: the line breaks, the page is left, and it still becomes the call."""

import wave
from pathlib import Path
from typing import Any

from playwright.sync_api import Route, expect
from tests.support.broken_line import line
from tests.support.browser import open_tab

from revrise.apps.demo.loading.logins import PASSWORD

CALL = "**/calls/call_*"
FOR_A_CALL = """(form) => form.append(
    Object.assign(document.createElement('input'), {name: 'call', value: 'call_other'}))"""
KNOWN = """async () => {
    const it = document.querySelector('rr-upload');
    await it.known(it.form.elements.file.files[0]);
    return !it.querySelector('.upl').hidden;
}"""


def test_a_file_goes_on_after_the_line_broke_and_the_page_was_left(
    tab: Any, tmp_path: Path
) -> None:
    one = tab("rep", locale="zh", width=360)
    file, down = tmp_path / "talk.vtt", [True]
    cues = (f"00:{n:02}:00.000 --> 00:{n:02}:09.000\n<v Ann>第 {n} 句\n" for n in range(20))
    file.write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")

    def unstable(route: Route) -> None:
        asked = route.request.headers.get("upload-offset", "0")
        if down[0] and int(asked) >= 400:
            route.abort("connectionreset")
        else:
            route.continue_()

    page = one.open("/calls/new")
    page.route("**/v1/call-uploads/*", unstable)
    said = page.locator(".upl [role=status]")
    choose(page, file)
    page.select_option("[name=consent]", "all-party")
    page.get_by_role("button", name="添加这通电话").click()
    expect(said).to_have_text("连接中断：恢复后会自动继续")
    assert one.axe() == []

    page = one.open("/calls/new")
    page.eval_on_selector("rr-upload form", FOR_A_CALL)
    choose(page, file)
    assert not page.evaluate(KNOWN)  # what was begun is no file for that call

    page = one.open("/calls/new")
    choose(page, file)
    expect(said).to_have_text("此文件已上传了一部分")
    expect(page.locator(".upl progress")).not_to_have_js_property("value", 0)
    page.get_by_role("button", name="继续").click()
    expect(said).to_have_text("连接中断：恢复后会自动继续")
    page.get_by_role("button", name="暂停").click()
    expect(said).to_have_text("已暂停")
    down[0] = False
    page.get_by_role("button", name="继续").click()
    page.wait_for_url(CALL)
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('rr-up'))") == []
    one.problems[:] = [said for said in one.problems if "Failed to load resource" not in said]


def test_what_is_wrong_with_the_form_is_said_before_the_file_is_sent(
    tab: Any, tmp_path: Path
) -> None:
    one = tab("rep", locale="en")
    page, file = one.open("/calls/new"), tmp_path / "talk.wav"
    file.write_bytes(b"\x00\x01 nothing known")
    page.set_input_files("[name=file]", file)
    page.locator("details.more summary").click()
    page.eval_on_selector("[name=delay]", "(field) => field.removeAttribute('min')")
    page.fill("[name=delay]", "-99999999")
    page.get_by_role("button", name="Add the call").click()
    expect(page.get_by_role("alert")).to_contain_text("An hour at most")
    page.locator("details.more summary").click()
    page.fill("[name=delay]", "")
    page.get_by_role("button", name="Add the call").click()  # the file stayed chosen
    expect(page.locator(".upl [role=status]")).to_contain_text("neither a recording")
    one.problems[:] = [said for said in one.problems if "Failed to load resource" not in said]


def test_a_recording_needs_consent_before_it_is_sent(tab: Any, tmp_path: Path) -> None:
    one = tab("rep", locale="zh")
    page, file, parts = one.open("/calls/new"), tmp_path / "talk.txt", []  # whatever its name says
    with wave.open(str(file), "wb") as made:
        made.setparams((1, 2, 16_000, 0, "NONE", ""))
        made.writeframes(bytes(4_000))
    page.on("request", lambda asked: "call-uploads" in asked.url and parts.append(asked.url))
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="添加这通电话").click()
    page.get_by_role("alert").get_by_role("link", name="录音须各方同意才会转写").click()
    expect(page.locator("[name=consent]")).to_be_focused()
    expect(page.locator("#f-consent-e use")).to_have_count(1)
    assert page.evaluate("document.getElementById('i-alert-circle') !== null")
    assert (parts, one.axe()) == ([], [])
    page.select_option("[name=consent]", "all-party")
    page.get_by_role("button", name="添加这通电话").click()
    page.wait_for_url(CALL)  # the file stayed chosen
    one.problems[:] = [said for said in one.problems if "Failed to load resource" not in said]


def choose(page: Any, file: Path) -> None:
    """The file, to be sent in parts that are small enough to lose one."""
    page.eval_on_selector("rr-upload", "(it) => { it.dataset.part = 200; }")
    page.set_input_files("[name=file]", file)


def test_a_recording_goes_on_by_itself_after_the_cable_was_pulled(
    browser: Any, demo_server: Any, demo_people: Any, tmp_path: Path
) -> None:
    """The line really breaks, in the middle of a part."""
    file = tmp_path / "long.wav"
    with wave.open(str(file), "wb") as made:
        made.setparams((1, 2, 16_000, 0, "NONE", ""))
        made.writeframes(bytes(9 << 20))
    cookies = demo_server.log_in(demo_people["rep", "en"].login, PASSWORD)
    with line(demo_server.url) as cable:
        one = open_tab(browser, cable.url, cookies=cookies)
        page = one.open("/calls/new")
        page.set_input_files("[name=file]", file)
        page.select_option("[name=consent]", "all-party")
        cable.left = 6 << 20
        page.get_by_role("button", name="Add the call").click()
        said = page.locator(".upl [role=status]")
        expect(said).to_have_text("No connection: it goes on by itself once it is back")
        assert one.axe() == []
        assert cable.breaks
        cable.left = None
        page.wait_for_url(CALL, timeout=60_000)
        assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('rr-up'))") == []
        one.context.close()
