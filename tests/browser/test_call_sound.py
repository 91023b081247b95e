"""A call with its recording: drawn, played and sought, on its page and beside the criteria."""

import math
import re
import struct
import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.services.calls.commands import AddCall, Agreed

RATE, SECONDS = 8_000, 24


def tone(path: Path) -> Path:
    """A recording of two channels: the seller first, then the buyer."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for at in range(RATE * SECONDS):
            loud = int(12_000 * math.sin(at / 9))
            left = at < RATE * SECONDS / 2
            file.writeframesraw(struct.pack("<hh", loud if left else 0, 0 if left else loud))
    return path


@pytest.fixture(scope="session")
def recorded(demo_folder: Path, demo_people: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The id of a rep's call with a recording."""
    app = RevRise(Settings(data_dir=str(demo_folder)))
    wav = tone(tmp_path_factory.mktemp("sound") / "call.wav")
    kept = app.blobs.put(app.settings.tenant, [wav.read_bytes()])
    words = Transcript(
        "en",
        (Speaker("A", "seller", "Sel"), Speaker("B", "buyer", "Bea")),
        (
            Utterance("A", "What does that cost you today?", 0, 12_000, 0),
            Utterance("B", "About a day every week.", 12_000, 21_000, 1),
            Utterance("B", "My number is 415 555 2671.", 21_000, SECONDS * 1_000, 1),
        ),
        SECONDS * 1_000,
    )
    before = datetime.now(UTC) - timedelta(days=400)
    rep = app.actor(demo_people["rep", "en"].login).person_id
    added = app.calls.add(
        AddCall(words, kept.sha256, "With sound", rep, before,
                agreed=Agreed("EU"), media_sha256=kept.sha256),
        app.actor(),
    )  # fmt: skip
    app.engine.dispose()
    return added.call.id


