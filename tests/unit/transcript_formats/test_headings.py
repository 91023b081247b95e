"""Text files of meeting programs: a heading with name and time, what is said below it."""

from io import BytesIO

import pytest

from revrise.core.errors import Invalid
from revrise.plugins.calls.headings import found
from revrise.plugins.calls.text import PlainText


def told(content: str) -> list[tuple[str, str]]:
    read = PlainText().read(BytesIO(content.encode()), "call.txt")
    assert all(not one.timed for one in read.utterances)
    return [(one.speaker, one.text) for one in read.utterances]


@pytest.mark.parametrize(
    "shape",
    [
        "{name}  0:03\n{text}\n\n",
        "[{name}] 10:02:33\n{text}\n\n",
        "{name} 00:00:03\n{text}\n",
        "{name}(00:00:03)\n{text}\n",
        "{name}（00:00:03）：{text}\n",
        "{name} (10:02 AM): {text}\n",
        "{name} [00:03.250]\r\n{text}\r\n",
        "00:00:03 {name}\n{text}\n\n",
        "[0:03] {name}\n{text}\n\n",
        "00:03 - {name}\n{text}\n\n",
        "00:00:03 | {name}\n{text}\n\n",
        "{name}    00:00:03    {text}\n",
        "{name} - 00:03\n{text}\n\n",
        "{name} | 00:03\n{text}\n\n",
        "- {name} 00:03\n{text}\n\n",
        "【{name}】00:00:03\n{text}\n",
        "{name} 00：00：03\n{text}\n",
        "{name}：00:00:03\n{text}\n",
        "{name}\t00:03\t{text}\n",
        "{name} 2026-06-30 10:02:33\n{text}\n",
        "{name} 2026年6月30日 10:02:33\n{text}\n",
    ],
)
def test_whatever_the_program_puts_around_the_time(shape: str) -> None:
    said = [("Sarah Connor", "Can you hear me?"), ("王总", "听得到"), ("Connor, Dave (Acme)", "Hi")]
    assert told("".join(shape.format(name=name, text=text) for name, text in said)) == said


def test_what_stands_before_the_first_heading_is_not_said() -> None:
    text = (
        "2026-06-30 14:00 CST|32分 15秒\n\n关键词:\n预算、系统\n\n文字记录:\n"
        "说话人 1 00:03\n您好\n请问现在方便吗\n\n说话人 2 00:06\n方便，你说\n"
    )
    assert told(text) == [("说话人 1", "您好 请问现在方便吗"), ("说话人 2", "方便，你说")]


def test_what_a_program_puts_at_the_end_is_not_said() -> None:
    otter = (
        "Sarah  0:03\nHi\n\nDave  0:09\nTranscribed by hand\n\nTranscribed by https://otter.ai\n"
    )
    assert told(otter) == [("Sarah", "Hi"), ("Dave", "Transcribed by hand")]
    teams = "陳董 0:03\n您好\n\n王小明 0:09\n已開始轉錄的在哪\n\n陳董 0:20\n好\n王小明已停止轉錄\n"
    assert told(teams) == [("陳董", "您好"), ("王小明", "已開始轉錄的在哪"), ("陳董", "好")]
    meet = (
        "Demo (2026-06-30 15:00) - Transcript\nAttendees\nSarah, Dave\n\n00:00:00\n\nSarah: Hi\n"
        "Dave: Hello\n00:05:00\nSarah: Bye\nTranscription ended after 00:05:43\n\nThis may err.\n"
    )
    assert told(meet) == [("Sarah", "Hi"), ("Dave", "Hello"), ("Sarah", "Bye")]


def test_a_sentence_that_ends_in_a_time_is_no_heading() -> None:
    text = (
        "Sarah  0:03\nlet us meet at 10:30\nOr shall we say 11:00\n\n"
        "Dave  0:09\n我们约 14:30\n\nSarah  1:02:05\nfine\n"
    )
    assert told(text) == [
        ("Sarah", "let us meet at 10:30 Or shall we say 11:00"),
        ("Dave", "我们约 14:30"),
        ("Sarah", "fine"),
    ]


def test_who_speaks_is_the_same_whatever_number_a_list_gives_them() -> None:
    text = "1. 张三(管理员) 00:12\n大家好\n2. 李四 00:15\n多少钱\n3. 张三(管理员) 00:20\n三万\n"
    assert told(text) == [("张三(管理员)", "大家好"), ("李四", "多少钱"), ("张三(管理员)", "三万")]


def test_an_answer_that_is_a_time_is_said() -> None:
    text = "Anna: when\nBob: 10:30\nAnna: and then\nBob: 11:00\n"
    assert told(text)[1::2] == [("Bob", "10:30"), ("Bob", "11:00")]


def test_lines_that_begin_with_a_name_are_no_headings() -> None:
    text = "Anna: shall we meet\nBob: yes, at\nTuesday 10:30\nAnna: good\n"
    assert told(text) == [
        ("Anna", "shall we meet"),
        ("Bob", "yes, at Tuesday 10:30"),
        ("Anna", "good"),
    ]


def test_without_either_nobody_is_known_to_speak() -> None:
    assert found(["some words", "10:30", "more words 0:03 and on"]) == {}
    with pytest.raises(Invalid, match="does not say who speaks"):
        told("some words\n10:30\nmore words\n")


@pytest.mark.parametrize(
    "shape",
    [
        "[{0} - {1}] {name}: {text}\n",
        "[{0}.000,{1}.000] {name}：{text}\n",
        "{0} --> {1} {name}: {text}\n",
        "{0}-{1}\n{name}：{text}\n\n",
        "({0} ~ {1}) {name}:\n{text}\n",
    ],
)
def test_lines_that_say_from_when_to_when_have_times(shape: str) -> None:
    said = [("00:00:01", "00:00:03", "张三", "大家好"), ("00:00:04", "01:00:06", "Bob", "how much")]
    text = "".join(shape.format(*times, name=name, text=text) for *times, name, text in said)
    found = PlainText().read(BytesIO(text.encode()), "call.txt")
    assert [(one.speaker, one.text, one.start_ms, one.end_ms) for one in found.utterances] == [
        ("张三", "大家好", 1000, 3000),
        ("Bob", "how much", 4000, 3_606_000),
    ]


def test_a_time_of_day_that_is_said_is_no_time_of_the_line() -> None:
    text = "Anna: hi\n10:00 - 11:00 is fine\n12:00-13:00 too\nBob: ok\n"
    assert told(text) == [("Anna", "hi 10:00 - 11:00 is fine 12:00-13:00 too"), ("Bob", "ok")]
