"""Word documents as meeting programs export them. All texts are written for the test."""

from io import BytesIO

import pytest
from tests.support.formats import choose

from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid
from revrise.plugins.calls.docx import WordDocument
from revrise.plugins.calls.transcripts import register_transcript_formats
from revrise.testing.word_files import archive, body, document, package, paragraph

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def read(raw: bytes) -> Transcript:
    """By the format that recognises it among all, by its bytes alone."""
    return choose(register_transcript_formats(), raw, "").read(BytesIO(raw), "call.docx")


def told(raw: bytes) -> list[tuple[str, str]]:
    found = read(raw)
    assert found.source == "docx"
    assert all(not one.timed for one in found.utterances)
    return [(one.speaker, one.text) for one in found.utterances]


def test_teams_puts_title_day_and_notices_around_what_was_said() -> None:
    """The day ends in a time as a heading does; who stopped it may have said nothing."""
    raw = document(
        [
            *("Check-in-20260630_140000-Meeting Recording", "June 30, 2026, 2:00PM", "12m 5s"),
            "Nora Field started transcription",
            "\nNora Field   0:03\nHow do you decide?",
            "\nLi Wei   0:09\nWe compare three.\nIt is too expensive.",
            *("Nora Field stopped transcription", "Nora Field started transcription"),
            "\nNora Field   1:00:21\nWhat would it need to cost?",
            "Admin stopped transcription",
        ]
    )
    assert told(raw) == [
        ("Nora Field", "How do you decide?"),
        ("Li Wei", "We compare three. It is too expensive."),
        ("Nora Field", "What would it need to cost?"),
    ]


@pytest.mark.parametrize(
    "day",
    [
        *("June 30, 2026, 2:00PM", "Tuesday, June 30, 2026 2:00 PM", "30 June 2026, 14:00"),
        *("2026年6月30日 14:00", "2026-06-30 14:00", "30.06.2026, 14:00", "30 June 2026 14:00"),
    ],
)
def test_a_day_above_all_is_nobody_who_speaks(day: str) -> None:
    said = ["Anna   0:03", "hello", "Bob   0:05", "hi"]
    assert told(document([day, *said])) == [("Anna", "hello"), ("Bob", "hi")]


def test_a_room_with_the_number_of_a_year_speaks() -> None:
    said = [("Room 2026", "hello"), ("Bob", "hi")]
    assert told(document([f"{who}   0:03\n{text}" for who, text in said])) == said


def test_older_teams_says_from_when_to_when() -> None:
    raw = document(
        [
            "Meeting of the month",
            "0:0:0.0 --> 0:0:3.450\nNora Field\nHow do you decide?",
            "0:0:4.100 --> 0:0:8.25\nLi Wei\nWe compare three.\nAnd 42",
            "0:0:9.0 --> 0:0:10.5\nLi Wei\n42",
        ]
    )
    assert [(u.speaker, u.start_ms, u.end_ms, u.text) for u in read(raw).utterances] == [
        ("Nora Field", 0, 3450, "How do you decide?"),
        ("Li Wei", 4100, 8250, "We compare three. And 42"),
        ("Li Wei", 9000, 10500, "42"),
    ]


def test_times_without_names_are_said_by_somebody_unknown() -> None:
    raw = document(["0:0:0.0 --> 0:0:3.4\nso we\ndecided", "0:0:4.0 --> 0:0:5.0\nfine"])
    said = [(one.speaker, one.text) for one in read(raw).utterances]
    assert said == [("unknown", "so we decided"), ("unknown", "fine")]


def test_tencent_puts_name_and_time_before_the_text() -> None:
    raw = document(
        [
            *("销售例会", "2026-06-30 14:00"),
            *("王小明(00:00:03): 请问方便吗？", "李总(00:00:06): 方便，你说。"),
        ]
    )
    assert told(raw) == [("王小明", "请问方便吗？"), ("李总", "方便，你说。")]


def test_feishu_puts_key_words_before_the_first_heading() -> None:
    raw = document(
        [
            *("客户沟通", "2026年6月30日 14:00|32分 15秒", "关键词：", "预算、系统", "文字记录："),
            *("说话人 1 00:03", "请问方便吗？", "说话人 2 00:06", "方便，你说。"),
        ]
    )
    assert told(raw) == [("说话人 1", "请问方便吗？"), ("说话人 2", "方便，你说。")]


