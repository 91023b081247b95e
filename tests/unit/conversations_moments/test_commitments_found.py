"""Next steps are found with owner and date, closing attempts with their place."""

from time import process_time

import pytest
from hypothesis import given

from revrise.core.conversations import commitments
from revrise.testing.sample_calls import call
from revrise.testing.strategies import transcripts


def steps(text, language="en"):
    transcript = call(text, language)
    return [
        (
            moment.data["owner"],
            moment.data["date"]
            and transcript.utterances[moment.span.utterance].text[slice(*moment.data["date"])],
        )
        for moment in commitments.find(transcript)
        if moment.kind == "commitment"
    ]


@pytest.mark.parametrize(
    ("said", "owner", "date"),
    [
        ("S: I'll send you the proposal by Friday", "seller", "Friday"),
        ("B: I'll check with finance by the end of the month", "buyer", "end of the month"),
        ("S: Could you send me the figures tomorrow?", "buyer", "tomorrow"),
        ("S: Let's schedule a demo on March 3rd", "both", "March 3rd"),
        ("S: On Tuesday I'll follow up", "seller", "Tuesday"),
        ("S: 我把方案发给您，下周三上午", "seller", "下周三上午"),
        ("B: 我确认一下，3天内回复", "buyer", "3天内"),
        ("S: 我们约个时间，5月12日怎么样", "both", "5月12日"),
        ("S: 我把合約寄給您，下個禮拜二上午", "seller", "下個禮拜二上午"),
        ("S: 我們約個時間，下午3:30怎麼樣", "both", "下午3:30"),
        ("S: 我把报价发给您，廿五号之前", "seller", "廿五号"),
        ("S: 我把报价发给您，一个礼拜内", "seller", "一个礼拜内"),
        ("S: 我把报价发给您，2026/12/03之前", "seller", "2026/12/03"),
        ("S: I'll send you the proposal at 14:30", "seller", "14:30"),
        ("S: I'll send you the proposal on 2026-12-03", "seller", "2026-12-03"),
        ("S: 麻烦您确认一下", "buyer", None),
    ],
)
def test_a_next_step_has_an_owner_and_perhaps_a_date(said, owner, date):
    assert steps(said) == [(owner, date)]


@pytest.mark.parametrize(
    ("said", "owner", "date"),
    [
        ("S: then i'll ring you tuesday half three", "seller", "tuesday"),
        ("S: you'll have the paper by noon tomorrow", "seller", "noon"),
        ("B: send it over and i'll sign it tonight", "buyer", "tonight"),
        ("S: let me ask the warehouse and text you this afternoon", "seller", "this afternoon"),
        ("S: 那就下周二三点半我打给您", "seller", "下周二"),
        ("B: 行我让会计明儿上午把资料带过去", "buyer", "明儿"),
        ("S: 好我马上整理半小时之内发您微信", "seller", "半小时之内"),
        ("S: 那我後天早上順路去您廠裡量一下", "seller", "後天"),
        ("S: 行明天上午我路过给您弄一下", "seller", "明天"),
        ("S: I'll be honest with you I'll send the quote tomorrow", "seller", "tomorrow"),
        ("S: let me see okay let me send you that by Friday", "seller", "Friday"),
        ("S: 他给我打电话我明天给您回电话", "seller", "明天"),
        ("S: I'll see you Thursday at noon", "both", "Thursday"),
        ("B: I'll get you the numbers on Monday", "buyer", "Monday"),
        ("S: 我们工程师下周一上午上门安装", "seller", "下周一上午"),
        ("B: send me both i'll check the proof tonight", "buyer", "tonight"),
    ],
)
def test_a_promise_is_heard_by_who_what_and_when_also_without_marks(said, owner, date):
    assert steps(said) == [(owner, date)]


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ("S: shall we say tuesday at ten\nB: tuesday at ten works for me", "both"),
        ("S: Could I come by on Thursday?\nB: Yes, Thursday is fine.", "both"),
        ("S: shall i put you down for friday\nB: yes put me down for friday", "both"),
        ("S: 那周二上午十点可以吗\nB: 行那就周二", "both"),
        ("S: 合同我今天发您邮箱您看可以吗\nB: 好你发吧", "seller"),
    ],
)
def test_agreeing_to_what_the_other_side_proposed_is_a_next_step(said, owner):
    assert steps(said)[-1][0] == owner


