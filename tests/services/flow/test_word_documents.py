"""A Word document goes the way of every transcript; one that wants too much fails, and why."""

import pytest
from tests.support.talking import Talking, receive, state

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.errors import Invalid
from revrise.testing.word_files import archive, body, document, package

SAID = [
    *("Call-20260630-Meeting Recording", "June 30, 2026, 2:00PM", "Nora started transcription"),
    *("\nNora   0:03\nWhat is the budget?", "\nBob   0:06\n太贵了，我们没有预算。"),
    "Nora stopped transcription",
]


@pytest.mark.parametrize("name", ["talk.docx", "talk.vtt", "talk"])
def test_a_word_document_is_analysed_whatever_it_is_called(site: Talking, name: str) -> None:
    receive(site, document(SAID), name)
    site.work_off()
    (after,) = site.all(Call)
    assert (after.state, after.participants) == ("analysed", ("Nora", "Bob"))
    assert after.metrics["talk_share"].reason == "no_timing"
    (kept,) = site.all(CallTranscript)
    assert kept.transcript.source == "docx"


def test_a_bomb_fails_its_call_with_the_reason(site: Talking) -> None:
    receive(site, package(body("<w:p/>" + " " * (65 << 20))), "talk.docx")
    site.work_off()
    assert state(site) == "failed"
    (after,) = site.all(Call)
    assert "larger than 67,108,864 bytes once unpacked" in str(after.blocked_reason)


def test_another_archive_is_refused_and_not_kept(site: Talking) -> None:
    for name in ("xl/workbook.xml", "talk.vtt", "ppt/presentation.xml"):
        with pytest.raises(Invalid, match="neither a recording nor a transcript"):
            receive(site, archive({"[Content_Types].xml": "<a/>", name: "WEBVTT\n"}), "talk.docx")
    assert site.all(Call) == []
