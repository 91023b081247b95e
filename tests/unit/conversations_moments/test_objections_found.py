"""Objections are heard in both languages and followed to their end."""

import json

import pytest
from hypothesis import given

from revrise.core.conversations import objections
from revrise.testing.sample_calls import BAD_EN, GOOD_EN, GOOD_ZH, call
from revrise.testing.strategies import transcripts


def labels(text):
    return [moment.label for moment in objections.find(call(text))]


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("Honestly that's way too expensive", "price"),
        ("We don't have the budget for this", "price"),
        ("你们的报价有点高", "price"),
        ("我們預算不夠", "price"),
        ("Now is not the right time", "timing"),
        ("我们再考虑一下", "timing"),
        ("I need to talk to my boss first", "authority"),
        ("这个我做不了主", "authority"),
        ("we don't really need that", "need"),
        ("我们不需要", "need"),
        ("we already work with somebody else", "competitor"),
        ("我们已经在用别家的了", "competitor"),
        ("I have never heard of you", "trust"),
        ("怎么保证效果", "trust"),
        ("it doesn't integrate with our ERP", "product"),
        ("操作太复杂", "product"),
        ("we don't want to be locked in", "contract"),
        ("违约金怎么算", "contract"),
        ("just send me some information", "timing"),
        ("this isn't for us", "need"),
        ("预算没那么多", "price"),
        ("别再打来了", "need"),
    ],
)
def test_a_buyers_words_have_a_category(said, category):
    assert category in labels(f"B: {said}")


@pytest.mark.parametrize(
    "said",
    [
        "It is not too expensive",
        "that isn't a problem at all",
        "一点也不太贵",
        "没有太贵",
        "How are you?",
    ],
)
def test_a_denial_is_no_objection(said):
    assert labels(f"B: {said}") == []


@pytest.mark.parametrize(
    "said",
    [
        "the last vendor was too expensive",
        "we left them because support was terrible",
        "上一家太贵了所以换了",
        "之前那家服务太差",
        "yes my manager is on board",
    ],
)
def test_the_past_and_what_is_settled_are_no_objection(said):
    assert labels(f"S: so that is how it works\nB: {said}") == []


@pytest.mark.parametrize(
    "said",
    [
        "come on thursday after dinner",
        "why do you need so much",
        "just over ten thousand",
        "你们法务给我发了邮件",
        "下午一点有没有空位",
        "一年卡确实便宜点",
        "收到以后我就安排上会",
        "下周二之前我不急",
    ],
)
def test_words_that_seldom_object_do_not(said):
    assert labels(f"S: so that is how it works\nB: {said}") == []


def test_only_the_buyer_objects():
    assert labels("S: Others say we are too expensive") == []


def test_one_run_of_the_buyer_objects_once_per_category():
    assert labels("B: too expensive\nB: I mean too expensive\nS: Hm.\nB: too expensive") == [
        "price",
        "price",
    ]


@pytest.mark.parametrize("transcript", [GOOD_EN, GOOD_ZH], ids=["en", "zh"])
def test_a_well_handled_objection_shows_all_four_steps_and_agreement(transcript):
    (moment,) = objections.find(transcript)
    for step in ("acknowledged", "explored", "answered", "confirmed"):
        utterance, start, end = moment.data[step]
        assert transcript.side(transcript.utterances[utterance].speaker) == "seller"
        assert transcript.utterances[utterance].text[start:end].strip()
    assert moment.data["outcome"] == "agreed"
    assert objections.handling([moment]).value == 1.0


def test_a_repeated_objection_was_not_handled():
    first = objections.find(BAD_EN)[0]
    assert first.data["outcome"] == "repeated"
    assert first.data["success"] is False
    assert first.data["acknowledged"] is None


def test_an_objection_at_the_end_has_no_known_outcome():
    moments = objections.find(call("S: So?\nB: It's too expensive.\nS: I understand."))
    assert moments[0].data["success"] is None
    assert objections.handling(moments).reason == "no_reply"


def test_a_nod_is_no_agreement_but_after_a_check_it_is():
    start = "B: too expensive\nS: I understand. "
    nod = objections.find(call(f"{start}We give you support and training as well.\nB: mm"))
    yes = objections.find(call(f"{start}Does that make sense?\nB: yes"))
    assert (nod[0].data["outcome"], yes[0].data["outcome"]) == ("no_reply", "agreed")


@pytest.mark.parametrize("said", ["我们去银行开户吧今天", "可不可以再说详细点呢"])
def test_single_characters_and_questions_are_no_agreement(said):
    moments = objections.find(
        call(f"B: 太贵\nS: 我们包含实施和培训服务而且终身免费升级。\nB: {said}")
    )
    assert moments[0].data["outcome"] == "moved_on"


def test_no_objections_no_rate():
    assert objections.handling([]).reason == "no_objections"


@given(transcripts())
def test_any_call_gives_moments_inside_its_text_that_json_can_hold(transcript):
    for moment in objections.find(transcript):
        text = transcript.utterances[moment.span.utterance].text
        assert 0 <= moment.span.start < moment.span.end <= len(text)
        assert json.loads(json.dumps(moment.data)) == moment.data
