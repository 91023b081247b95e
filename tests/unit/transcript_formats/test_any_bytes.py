"""Whatever the bytes: a transcript or Invalid, and the right format is chosen."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.formats import choose

from revrise.core.errors import Invalid
from revrise.plugins.calls.encoding import text_of
from revrise.plugins.calls.transcripts import register_transcript_formats
from revrise.testing.word_files import document

FORMATS = list(register_transcript_formats())
PIECES = st.sampled_from(
    [
        *(
            "WEBVTT",
            "\n",
            "\n\n",
            "00:01.000 --> 00:02.000\n",
            "1\n",
            "00:00:01,000 --> 00:00:02,0\n",
        ),
        *(
            "-->",
            "<v Anna>",
            "</v>",
            "Anna: ",
            "张三：",
            "&amp;",
            "NOTE\n",
            "\ufeff",
            "text",
            "你好",
        ),
        *(
            '{"segments":[',
            '{"start":',
            "1.5",
            ',"end":',
            ',"text":',
            '"x"',
            "}",
            "]",
            "null",
            "1e999",
        ),
        *('{"schema":"revrise.transcript/1"', ',"speakers":', ',"utterances":', "[", "{", "-1"),
        *("null", "1e999", '{"chunks":[', '{"timestamp":[0.5,', '"media_channel":1', '"2.5"'),
    ]
)


def read_all(content):
    for one in FORMATS:
        for name in ("call", f"call{one.extensions[0]}"):
            one.sniff(content[:4096], name)
        with suppress(Invalid):
            found = one.read(BytesIO(content), "call")
            refs = {speaker.ref for speaker in found.speakers}
            assert all(each.speaker in refs for each in found.utterances)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_invalid(content):
    read_all(content)


@given(st.lists(PIECES, max_size=30), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_any_pieces_of_transcripts_are_read_or_invalid(pieces, encoding):
    read_all("".join(pieces).encode(encoding))


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"WEBVTT\n", "export", "vtt"),
        (b"\xef\xbb\xbfWEBVTT\n", "export", "vtt"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nhi\n", "export", "srt"),
        (b'{"schema": "revrise.transcript/1", "language": "en"}', "x.json", "canonical"),
        (b'{"text": "hi", "language": "en"', "x.json", "whisper"),
        (b'[{"start": 0.0, "end": 1.0, "text": "hi"}]', "x", "whisper"),
        (b'{"metadata": {"request_id": "r"}, "results": {"channels": [', "x.json", "deepgram"),
        (b'{"id": "x", "language_model": "a", "acoustic_model": "b"', "x.json", "assemblyai"),
        (b'{"utterances": [{"speaker": "A", "start": 5, "text": "hi"', "x.json", "assemblyai"),
        (b'{"utterances": [{"speaker": "A", "start_ms": 5, "text": "hi"', "x.json", "canonical"),
        (b'{"other": 1}', "x.json", "canonical"),
        (b'{"text": "hi", "chunks": [{"timestamp": [0.0, 1.0]', "x.json", "whisper"),
        (b'{"speakers": [{"speaker": "A", "timestamp": [0.0, 1.0]', "x.json", "whisper"),
        (b'{"sentences": [{"media_channel": 1, "sentence_index": 0', "x.json", "twilio"),
        (b'[{"mediaChannel": 1, "startTime": "0.0"', "x.json", "twilio"),
        (document(["Anna: hi"]), "x.json", "docx"),
        (b"Anna: hi\nBob: ho\n", "notes", "text"),
        (b"Anna  0:03\nhi\nBob  0:05\nho\n", "notes", "text"),
        ("张三：你好\n李四：好\n".encode("gbk"), "notes.TXT", "text"),
        ("张三：您好，请问您现在方便吗\n李四：方便，请说\n".encode()[:-1], "upload", "text"),
        ("1\n00:00:01,000 --> 00:00:02,000\n你好\n".encode("utf-16-le"), "x", "srt"),
    ],
)
def test_the_head_and_the_name_choose_the_format(content, name, expected):
    assert choose(FORMATS, content, name).id == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_the_encodings_of_the_field_are_told_apart(encoding):
    said = "客户说价格太贵了，我们下周再聊 ROI"
    assert text_of(BytesIO(said.encode(encoding)), "x") == said


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "said", ["Anna: hi\nBob: ho", "张三：你们这个太贵了\n李四：那就一年一万吧\n"]
)
def test_utf_16_is_read_without_its_mark(encoding, said):
    assert text_of(BytesIO(said.encode(encoding)), "x") == said


@pytest.mark.parametrize(
    ("content", "culprit"),
    [
        ("déjà vu, été".encode("latin-1"), "x: byte 1"),
        ("ありがとうございます".encode("shift_jis"), "x: byte 0"),
        ("WEBVTT".encode("utf-16-le"), "x: byte 1"),
        (b"abc\x00", "x: byte 3"),
        (b"Anna: hi\n\0\nBob: ho", "x: byte 9"),
        ("你好".encode()[:-1] + b"!", "x: byte 3"),
    ],
)
def test_another_encoding_is_refused_at_its_byte(content, culprit):
    with pytest.raises(Invalid) as caught:
        text_of(BytesIO(content), "x")
    assert caught.value.culprit == culprit


def test_a_file_above_the_limit_is_refused():
    with pytest.raises(Invalid, match="larger than 10 bytes"):
        text_of(BytesIO(b"x" * 11), "x", limit=10)
