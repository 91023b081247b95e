"""Rubric data is read whole, or refused with the key at fault."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Invalid
from revrise.core.scoring.because import retold
from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.measure import MetricBand, TrackerBand
from revrise.core.scoring.rubric_toml import load
from revrise.core.scoring.score import score
from revrise.testing.sample_calls import GOOD_EN

RUBRIC = """
id = "tiny"
version = 2
languages = ["en"]
title = { en = "Tiny" }

[[criteria]]
id = "share"
title = { en = "Share" }
competency = "active-listening"
weight = 1
anchors = { en = ["a", "b", "c", "d", "e"] }
measure = { kind = "metric", metric = "talk_share", bands = { 5 = ["", 0.9] } }

[[criteria]]
id = "demo"
title = { en = "Demo" }
competency = "closing"
weight = 3
minimum = 2
anchors = { en = ["a", "b", "c", "d", "e"] }
[criteria.measure]
kind = "tracker"
bands = { 5 = 1 }
tracker = { phrases = ["demo"], side = "seller" }
after = { phrases = ["spreadsheets"] }

[[blockers]]
id = "notice"
title = { en = "Recording notice" }
tracker = { phrases = ["recorded"], side = "seller" }
"""


def test_a_rubric_is_read_as_written():
    rubric = load(RUBRIC, "tiny.toml")
    share, demo = rubric.criteria
    assert rubric.ref == "tiny@2"
    assert isinstance(share.measure, MetricBand)
    assert share.measure.bands.by_level == {5: (None, 0.9)}
    assert isinstance(demo.measure, TrackerBand)
    assert demo.minimum == 2


def test_an_unmet_blocker_is_named_beside_the_score():
    card = score(load(RUBRIC, "tiny.toml"), CallFacts.of(analyse(GOOD_EN)))
    assert card.blocked_by == ("notice",)
    assert card.score == 5.0


def test_what_must_come_after_counts_only_after():
    turned = RUBRIC.replace('["demo"]', '["@"]').replace('["spreadsheets"]', '["demo"]')
    card = score(
        load(turned.replace('["@"]', '["how does your team"]'), "tiny.toml"),
        CallFacts.of(analyse(GOOD_EN)),
    )
    assert card.of("demo").level == 1


@pytest.mark.parametrize(
    ("old", "new", "culprit"),
    [
        ("weight = 3", "weight = 0", "tiny.toml: criteria[1].weight"),
        ("weight = 3", "weight = 1.5", "tiny.toml: criteria[1].weight"),
        ("weight = 3", "weight = true", "tiny.toml: criteria[1].weight"),
        ("weight = 3", "wait = 3", "tiny.toml: criteria[1].wait"),
        ('competency = "closing"\n', "", "tiny.toml: criteria[1].competency"),
        ('kind = "metric"', 'kind = "magic"', "tiny.toml: criteria[0].measure.kind"),
        ('5 = ["", 0.9]', "6 = 1", "tiny.toml: criteria[0].measure.bands.6"),
        ('5 = ["", 0.9]', "5 = [2, 1]", "tiny.toml: criteria[0].measure.bands.5"),
        ('5 = ["", 0.9]', "5 = nan", "tiny.toml: criteria[0].measure.bands.5"),
        ('5 = ["", 0.9]', 'five = "x"', "tiny.toml: criteria[0].measure.bands.five"),
        ('side = "seller" }\nafter', 'side = "us" }\nafter', "criteria[1].measure.tracker.side"),
        ('phrases = ["demo"]', 'regexes = ["("]', "criteria[1].measure.tracker.regexes: ("),
        ('phrases = ["demo"], ', "", "criteria[1].measure.tracker.phrases"),
        ('id = "demo"', 'id = "share"', "tiny.toml: criteria"),
        ('languages = ["en"]', 'languages = ["en", "zh"]', "tiny.toml: title.zh"),
        ('["a", "b", "c", "d", "e"]', '["a", "b"]', "tiny.toml: criteria[0].anchors.en"),
        ('"Tiny"', "Tiny", "tiny.toml"),
        ("[[criteria]]", "[[criterion]]", "tiny.toml: criterion"),
    ],
)
def test_a_fault_is_named_by_its_key(old, new, culprit):
    with pytest.raises(Invalid) as caught:
        load(RUBRIC.replace(old, new), "tiny.toml")
    assert culprit in caught.value.culprit


@given(st.text(max_size=40))
def test_any_text_is_a_rubric_or_invalid(text):
    with pytest.raises(Invalid):
        load(text, "any.toml")


@given(st.sampled_from(RUBRIC.splitlines()), st.text("x=[]{}\"'1,.", max_size=12))
def test_any_changed_line_is_read_or_invalid(line, other):
    with suppress(Invalid):
        assert load(RUBRIC.replace(line, other), "any.toml").criteria


TOPICS = """
id = "covered"
version = 1
languages = ["en"]
title = { en = "Covered", zh = "覆盖" }

