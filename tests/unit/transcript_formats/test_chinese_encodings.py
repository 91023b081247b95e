"""GB18030 and Big5 are told apart, or refused; other tongues are never taken for Chinese."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.errors import Invalid
from revrise.plugins.calls.encoding import peek, text_of
from revrise.plugins.calls.text import PlainText

SAID = {
    "gb18030": [
        "您好，请问现在方便吗？",
        "方便，你说。我们现在用的系统太贵了。",
        "那你们的预算是多少？下周可以再聊一下价格。",
        "客户说价格太贵了，我们下周再聊 ROI",
    ],
    "cp950": [
        "您好，請問現在方便嗎？",
        "方便，你說。我們現在用的系統太貴了。",
        "那你們的預算是多少？下週可以再聊一下價格。",
        "客戶說價格太貴了，我們下週再聊 ROI～",
    ],
    "big5hkscs": ["你哋嘅系統係咪好貴？我哋唔要呢個。", "咁你想點樣？我哋可以再傾下價錢。"],
}
LINES = [(encoding, line) for encoding, lines in SAID.items() for line in lines]


@pytest.mark.parametrize(("encoding", "line"), LINES)
def test_a_line_of_everyday_chinese_is_enough(encoding: str, line: str) -> None:
    assert text_of(BytesIO(line.encode(encoding)), "x") == line
    assert peek(line.encode(encoding)) == line or encoding == "big5hkscs"


@given(st.sampled_from(sorted(SAID)), st.data())
def test_any_of_them_together_are_told_too(encoding: str, data: st.DataObject) -> None:
    lines = data.draw(st.lists(st.sampled_from(SAID[encoding]), min_size=1, max_size=40))
    text = "\n".join(f"客: {line}" for line in lines)
    assert text_of(BytesIO(text.encode(encoding)), "x") == text


def test_a_text_file_in_big5_says_who_speaks() -> None:
    raw = "王小明：您好，請問方便嗎？\n李總：方便，你說。\n王小明：太貴了嗎？\n".encode("cp950")
    assert PlainText().sniff(raw, "notes")
    found = PlainText().read(BytesIO(raw), "notes.txt")
    assert [one.speaker for one in found.utterances] == ["王小明", "李總", "王小明"]
    assert found.language == "zh"


KOREAN = (
    "안녕하세요 오늘 가격에 대해 이야기하고 싶습니다. 예산은 얼마나 됩니까? "
    "다음 주에 연락드리겠습니다. "
)
JAPANESE = (
    "こんにちは、今日は価格についてお話ししたいと思います。予算はどのくらいですか？"
    "来週また連絡します。"
)
RUSSIAN = "Здравствуйте, сегодня мы поговорим о цене. Сколько это стоит?"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((KOREAN * times, encoding) for times in (1, 9) for encoding in ("euc_kr", "johab")),
        *((JAPANESE * times, encoding) for times in (1, 9) for encoding in ("euc_jp", "shift_jis")),
        *((RUSSIAN, encoding) for encoding in ("cp1251", "koi8-r")),
        ("déjà vu, été", "latin-1"),
    ],
)
def test_another_tongue_is_refused_not_misread(text: str, encoding: str) -> None:
    with pytest.raises(Invalid, match=r"neither UTF-8|as GB18030 and as Big5") as caught:
        text_of(BytesIO(text.encode(encoding)), "x")
    assert caught.value.culprit.startswith("x: byte ")
    assert "UTF-8" in caught.value.remedy


def test_what_can_be_both_is_refused() -> None:
    """Four characters of names in either: 碧海 or what Big5 reads there."""
    raw = "碧海".encode("gb18030")
    assert raw.decode("cp950") != "碧海"
    with pytest.raises(Invalid, match="can be read as GB18030 and as Big5"):
        text_of(BytesIO(raw), "x")


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_a_text_or_refused(raw: bytes) -> None:
    assert isinstance(peek(raw), str)
    with suppress(Invalid):
        assert isinstance(text_of(BytesIO(raw), "x"), str)
