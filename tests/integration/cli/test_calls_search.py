"""Adding calls and searching what was said where no worker runs."""

from pathlib import Path
from typing import Any

from revrise.apps.cli.echo import visible

TALK = (
    "WEBVTT\n\n00:00.000 --> 00:03.000\n<v Ann>What does it cost you?\n\n"
    "00:03.000 --> 00:06.000\n<v Bo>这个价格太贵了, about two days a week.\n"
)


def test_a_call_that_was_just_added_is_found(say: Any, home: Path) -> None:
    (home / "talk.vtt").write_text(TALK, encoding="utf-8")
    added = say("calls", "add", "talk.vtt", "--seller", "Ann", "--consent", "all-party")
    assert added.code == 0, added.err
    for sought in ("two days", "价格"):
        found = say("calls", "search", sought)
        assert (found.code, "about two days a week" in found.out) == (0, True), found
    assert "Nothing found" in say("calls", "search", "weather").out
    assert say("calls", "reindex").out.strip() == "0 calls indexed"


def test_a_call_of_the_year_one_is_refused_and_not_kept(say: Any, home: Path) -> None:
    (home / "talk.vtt").write_text(TALK, encoding="utf-8")
    given = ("talk.vtt", "--consent", "all-party", "--at", "0001-01-01")
    said = say("calls", "add", *given)
    assert said.code != 0
    assert "no call began in the year 1" in said.err
    assert say("calls", "list").out.startswith("Calls: nothing to show")


def test_what_was_said_or_named_steers_no_terminal(say: Any, home: Path) -> None:
    """Bells and escapes of words are shown as such, and no title has any."""
    said = TALK.replace("about", "\x07\x9b2Jabout")
    (home / "\x1b[31mtalk.vtt").write_text(said, encoding="utf-8")
    add = ("calls", "add", "\x1b[31mtalk.vtt", "--seller", "Ann", "--consent", "all-party")
    refused = say(*add, "--title", "a\x9b2J")
    assert (refused.code, "300 characters that can be typed" in refused.err) == (1, True), refused
    added = say(*add)
    assert added.code == 0, added.err
    found, listed = say("calls", "search", "two days"), say("calls", "list")
    assert "\ufffd\ufffd2Jabout" in found.out
    assert "[31mtalk" in listed.out
    for one in (refused, added, found, listed):
        assert not {"\x07", "\x9b", "\x1b"} & {*one.out, *one.err}, one
    assert "\x07" not in say("calls", "show", "\x07none").err


def test_blanks_of_chinese_stay_as_they_are() -> None:
    assert visible("报价\u3000单\x07") == "报价\u3000单\ufffd"