[[criteria]]
id = "topics"
title = { en = "Topics", zh = "话题" }
competency = "discovery"
weight = 1
anchors = { en = ["a", "b", "c", "d", "e"] }
[criteria.measure]
kind = "topics"
bands = { 3 = 0.5, 5 = 1 }
topics.budget = { phrases = ["budget", "预算"] }
topics.timing = { phrases = ["go live"] }
topics.decision = { phrases = ["sign off"], side = "buyer" }
"""


def test_the_topics_a_rubric_requires_are_covered_with_where_each_was_touched_first():
    """Budget and timing of three: 2 ÷ 3; the seller's "sign off" is not the buyer's."""
    speakers = (Speaker("R", "seller"), Speaker("C", "buyer"))
    said = (
        Utterance("R", "who will sign off", 0, 2000),
        Utterance("C", "we go live in may, our 预算 is set", 2500, 6000),
        Utterance("R", "and the budget again", 6500, 8000),
    )
    rubric = load(TOPICS, "covered.toml")
    assert [one.id for one in rubric.trackers] == ["budget", "timing", "decision"]
    card = score(rubric, CallFacts.of(analyse(Transcript("en", speakers, said))))
    (found,) = card.criteria
    assert (found.value, found.level) == (pytest.approx(2 / 3), 3)
    assert [(one.span.utterance, one.start_ms) for one in found.evidence] == [(1, 2500), (1, 2500)]
    assert found.because == "Topics: 66.7% of the topics; level 3 is 50% or more."
    assert retold(found, rubric.criteria[0], "zh") == "话题：谈到话题的 66.7%；3 级：不低于 50%。"


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ('topics.budget = { phrases = ["budget", "预算"] }', "topics.budget = {}", "topics.budget"),
        ("topics.", "others.", "measure.others"),
    ],
)
def test_a_topic_that_is_none_is_named(before: str, after: str, key: str) -> None:
    with pytest.raises(Invalid) as caught:
        load(TOPICS.replace(before, after), "covered.toml")
    assert key in str(caught.value)


def test_what_people_alone_score_has_no_level_of_the_machine_and_the_mean_is_of_the_rest():
    text = (
        RUBRIC
        + """
[[criteria]]
id = "tone"
title = {en = "Tone", zh = "语气"}
competency = "active-listening"
weight = 5
measure = {kind = "human"}
anchors = {en = ["a", "b", "c", "d", "e"], zh = ["a", "b", "c", "d", "e"]}
"""
    )
    rubric, plain = load(text, "tiny.toml"), load(RUBRIC, "tiny.toml")
    facts = CallFacts.of(analyse(GOOD_EN))
    card = score(rubric, facts)
    tone = card.of("tone")
    assert (tone.level, tone.machine_level, tone.reason) == (None, None, "for_people")
    assert tone.because == "Not scored: people score this, not the machine."
    assert retold(tone, rubric.criteria[-1], "zh") == "未评分：这一项由人评分，机器不评。"
    assert card.score == score(plain, facts).score
    with pytest.raises(Invalid, match="unknown key"):
        load(text.replace('"human"}', '"human", bands = {5 = 1}}'), "tiny.toml")