@pytest.fixture(scope="module")
def quiet(demo_folder: Path, demo_people: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A call in which nobody speaks for eleven seconds."""
    app = RevRise(Settings(data_dir=str(demo_folder)))
    wav = tmp_path_factory.mktemp("quiet") / "quiet.wav"
    with wave.open(str(wav), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(bytes(2 * RATE * 18))
    kept = app.blobs.put(app.settings.tenant, [wav.read_bytes()])
    lines = (
        Utterance("A", "How do you plan today?", 0, 2_000),
        Utterance("B", "By hand.", 13_000, 15_000),
        Utterance("A", "I see.", 16_000, 18_000),
    )
    words = Transcript("en", (Speaker("A", "seller"), Speaker("B", "buyer")), lines, 18_000)
    rep = app.actor(demo_people["rep", "en"].login).person_id
    before = datetime.now(UTC) - timedelta(days=401)
    command = AddCall(words, kept.sha256, "Quiet", rep, before,
                      agreed=Agreed("EU"), media_sha256=kept.sha256)  # fmt: skip
    added = app.calls.add(command, app.actor())
    app.engine.dispose()
    return added.call.id


SOUGHT = """() => document.querySelector('audio').addEventListener('seeked', (event) => {
  window.to ??= event.target.currentTime;
})"""
A_PART = """async () => {
  const url = document.querySelector("audio").currentSrc;
  const part = await fetch(url, {headers: {Range: "bytes=100-199"}});
  return [part.status, (await part.arrayBuffer()).byteLength];
}"""


def play_and_seek(page: Any) -> None:
    """By keys, to the second line; it is silent again at the end."""
    page.keyboard.press("k")
    expect(page.locator("[data-do=play]")).to_have_attribute("aria-pressed", "true")
    page.locator(".turns .ts").nth(1).click()
    page.wait_for_function("document.querySelector('audio').currentTime >= 12")
    page.keyboard.press("k")
    expect(page.locator("[data-do=play]")).to_have_attribute("aria-pressed", "false")


def test_a_recording_is_drawn_played_and_sought(tab: Any, recorded: str) -> None:
    page = tab("rep").open(f"/calls/{recorded}")
    expect(page.locator("[data-wave] path")).to_have_count(2)
    expect(page.locator("[data-wave] .wv-s + .wv-b")).to_have_count(1)
    expect(page.locator("[data-channels] > span")).to_have_text(
        ["Seller channel 1", "Buyer channel 2"]
    )
    play_and_seek(page)
    assert page.evaluate(A_PART) == [206, 100]
    expect(page.locator(".turns > li.now")).to_contain_text("About a day")


def test_a_sound_that_is_on_two_channels_is_of_no_side(tab: Any, recorded: str) -> None:
    """Drawn once; what is on the third channel is not taken for what was on the second."""
    one = tab("rep")
    page = one.page
    heard = {"channels": [[0.1, 0.9, 0.1], [0.1, 0.92, 0.1], [0.8, 0.1, 0.7]]}
    page.route("**/peaks*", lambda route: route.fulfill(json=heard))
    one.open(f"/calls/{recorded}")
    expect(page.locator("[data-wave] .wv-u + .wv-u")).to_have_count(1)
    expect(page.locator("[data-wave] path")).to_have_count(2)
    expect(page.locator("[data-channels] > span")).to_have_text(["channel 1"])


def test_a_moment_is_heard_at_once_and_the_controls_stay_in_sight(tab: Any, recorded: str) -> None:
    one = tab("rep", width=360, height=640)
    page = one.open(f"/calls/{recorded}")
    button = page.locator("[data-do=play]")
    page.locator(".crit .ts, .turns .ts").first.click()  # nothing was played before
    expect(button).to_have_attribute("aria-pressed", "true")
    page.locator("#arithmetic").scroll_into_view_if_needed()
    expect(button).to_be_in_viewport()
    assert one.axe() == []
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    page.locator("h1").scroll_into_view_if_needed()
    expect(page.locator("rr-call-player.away")).to_have_count(0)


def test_a_recording_that_cannot_be_played_says_so(tab: Any, recorded: str) -> None:
    one = tab("rep")
    page = one.page
    page.route("**/media", lambda route: route.abort())
    one.open(f"/calls/{recorded}")
    page.locator("[data-do=play]").click()
    expect(page.locator("#toasts")).to_have_text("The recording cannot be played")
    one.expected("ERR_FAILED")


LOUDNESS = """async () => {
  const bytes = await (await fetch(document.querySelector("audio").currentSrc)).arrayBuffer();
  const sound = (await new AudioContext().decodeAudioData(bytes)).getChannelData(0);
  const at = (second) => Math.floor(second * sound.length / 24);
  return [[1, 20], [21.5, 23.5]].map(([from, to]) =>
    sound.slice(at(from), at(to)).some((loud) => loud > 0.01));
}"""


def test_who_may_not_read_a_name_does_not_hear_it(tab: Any, recorded: str) -> None:
    page = tab("coach").open(f"/calls/{recorded}")
    expect(page.locator(".turns")).not_to_contain_text("2671")
    expect(page.get_by_text("silent where words are hidden from you")).to_be_visible()
    page.locator("rr-call-player:defined").wait_for(state="attached")
    play_and_seek(page)
    assert page.evaluate(LOUDNESS) == [True, False]


def test_who_scores_hears_the_recording_beside_the_criteria(tab: Any, recorded: str) -> None:
    page = tab("coach").open(f"/calls/{recorded}/score")
    expect(page.locator("[data-wave] path")).to_have_count(2)
    for width in (1280, 360):  # the playhead stands at the wave's beginning
        page.set_viewport_size({"width": width, "height": 800})
        wave, head = (page.locator(one).bounding_box() for one in ("[data-wave]", "[data-head]"))
        assert wave is not None
        assert head is not None
        assert abs(wave["x"] - head["x"]) < 2
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("[data-wave] path")).to_have_count(2)
    level = page.locator("fieldset.sc-f input[type=radio]").first
    level.check()
    page.locator(".turns .ts").nth(1).click()
    page.wait_for_function("document.querySelector('audio').currentTime >= 12")
    expect(page.locator("[data-now]")).to_have_text(re.compile("0:1[2-9]"))
    expect(level).to_be_checked()  # nothing leads away from the form, or to the machine's levels
    assert page.locator(".pips").count() == 0


def test_the_levels_stay_beside_a_long_transcript(tab: Any, recorded: str) -> None:
    page = tab("coach", height=400).open(f"/calls/{recorded}/score")
    page.mouse.move(500, 300)
    page.locator(".score-t > li").last.scroll_into_view_if_needed()
    expect(page.locator("#levels fieldset").first).to_be_in_viewport()
    page.get_by_role("button", name="Keep my score").scroll_into_view_if_needed()
    expect(page.locator(".score-t > li").last).to_be_in_viewport()


ON_TOP = """(it) => {
    const box = it.getBoundingClientRect();
    return it.contains(document.elementFromPoint(box.left + 8, box.top + 4));
}"""


@pytest.mark.parametrize(("width", "height"), [(360, 560), (1280, 480)])
def test_no_line_or_field_of_who_scores_stands_under_the_player(
    tab: Any, recorded: str, width: int, height: int
) -> None:
    """Back by Shift+Tab from the last field to the first line, and to a line by its address."""
    page = tab("coach", width=width, height=height).open(f"/calls/{recorded}/score")
    expect(page.locator("[data-wave] path")).to_have_count(2)
    fields = page.locator("#levels input.inp")
    fields.last.focus()
    for _ in range(fields.count() * 2 + page.locator(".score-t .ts").count() - 1):
        page.keyboard.press("Shift+Tab")
        gone_to = page.locator(":focus")
        assert gone_to.evaluate(ON_TOP), gone_to.evaluate("it => it.outerHTML")
    page.goto(f"{page.url}#l0")
    assert page.locator("#l0").evaluate(ON_TOP)


def test_where_nobody_speaks_is_skipped_if_wanted(tab: Any, quiet: str) -> None:
    page = tab("rep").open(f"/calls/{quiet}")
    skip = page.get_by_role("button", name="Skip silence")
    expect(skip).to_have_attribute("aria-pressed", "false")
    skip.click()
    expect(skip).to_have_attribute("aria-pressed", "true")
    page.evaluate(SOUGHT)
    page.locator("[data-do=play]").click()
    sought = None
    for _ in range(100):
        page.wait_for_timeout(100)
        if (sought := page.evaluate("window.to ?? null")) is not None:
            break
    assert sought == pytest.approx(12.5, abs=0.1)
    page.keyboard.press("k")
    page.locator("[data-do=speed]").click()
    expect(page.get_by_role("button", name="Speed 1.2×")).to_be_visible()


def test_a_call_without_silence_offers_nothing_to_skip(tab: Any, recorded: str) -> None:
    page = tab("rep").open(f"/calls/{recorded}")
    expect(page.get_by_role("button", name="Speed 1×")).to_be_visible()
    expect(page.get_by_role("button", name="Skip silence")).to_have_count(0)
