"""Next steps are found with owner and date, closing attempts with their place."""

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
        ("S: 麻烦您确认一下", "buyer", None),
    ],
)
def test_a_next_step_has_an_owner_and_perhaps_a_date(said, owner, date):
    assert steps(said) == [(owner, date)]


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
