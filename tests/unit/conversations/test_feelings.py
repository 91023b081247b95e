"""What a buyer's words feel like, by how it is said: in words, in set phrases, turned round."""

import pytest

from revrise.core.conversations.metrics.sentiment import feelings

GOOD, BAD, NEITHER = (1, 0), (0, 1), (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "it was a nightmare",
        "we're fed up",
        "they were a rip-off",
        "honestly it's such a hassle",
        "The last system let us down.",
        "that keeps me awake",
        "I'd rather my brother saw it",
        "这套系统真头疼",
        "我怕夜里响",
        "上次就被忽悠",
        "折腾",
        "真糟心",
        "万一漏电呢",
        "that is not acceptable",
        "I don't think it's worth it",
        "人家比你便宜多了",
        "价格有点高",
        "it's a bit steep",
        "it's not as good as that",
        "this isn't user friendly",
        "别浪费时间",
    ],
)
def test_worry_annoyance_and_distrust_are_negative(text: str) -> None:
    assert feelings(text) == BAD


@pytest.mark.parametrize(
    "text",
    [
        "that's a relief",
        "I can't wait",
        "that would be a godsend",
        "thank you so much",
        "we like it",
        "这个好",
        "那就踏实",
        "终于松了口气",
        "这话说到心坎",
        "that's kind of you",
        "this is so much better",
        "We're very keen.",
        "exactly what we need",
        "用着挺顺手",
        "又不贵",
        "那还行",
        "no that works perfectly",
        "it couldn't be easier",
        "效果超出预期",
    ],
)
def test_praise_relief_and_trust_are_positive(text: str) -> None:
    assert feelings(text) == GOOD


@pytest.mark.parametrize(
    "text",
    [
        "thanks, bye",
        "thank you",
        "okay great",
        "good morning",
        "nice to meet you",
        "what's your best price",
        "would you like the blue one",
        "it works like the other one",
        "谢谢，再见",
        "不好意思",
        "你好，麻烦你发一下",
        "贵公司在哪里",
        "压力表装在哪里",
        "你们在香港有店吗",
        "every time we go to Leeds",
        "they went down to Bristol",
        "that's kind of a list",
        "a hard copy please",
        "有效期到几号",
        "一等奖",
        "我怎么付款",
    ],
)
def test_rote_politeness_and_other_meanings_are_neither(text: str) -> None:
    assert feelings(text) == NEITHER


@pytest.mark.parametrize(
    ("text", "felt"),
    [
        ("it isn't helpful", BAD),
        ("it's not a very good one", BAD),
        ("there was no hassle at all", GOOD),
        ("not just slow", BAD),
        ("no, wonderful", GOOD),
        ("not bad", GOOD),
        ("我不太满意", BAD),
        ("没有那么麻烦", GOOD),
        ("特别满意", GOOD),
        ("不仅麻烦", BAD),
        ("不，麻烦", BAD),
        ("没问题", GOOD),
        ("no that's good", GOOD),
        ("no i'm not interested", BAD),
        ("no problem sounds good", GOOD),
        ("it's not now but good", GOOD),
        ("not easy to use", BAD),
        ("不错不错", (2, 0)),
        ("会不会很麻烦", BAD),
        ("有没有风险", BAD),
        ("不要太麻烦", GOOD),
        ("没觉得麻烦", GOOD),
    ],
)
def test_a_negation_just_before_turns_a_word_round(text: str, felt: tuple[int, int]) -> None:
    assert feelings(text) == felt


@pytest.mark.parametrize("text", ["这个好用吗", "管用不", "效果满意么", "没问题吗", "贵了吗"])
def test_a_chinese_word_that_is_asked_about_is_neither(text: str) -> None:
    assert feelings(text) == NEITHER


@pytest.mark.parametrize("text", ["这不是骗人吗", "不是太贵了吗"])
def test_a_chinese_question_that_says_it_is_felt(text: str) -> None:
    assert feelings(text) == BAD


def test_a_phrase_is_one_word_of_the_lexicon() -> None:
    """What is "no good" is not "good" turned round, and neither is counted twice."""
    assert feelings("it's no good to me, a waste of time") == (0, 2)
    assert feelings("good, but too expensive and 太麻烦") == (1, 2)


def test_traditional_characters_and_capitals_feel_the_same() -> None:
    assert feelings("很麻煩") == feelings("很麻烦") == BAD
    assert feelings("Fed Up") == BAD
