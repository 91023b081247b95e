"""Reasons of levels and of missing figures are in the language of who reads, not of the call."""

import json
from pathlib import Path

import pytest
from tests.integration.cli.conftest import Say

SAID = {
    "zh": ("我们先看看现在的流程。", "好的，流程很慢。"),
    "en": ("Let us see how it works.", "It is slow."),
}
TOLD = {
    "en": (
        "Seller's share of the talk: 50%", "Not scored: the buyer raised no objection.",
        "that side asks nothing",
    ),
    "zh": ("销售方说话占比：50%", "未评分：客户没有提出异议。", "该方没有提问"),
}  # fmt: skip


@pytest.mark.parametrize("reader", ["en", "zh"])
@pytest.mark.parametrize("call", ["en", "zh"])
def test_why_a_level_or_a_figure_is_missing_is_told_in_the_reader_s_language(
    say: Say, home: Path, monkeypatch: pytest.MonkeyPatch, call: str, reader: str
) -> None:
    monkeypatch.setenv("REVRISE_LOCALE", reader)
    monkeypatch.setenv("COLUMNS", "400")
    lines = [
        {"speaker": "AB"[at % 2], "text": SAID[call][at % 2], "start_ms": at * 4_000,
         "end_ms": at * 4_000 + 3_000}
        for at in range(30)
    ]  # fmt: skip
    speakers = [{"ref": "A", "side": "seller"}, {"ref": "B", "side": "buyer"}]
    document = {"schema": "revrise.transcript/1", "language": call, "speakers": speakers}
    (home / "call.json").write_text(json.dumps({**document, "utterances": lines}), "utf-8")
    asked = ("calls", "analyze", "call.json")
    asked += ("--rubric", "active-listening", "--rubric", "objection-handling")
    told = say(*asked).out
    assert [one for one in TOLD[reader] if one not in told] == []
    assert not [one for one in TOLD["zh" if reader == "en" else "en"] if one in told]
    kept = json.loads(say(*asked, "--json").out)["scorecards"][0]["criteria"]
    assert any(one["because"].startswith(TOLD[call][0]) for one in kept)


def test_where_nobody_is_known_to_sell_it_says_how_to_say_who(say: Say, home: Path) -> None:
    (home / "talk.txt").write_text("陳董: 太貴了\nAnn: Why?\n", "utf-8")
    hint = "say who with --seller, one of 陳董, Ann."
    assert hint in say("calls", "analyze", "talk.txt").out
    assert hint not in say("calls", "analyze", "talk.txt", "--seller", "Ann").out