@pytest.mark.parametrize(
    "said",
    [
        "S: I always send the report on Friday",
        "B: he said he'd call me on Friday",
        "B: if the price was lower I would sign today",
        "B: I can't meet on Tuesday",
        "B: i sent it yesterday and they called on monday",
        "S: shall I call you on Tuesday?",
        "S: i'll be honest with you it is late today",
        "S: let me see what we have today",
        "B: yes",
        "B: 他说周五给我打电话",
        "B: 我一般周五发报表",
        "B: 我昨天已经发给他了",
        "B: 我们现在用的是表格",
        "B: 我再考虑考虑下周再说",
        "B: 上周五你们说会打给我",
        "B: 便宜一点",
        "S: i'll explain how it works today",
        "S: let me show you the dashboard today",
        "B: i'll be on holiday next week",
        "B: you said you'd ring on friday",
        "B: 你说周五发给我的",
    ],
)
def test_what_was_is_usual_is_refused_or_asked_is_no_next_step(said):
    assert steps(said) == []


def test_a_request_is_a_next_step_only_while_nobody_has_answered_it():
    asked = "S: Could you send me the figures tomorrow?"
    assert steps(asked) == [("buyer", "tomorrow")]
    assert steps(f"{asked}\nB: No, we keep those to ourselves.") == []


def test_far_from_the_end_a_promise_has_to_say_when():
    rest = "\n".join(["B: that is how it works here", "S: okay"] * 10)
    assert steps(f"S: I'll send you the paper on Friday\n{rest}") == [("seller", "Friday")]
    assert steps(f"S: I'll hold on to that\n{rest}") == []


def test_far_from_the_end_agreeing_to_a_promise_and_its_time_counts_too():
    rest = "\n".join(["B: 我们仓库有三个人", "S: 嗯嗯"] * 10)
    agreed = "S: 我周三过去给您安装\nB: 好周三我在家等您"
    assert steps(f"{agreed}\n{rest}") == [("seller", "周三"), ("both", "周三")]


@pytest.mark.parametrize("said", ["S: The weather is fine on Friday", "B: 今天天气不错"])
def test_a_date_alone_is_no_commitment(said):
    assert steps(said) == []


@pytest.mark.parametrize(
    ("said", "language"),
    [("S: Are you ready to move forward?", "en"), ("S: 那我们今天签合同？", "zh")],
)
def test_a_closing_attempt_is_the_sellers_and_has_a_place(said, language):
    transcript = call(f"B: hm\nS: so\n{said}\nB: {said[3:]}", language, timed=False)
    (attempt,) = (one for one in commitments.find(transcript) if one.kind == "closing")
    assert attempt.data["position"] == pytest.approx(2 / 3, abs=0.001)


@pytest.mark.parametrize(
    "said",
    [
        "so shall i put you down for the november load",
        "Then can I book you in for Monday?",
        "are we agreed at twelve fifty then",
        "那我给您开单子先付两千定金行吗",
        "那今天定下来吗",
        "can we get started this week",
        "can i take your card details",
        "您选年付还是季付",
    ],
)
def test_a_seller_who_asks_for_the_order_tries_to_close(said):
    found = commitments.find(call(f"B: that sounds fair\nS: {said}"))
    assert [one.kind for one in found if one.kind == "closing"] == ["closing"]


@pytest.mark.parametrize(
    "said",
    [
        "so what do you use today",
        "how many orders do you have a week",
        "so do you pay monthly or yearly at the moment",
        "so how do you book orders today",
        "那您现在用的是哪家",
        "那您一般怎么付款给供应商",
    ],
)
def test_other_questions_of_the_seller_close_nothing(said):
    found = commitments.find(call(f"B: that sounds fair\nS: {said}"))
    assert [one.kind for one in found if one.kind == "closing"] == []


def test_a_long_line_that_promises_over_and_over_takes_linear_time():
    line = "i'll send it tomorrow and let me see 我明天发给您 " * 20_000
    started = process_time()
    assert steps(f"S: {line}") == [("seller", "tomorrow")]
    assert process_time() - started < 10


def test_commitments_are_counted():
    moments = commitments.find(call("S: I'll send it today\nB: I'll check with my boss"))
    assert commitments.count(moments).value == 2


@given(transcripts())
def test_any_call_gives_moments_in_order_inside_its_text(transcript):
    moments = commitments.find(transcript)
    assert list(moments) == sorted(moments, key=lambda one: (one.span.utterance, one.span.start))
    for moment in moments:
        text = transcript.utterances[moment.span.utterance].text
        assert 0 <= moment.span.start < moment.span.end <= len(text)
        assert 0 <= moment.data.get("position", 0) <= 1
