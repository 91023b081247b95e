"""What goes against an offer in words of one's own, without a phrase of objection."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.objections import find
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

AGAINST = [
    ("It's fifteen pounds a month.", "ooh no love not on my pension"),
    (
        "Shall I put you down for Tuesday?",
        "Tuesday she's got trampolining till six so she'd be dead on her feet",
    ),
    (
        "So I'd send the contract over today, three years to start with.",
        "We had one of those with the last lot and it took me a year to get out of it.",
    ),
    ("这套下来一年三万八", "我们店一年房租才四万你这个顶我一年房租了"),
    ("那我今天就把合同发您", "我得先跟我爱人商量一下"),
    ("要不给您办张年卡", "年卡就算了上回办的那家三个月就跑了"),
    ("下周就可以进场", "下周不行我们月底盘点人都抽不出来"),
]
FINE = [
    ("I'd like two crates and you get one.", "Sure, that sounds great, I need no more than one."),
    ("I'd like two crates and you get one.", "Okay, deal."),
    ("I'd like two crates and you get one.", "Do you want me to carry it?"),
    ("It comes in blue and grey.", "Grey, I think, my mum would like that."),
    ("How many people are in the team?", "Nine, but two are leaving in May."),
    ("The office is on the second floor.", "But five people eat three crates in a week."),
    ("它支持手机和电脑", "那挺方便的我先看看手机上的"),
    ("您平时怎么对账", "就拿个本子记月底我老婆算"),
]


def said(*lines: str) -> Transcript:
    """Seller and buyer by turns; the last line is the buyer's."""
    speakers = (Speaker("A", "seller"), Speaker("B", "buyer"))
    refs = "AB" if len(lines) % 2 == 0 else "BA"
    return Transcript(
        "en", speakers, tuple(Utterance(refs[at % 2], one) for at, one in enumerate(lines))
    )


@pytest.mark.parametrize(("offer", "text"), AGAINST)
def test_a_reason_of_ones_own_objects(offer: str, text: str) -> None:
    assert len(find(said(offer, text))) == 1


@pytest.mark.parametrize(("offer", "text"), FINE)
def test_who_agrees_asks_or_tells_does_not(offer: str, text: str) -> None:
    assert find(said(offer, text)) == ()


@pytest.mark.parametrize("text", [text for _, text in AGAINST])
def test_only_a_buyer_objects(text: str) -> None:
    assert find(said(text, "Hello.")) == ()


def test_its_words_tell_what_it_is_about() -> None:
    assert [one.label for one in find(said(*AGAINST[3]))] == ["price"]
    assert [one.label for one in find(said(*AGAINST[6]))] == ["timing"]


def test_what_is_shown_are_the_words_that_weigh_most() -> None:
    (found,) = find(said("Hello.", f"Right. Mm. {AGAINST[2][1]}"))
    text = f"Right. Mm. {AGAINST[2][1]}"
    assert "took me a year" in text[found.span.start : found.span.end]


WORDS = ["but", "no", "not", "sister", "two", "3", "?", ".", "yes", "Ünal", "太", "贵", "我", "🙂"]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), max_size=6))
def test_what_is_shown_is_in_a_line_of_the_buyer(lines: list[str]) -> None:
    call = said(*lines)
    for one in find(call):
        utterance = call.utterances[one.span.utterance]
        assert utterance.speaker == "B"
        assert utterance.text[one.span.start : one.span.end].strip()