def test_google_meet_puts_times_between_and_a_notice_at_the_end() -> None:
    raw = document(
        [
            *("Jun 30, 2026", "Discovery - Transcript", "00:00:00"),
            *("Nora Field: How do you decide?", "Li Wei: We compare", "three vendors.", "00:05:00"),
            *("Nora Field: And the price?", "Transcription ended after 00:06:10", "By a computer."),
        ]
    )
    assert told(raw) == [
        ("Nora Field", "How do you decide?"),
        ("Li Wei", "We compare three vendors."),
        ("Nora Field", "And the price?"),
    ]


def test_bold_names_in_stars_are_names() -> None:
    raw = document(["**Anna** 0:03", "hello", "**Bob** 0:05", "2 * 3 * 4"])
    assert told(raw) == [("Anna", "hello"), ("Bob", "2 * 3 * 4")]


def test_what_word_puts_into_a_line() -> None:
    """Tabs, breaks, pieces, links, tables in tables; not what was deleted, moved or said twice."""
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('Bob: in a table')}</w:tc></w:tr></w:tbl>"
    inside = (
        "<w:p><w:r><w:t>An</w:t></w:r><w:r><w:t>na:</w:t><w:tab/><w:t>a\nb</w:t><w:br/></w:r>"
        "<w:hyperlink><w:r><w:t>c</w:t><w:noBreakHyphen/><w:t>d &lt;b&gt;</w:t></w:r></w:hyperlink>"
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        f'<mc:AlternateContent xmlns:mc="{COMPATIBLE}">'
        "<mc:Choice><w:r><w:t>e</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>e</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
        f"<w:tbl><w:tr><w:tc>{cell}<w:p/></w:tc></w:tr></w:tbl>{paragraph('Anna: end')}"
    )
    said = [("Anna", "a b c-d <b>e"), ("Bob", "in a table"), ("Anna", "end")]
    assert told(package(body(inside))) == said
    assert told(package(body(inside, STRICT))) == said


def test_the_package_says_which_part_is_its_document() -> None:
    """Word online calls it document2.xml; a package that says nothing has the usual one."""
    xml = body(paragraph("Anna: hi") + paragraph("Bob: ho"))
    said = [("Anna", "hi"), ("Bob", "ho")]
    assert told(package(xml, "word/document2.xml")) == said
    assert told(archive({"word/document.xml": xml})) == said
    assert (
        told(archive({"word/document.xml": xml.replace("UTF-8", "UTF-16").encode("utf-16")}))
        == said
    )


@pytest.mark.parametrize(
    ("paragraphs", "culprit", "problem"),
    [
        ([], "call.docx", "holds no text"),
        (["", " \t"], "call.docx", "holds no text"),
        (["some words", "more words"], "call.docx:1", "who speaks"),
        (["0:0:9.0 --> 0:0:1.0", "Anna", "hi"], "call.docx:1", "ends before"),
        (["Title", "0:0:x --> 0:0:1.0\nAnna\nhi", "0:0:-1 --> 0:0:9"], "call.docx:1", "who speaks"),
        (["Title", "-0:0:1 --> 0:0:1.0", "Anna", "hi"], "call.docx:2", "negative"),
    ],
)
def test_a_document_that_is_no_transcript_is_named(
    paragraphs: list[str], culprit: str, problem: str
) -> None:
    with pytest.raises(Invalid, match=problem) as caught:
        read(document(paragraphs))
    assert caught.value.culprit == culprit
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("head", "name", "its"),
    [
        (document(["Anna: hi"])[:4096], "", True),
        (document(["Anna: hi"])[:4096], "call.vtt", True),
        (archive({"xl/workbook.xml": "<a/>"}), "call.xlsx", False),
        (archive({"call.vtt": "WEBVTT"}), "call.vtt", False),
        (archive({"customXml/item1.xml": "<a/>"}), "Call.DOCX", True),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "call.docx", True),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "call.doc", False),
        (b"Anna: hi\n", "call.docx", False),
        (b"WEBVTT\n", "call.docx", False),
    ],
)
def test_it_is_known_by_its_first_bytes(head: bytes, name: str, its: bool) -> None:
    assert WordDocument().sniff(head, name) is its
