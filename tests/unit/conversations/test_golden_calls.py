"""Two calls, English and Chinese, whose every metric is worked out by hand."""

import pytest

from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.definition import REASONS
from revrise.core.conversations.definitions import DEFINITIONS
from revrise.core.conversations.metric import Metric
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

SPEAKERS = (Speaker("R", "seller", "Rep"), Speaker("C", "buyer", "Customer"))
ENGLISH = Transcript(
    "en",
    SPEAKERS,
    (
        Utterance("R", "Hi Sam so tell me about your current process", 0, 10_000),
        Utterance(
            "C",
            "We use spreadsheets and um it takes the team a very long time",
            10_500,
            20_500,
        ),
        Utterance("R", "mm-hmm", 14_000, 14_500),
        Utterance("C", "It is slow and people hate it", 21_000, 30_000),
        Utterance("R", "Would a weekly report help you", 32_000, 36_000),
        Utterance(
            "C", "No we need something daily because finance asks every morning", 35_000, 45_000
        ),
        Utterance("R", "I see so uh daily it is", 44_000, 50_000),
    ),
    60_000,
)
CHINESE = Transcript(
    "zh-CN",
    SPEAKERS,
    (
        Utterance("R", "您好，请问你们现在用什么CRM？", 0, 4000),
        Utterance("C", "我们现在用的是表格，呃，很麻烦", 5000, 9000),
        Utterance("R", "嗯", 6000, 6400),
        Utterance("R", "那个，您能不能说说麻烦在哪里", 9500, 12_500),
        Utterance("C", "数据很乱，而且这个报表太慢了", 12_000, 18_000),
        Utterance("R", "明白了", 18_200, 18_900),
        Utterance("R", "我们的产品很快", 20_500, 24_500),
        Utterance("C", "好，没有问题", 25_000, 27_000),
    ),
    30_000,
)


OTHERS = {"objection_handling", "commitments"}  # counted by their own detectors' tests


def values(transcript: Transcript) -> dict[str, float | str | None]:
    """Value, or the reason in its place."""
    metrics = analyse(transcript).metrics
    return {key: one.reason or one.value for key, one in metrics.items() if key not in OTHERS}


def test_every_metric_of_the_english_call_is_the_one_worked_out_by_hand() -> None:
    """Speech: rep 10 + 0.5 + 4 + 6 = 20.5 s, customer 10 + 9 + 10 = 29 s, together 49.5 s of 60.

    Words: rep 9 + 1 + 6 + 7 = 23, customer 13 + 7 + 10 = 30.
    Turns: R 0–10, C 10.5–30 (0.5 s apart, the mm-hmm bridged), R 32–36, C 35–45, R 44–50: four
    switches. After the customer the rep waits 2 s once and comes 1 s early once.
    The customer starts inside R 32–36 and outlasts it; the rep inside C 35–45, speaking over 1 s.
    Somebody speaks 0–10, 10.5–20.5, 21–30, 32–50: 47 s; the last 10 s are one long silence.
    Questions of the rep: "tell me about" (open, first third), "would a" (closed, 32 s: middle).
    Fillers of the rep: uh. Felt by the customer: slow and hate, at 21 s, the middle third.
    Engagement: share 29/49.5 ÷ 0.5 > 1, no question, story 19.5 ÷ 120, no next step.
    """
    assert values(ENGLISH) == pytest.approx(
        {
            "talk_share": 20.5 / 49.5,
            "talk_share/A": 20.5 / 60,
            "talk_share/C": 23 / 53,
            "longest_monologue": 10_000,
            "longest_customer_story": 19_500,
            "interactivity": 240,
            "interactivity/minute": 4,
            "patience": 2000,
            "patience_overlaps": 1,
            "overtalk": 1 / 60,
            "interruptions": 1,
            "interruptions_buyer": 1,
            "silence": 13 / 60,
            "silence_events": 1,
            "speech_rate": 23 / 20.5 * 60,
            "speech_rate_buyer": 30 / 29 * 60,
            "backchannel_rate": 60 / 29,
            "backchannel_rate_buyer": 0,
            "questions": 2,
            "questions_buyer": 0,
            "questions_per_hour": 120,
            "questions_per_hour_buyer": 0,
            "questions_open_share": 0.5,
            "questions_open_share_buyer": "no_questions",
            "questions_first_third": 0.5,
            "questions_middle_third": 0.5,
            "questions_last_third": 0,
            "fillers": 60 / 20.5,
            "fillers/words": 1000 / 23,
            "sentiment": -1,
            "sentiment_first_third": "no_feeling",
            "sentiment_middle_third": -1,
            "sentiment_last_third": "no_feeling",
            "customer_engagement": 25 * (1 + 19.5 / 120),
        }
    )


