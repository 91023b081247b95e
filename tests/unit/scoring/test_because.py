"""Reasons give figures in the unit of what is measured, as the bands beside them."""

import pytest

from revrise.core.scoring.bands import Bands
from revrise.core.scoring.because import not_scored, retold, scored
from revrise.core.scoring.measure import Measure, MetricBand, MomentBand, Sequence
from revrise.core.scoring.rubric import Criterion
from revrise.core.scoring.scorecard import CriterionScore

TITLE = {"en": "It", "zh": "它"}


def said(measure: Measure, value: float, level: int, language: str = "en") -> str:
    criterion = Criterion(
        id="one", title=TITLE, competency="discovery", weight=1, anchors={}, measure=measure
    )
    return scored(criterion, value, level, language)


@pytest.mark.parametrize(
    ("measure", "value", "level", "reason"),
    [
        (
            MetricBand("longest_monologue", Bands({5: (None, 76_000)})),
            *(24_573, 5, "It: 0:24; level 5 is 1:16 or less."),
        ),
        (
            MetricBand("longest_monologue", Bands({2: (None, 180_000)})),
            *(242_000, 1, "It: 4:02; level 1 is below every band."),
        ),
        (
            MetricBand("patience", Bands({4: (500, None), 5: (700, None)})),
            *(512.5, 4, "It: 512 ms; level 4 is 500 ms or more."),
        ),
        (
            MetricBand("talk_share", Bands({4: (0.25, 0.6)})),
            *(0.5786, 4, "It: 57.9%; level 4 is 25% to 60%."),
        ),
        (
            MetricBand("interactivity", Bands({3: (40, None)})),
            *(52.25, 3, "It: 52.25; level 3 is 40 or more."),
        ),
        (
            MetricBand("not/known", Bands({3: (4, None)})),
            *(4, 3, "It: 4; level 3 is 4 or more."),
        ),
        (MomentBand("pain", Bands({3: (2, None)})), 2, 3, "It: found 2; level 3 is 2 or more."),
        (
            Sequence("objection", ("answered",), Bands({5: (0.8, None)})),
            *(1.0, 5, "It: 100% of the steps; level 5 is 80% or more."),
        ),
    ],
)
def test_a_reason_has_the_unit_of_its_measure(measure, value, level, reason):
    assert said(measure, value, level) == reason


def test_a_reason_is_written_in_the_language_of_the_call():
    monologue = MetricBand("longest_monologue", Bands({5: (None, 76_000)}))
    assert said(monologue, 24_573, 5, "zh-CN") == "它：0:24；5 级：不高于 1:16。"
    assert said(monologue, 99_000, 1, "zh") == "它：1:39；1 级：未达到任何档位。"


SHARE = MetricBand("talk_share", Bands({4: (0.25, 0.6)}))
ONE = Criterion(id="one", title=TITLE, competency="discovery", weight=1, anchors={}, measure=SHARE)


@pytest.mark.parametrize("call", ["en", "zh"])
def test_a_reason_is_told_again_in_the_language_of_who_reads_it(call: str) -> None:
    score = CriterionScore("one", "discovery", 1, 4, scored(ONE, 0.5, 4, call), value=0.5)
    assert retold(score, ONE, "en") == "It: 50%; level 4 is 25% to 60%."
    assert retold(score, ONE, "zh") == "它：50%；4 级：25% 至 60%。"
    none = CriterionScore(
        "one", "discovery", 1, None, not_scored("too_short", call), reason="too_short"
    )
    assert retold(none, None, "en") == "Not scored: the call is too short."
    assert retold(none, None, "zh") == "未评分：通话太短。"


def test_what_a_person_said_or_a_rubric_of_another_day_stays_as_it_was_said() -> None:
    said = CriterionScore("one", "discovery", 1, 2, "She never asked.", value=0.5)
    assert retold(said, ONE, "zh") == "She never asked."
    known = CriterionScore("one", "discovery", 1, 4, scored(ONE, 0.5, 4, "en"), value=0.5)
    assert retold(known, None, "zh") == known.because


@pytest.mark.parametrize(
    ("reason", "english", "chinese"),
    [
        ("no_questions", "that side asks nothing", "该方没有提问"),
        ("no_buyer", "no speaker is known to be the buyer", "不知道谁是客户"),
        ("made_up", "made_up", "made_up"),
    ],
)
def test_a_reason_of_a_metric_is_words_not_a_code(reason: str, english: str, chinese: str) -> None:
    assert not_scored(reason, "en") == f"Not scored: {english}."
    assert not_scored(reason, "zh-Hant") == f"未评分：{chinese}。"
