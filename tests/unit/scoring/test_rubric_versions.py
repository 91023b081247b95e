"""Versions of a rubric: numbers in the text, states, and what differs criterion by criterion."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.apps.api.sentences.chinese import in_chinese
from revrise.core.errors import Conflict, Invalid
from revrise.core.scoring.rubric_diff import Change, difference
from revrise.core.scoring.rubric_text import RubricText, numbered
from revrise.core.scoring.rubric_toml import load

DAY = datetime(2026, 3, 2, tzinfo=UTC)
ASKS = """
[[criteria]]
id = "asks"
title.en = "Asks"
competency = "discovery"
weight = 2
anchors.en = ["none", "one", "some", "many", "all the time"]
measure = {kind = "questions", bands = {3 = 1, 5 = 4}}
"""
TALKS = """
[[criteria]]
id = "listens"
title.en = "Listens"
competency = "listening"
weight = 1
anchors.en = ["1", "2", "3", "4", "5"]
measure = {kind = "metric", metric = "talk_share", bands = {5 = [0.3, 0.5]}}
"""
HEAD = 'id = "ours"\nversion = 1\ntitle.en = "Ours"\nlanguages = ["en"]\n'


def changed(before: str, after: str) -> list[Change]:
    return list(difference(load(before, "a"), load(after, "b")).changes)


def test_every_part_of_a_criterion_that_differs_is_told_with_both_sides() -> None:
    other = ASKS.replace("weight = 2", "weight = 3").replace('"some"', '"a few"')
    other = other.replace("5 = 4", "5 = [6, 9]").replace(
        '"questions"', '"questions", form = "open"'
    )
    assert changed(HEAD + ASKS, HEAD + other) == [
        Change("asks", "weight", "2", "3"),
        Change("asks", "anchors", "en 3", "en 3"),
        Change("asks", "bands", "3: ≥ 1; 5: ≥ 4", "3: ≥ 1; 5: 6–9"),
        Change("asks", "measure", "QuestionBand", "QuestionBand"),
    ]


def test_what_comes_goes_moves_and_is_said_of_the_whole_is_told() -> None:
    both = HEAD + ASKS + TALKS
    assert changed(HEAD + ASKS, both) == [Change("listens", "added", "", "×1")]
    assert changed(both, HEAD + TALKS) == [Change("asks", "removed", "×2", "")]
    assert changed(both, HEAD + TALKS + ASKS) == [
        Change("", "order", "asks, listens", "listens, asks")
    ]
    other = HEAD.replace('"Ours"', '"Mine"') + 'when = "asked"\n' + ASKS
    assert [one.what for one in changed(HEAD + ASKS, other)] == ["title", "when"]
    assert changed(both, both) == []
    new = difference(None, load(both, "a"))
    assert [(one.criterion, one.what) for one in new.changes] == [
        ("asks", "added"), ("listens", "added"),
    ]  # fmt: skip


@given(st.integers(1, 10**6))
def test_the_number_of_a_version_is_written_into_its_own_line_and_nowhere_else(number: int) -> None:
    tricky = ASKS.replace('"none"', '"version = 7"')
    text = numbered(HEAD + tricky, number)
    assert load(text, "x").version == number
    assert text.replace(f"version = {number}\n", "version = 1\n", 1) == HEAD + tricky
    nowhere = HEAD.replace("version = 1\n", "") + "[[x]]\nversion = 3\n"
    assert numbered(nowhere, number) == nowhere


def test_a_version_is_published_retired_and_published_again_and_never_twice() -> None:
    draft = RubricText("r", "ours", 2, HEAD + ASKS, "eve", DAY)
    out = draft.publish("eve", DAY)
    assert (out.ref, out.state, out.decided_by, out.version) == ("ours@2", "published", "eve", 2)
    with pytest.raises(Conflict):
        out.publish("eve", DAY)
    gone = out.retire("ann", DAY)
    assert gone.publish("eve", DAY).state == "published"
    assert draft.retire("eve", DAY).text == draft.text
    with pytest.raises(Conflict):
        gone.retire("eve", DAY)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (HEAD.replace('= "ours"', '"ours"'), "不是 TOML：键后面缺少 ="),
        (HEAD.replace('"ours"', "ours"), "不是 TOML：等号后面不是有效的值，文字要加引号"),
        (HEAD + "version = 2", "不是 TOML：同一个键写了两次"),
        (HEAD + "[[criteria]", "不是 TOML：表名缺少结尾的 ]"),
        (HEAD + 'x = "a', "不是 TOML：文字缺少结尾的引号"),
        (HEAD + "x = [1", "不是 TOML：数组缺少 ]"),
        (HEAD + "what = 1", "没有这个键"),
        (HEAD, "至少要有一项标准，且各有不同的 id"),
        (HEAD + ASKS.replace("weight = 2", "weight = 0"), "必须大于 0"),
        (HEAD + ASKS.replace("weight = 2", 'weight = "2"'), "必须是整数"),
        (HEAD + ASKS.replace(', "all the time"', ""), "必须是五段文字，从 1 级开始"),
        (HEAD + ASKS.replace("3 = 1", "3 = [4, 1]"), "下限不能高于上限"),
        (HEAD + ASKS.replace("3 = 1", "3 = 'x'"),
         "必须是数字，或 [下限, 上限]，不设限的一端写空文字"),
        (HEAD + ASKS.replace("{3 = 1, 5 = 4}", "{}"), "必填"),
        (HEAD.replace('["en"]', '["zh"]') + ASKS, "必填"),
        (HEAD + ASKS.replace('"questions"', '"smell"'),
         "必须是其中之一：metric, questions, moments, tracker, sequence, topics, human"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_text_is_said_in_chinese_too(wrong: str, said: str) -> None:
    with pytest.raises(Invalid) as told:
        load(wrong, "rubric")
    assert in_chinese(told.value.message) == said
    assert not told.value.remedy or in_chinese(told.value.remedy) != told.value.remedy