def test_every_metric_of_the_chinese_call_is_the_one_worked_out_by_hand() -> None:
    """Speech: rep 4 + 0.4 + 3 + 0.7 + 4 = 12.1 s, customer 4 + 6 + 2 = 12 s, of 30.

    字: rep 12 (CRM is one) + 1 + 13 + 3 + 7 = 36, customer 13 + 13 + 5 = 31.
    嗯 and 明白了 are backchannels. Turns: R 0–4, C 5–9, R 9.5–12.5, C 12–18, R 20.5–24.5, C 25–27:
    five switches; the rep waits 0.5 and 2.5 s; the customer starts inside R 9.5–12.5.
    Somebody speaks 4 + 4 + 8.5 + 0.7 + 4 + 2 = 23.2 s; the last silence is 3 s, not more.
    Questions: 什么 and 能不能说说, both open, at 0 and 9.5 s, the first third.
    Fillers of the rep: 那个 before the comma; the customer's 这个报表 points at something.
    Felt: 麻烦 (first third), 乱 and 太慢 (middle), 没有问题 (last, turned round): (1 − 3) ÷ 4.
    Engagement: share 12/24.1 ÷ 0.5, no question, story 6 ÷ 120, no next step.
    """
    assert values(CHINESE) == pytest.approx(
        {
            "talk_share": 12.1 / 24.1,
            "talk_share/A": 12.1 / 30,
            "talk_share/C": 36 / 67,
            "longest_monologue": 4000,
            "longest_customer_story": 6000,
            "interactivity": 600,
            "interactivity/minute": 10,
            "patience": 1500,
            "patience_overlaps": 0,
            "overtalk": 0,
            "interruptions": 0,
            "interruptions_buyer": 1,
            "silence": 6.8 / 30,
            "silence_events": 0,
            "speech_rate": 36 / 12.1 * 60,
            "speech_rate_buyer": 155,
            "backchannel_rate": 10,
            "backchannel_rate_buyer": 0,
            "questions": 2,
            "questions_buyer": 0,
            "questions_per_hour": 240,
            "questions_per_hour_buyer": 0,
            "questions_open_share": 1,
            "questions_open_share_buyer": "no_questions",
            "questions_first_third": 1,
            "questions_middle_third": 0,
            "questions_last_third": 0,
            "fillers": 60 / 12.1,
            "fillers/words": 1000 / 36,
            "sentiment": -0.5,
            "sentiment_first_third": -1,
            "sentiment_middle_third": -1,
            "sentiment_last_third": 1,
            "customer_engagement": 25 * (12 / 24.1 / 0.5 + 6 / 120),
        }
    )


def test_speech_rate_names_its_unit_by_language() -> None:
    english, chinese = (analyse(one).metrics["speech_rate"] for one in (ENGLISH, CHINESE))
    assert (english.definition, english.unit) == ("speech_rate/en@1", "words/min")
    assert (chinese.definition, chinese.unit) == ("speech_rate/zh@1", "字/min")


def test_the_registry_defines_exactly_the_metrics_that_are_produced() -> None:
    """Topic coverage needs a rubric's topics and is measured with them."""
    produced: dict[str, Metric] = {}
    for transcript in (ENGLISH, CHINESE):
        for key, metric in analyse(transcript).metrics.items():
            produced[f"{key} {metric.definition}"] = metric
    defined = {f"{one.key} {one.id}": one for one in DEFINITIONS if one.name != "topic_coverage"}
    assert produced.keys() == defined.keys()
    assert {key: metric.unit for key, metric in produced.items()} == {
        key: definition.unit for key, definition in defined.items()
    }


def test_every_definition_can_be_shown_and_its_reasons_explained() -> None:
    assert len({one.id for one in DEFINITIONS}) == len(DEFINITIONS)
    for one in DEFINITIONS:
        assert all((one.title_en, one.title_zh, one.formula, one.minimum, one.unit)), one.id
        assert set(one.reasons) <= REASONS.keys(), one.id


def test_traditional_characters_measure_like_simplified_ones() -> None:
    simplified = Utterance("R", "您觉得这个价格怎么样，对吗", 0, 4000)
    traditional = Utterance("R", "您覺得這個價格怎麼樣，對嗎", 0, 4000)
    buyer = Utterance("C", "太貴了，很麻煩", 5000, 7000)
    one, other = (
        values(Transcript("zh", SPEAKERS, (said, buyer))) for said in (simplified, traditional)
    )
    assert one == other
    assert one["sentiment"] == -1
