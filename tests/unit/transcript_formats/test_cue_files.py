"""WebVTT and SRT as the tools of the world write them."""

from io import BytesIO

import pytest

from revrise.core.errors import Invalid
from revrise.plugins.calls.srt import SubRip
from revrise.plugins.calls.vtt import WebVtt

ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:03.000
Anna Lee: So here's the thing: we meet at 10:30

2
00:00:03.500 --> 00:00:05.000
王小明：好的，https://x.cn &amp;lt; <b>ok</b>

NOTE a remark

3
00:00:05.500 --> 00:00:06.000
bye
"""

CAPTIONS = ("Good morning", "Note that: this is fine", "We begin", "at 10: sharp", "Now", "Bye")


def vtt(text, name="call.vtt"):
    return WebVtt().read(BytesIO(text.encode()), name)


def said(transcript):
    return [(one.speaker, one.text) for one in transcript.utterances]


def test_zoom_names_are_split_off_once_and_entities_unescaped_once():
    assert said(vtt(ZOOM)) == [
        ("Anna Lee", "So here's the thing: we meet at 10:30"),
        ("王小明", "好的，https://x.cn &lt; ok"),
        ("王小明", "bye"),
    ]


def test_teams_voices_are_speakers_and_share_the_time_of_their_cue():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bob Ray>hi <i>there</i></v>\n<v.loud Eve>no</v>\n"
    found = vtt(text)
    assert said(found) == [("Bob Ray", "hi there"), ("Eve", "no")]
    assert [(one.start_ms, one.end_ms) for one in found.utterances] == [(1000, 1800), (1800, 2000)]


def test_webex_names_stand_over_the_time_and_minutes_may_go_on_where_there_are_no_hours():
    text = 'WEBVTT\n\n1 "Ann Lee" (98765)\n62:06.000 --> 62:08.000\nhello there\n'
    found = vtt(text)
    assert said(found) == [("Ann Lee", "hello there")]
    assert found.duration_ms == 3_728_000


def test_captions_without_names_have_one_unknown_speaker():
    cues = [f"00:0{at}.000 --> 00:0{at}.500\n{said}\n" for at, said in enumerate(CAPTIONS)]
    assert said(vtt("WEBVTT\n\n" + "\n".join(cues))) == [("unknown", one) for one in CAPTIONS]


def test_cues_out_of_order_are_sorted_and_may_overlap():
    text = (
        "WEBVTT\n\n00:05.000 --> 00:09.000\nA: late\n\n00:01.000 --> 00:06.000\nB: early\n\n"
        "00:05.000 --> 00:06.000\nB: also late\n"
    )
    assert [one.text for one in vtt(text).utterances] == ["early", "late", "also late"]


def test_the_header_may_say_the_language_and_settings_follow_times():
    text = "WEBVTT - a\nKind: captions\nLanguage: de\n\n00:01.000 --> 00:02.000 align:left\nJa\n"
    assert vtt(text).language == "de"


def test_a_script_is_only_text():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<script>alert(1)</script><img src=x onerror=y>\n"
    assert vtt(text).utterances[0].text == "<script>alert(1)</script><img src=x onerror=y>"


def test_a_cue_without_text_is_left_out():
    assert vtt("WEBVTT\n\n00:01.000 --> 00:02.000\n\n").utterances == ()


@pytest.mark.parametrize(
    ("old", "new", "culprit", "problem"),
    [
        ("00:00:03.500", "-00:00:03.500", "call.vtt:8", "negative"),
        ("00:00:05.000", "00:00:01.000", "call.vtt:8", "before it starts"),
        ("00:00:03.500", "99:00:03.500", "call.vtt:8", "24 hours"),
        ("00:00:03.500", "00:61:03.500", "call.vtt:8", "60 or more"),
        ("00:00:03.500", "00:00:xx", "call.vtt:8", "no time"),
        ("00:00:03.500", "٠٠:٠٠:٠٣.٥٠٠", "call.vtt:8", "no time"),
        ("00:00:05.500 -->", "00:00:05.500 ->", "call.vtt:14", "no timing line"),
        ("--> 00:00:05.000", "-->", "call.vtt:8", "missing"),
        ("WEBVTT", "WEBVTTX", "call.vtt:1", "WEBVTT"),
    ],
)
def test_a_fault_is_named_by_file_and_line_with_the_way_out(old, new, culprit, problem):
    with pytest.raises(Invalid, match=problem) as caught:
        vtt(ZOOM.replace(old, new))
    assert caught.value.culprit == culprit
    assert caught.value.remedy


def test_srt_tags_go_and_a_missing_empty_line_does_no_harm():
    text = (
        "1\n00:00:01,000 --> 00:00:02,500\n<font color=red>大家好</font>\n"
        "2\n00:00:02,5 --> 00:00:03,000\n{\\an8}欢迎\n"
    )
    found = SubRip().read(BytesIO(text.encode("gbk")), "call.srt")
    assert [(one.text, one.start_ms) for one in found.utterances] == [
        ("大家好", 1000),
        ("欢迎", 2500),
    ]
    assert found.language == "zh"


def test_ten_megabytes_are_read_whole():
    cue = "00:00:01.000 --> 00:00:02.000\nAnna: " + "word " * 200 + "\n\n"
    count = 10_000_000 // len(cue)
    assert len(vtt("WEBVTT\n\n" + cue * count).utterances) == count
