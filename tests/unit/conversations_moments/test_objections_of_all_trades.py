"""Buyers of any trade object in words of their own; the same words said otherwise do not.

A need objects only against a proposal of who gets what, and not once that is accepted.
"""

import pytest
from bench.quality import written_sentences

from revrise.core.conversations.evaluation import evaluate
from revrise.core.conversations.objections import find, heard
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

OBJECT = [
    ("We only put aside two thousand for it", "price"),
    ("That eats into our margin", "price"),
    ("The place around the corner charges less", "competitor"),
    ("My lease runs until March", "timing"),
    ("My wife would kill me", "authority"),
    ("Finance has the last word", "authority"),
    ("We manage perfectly well without one", "need"),
    ("I am a little wary of paying up front", "trust"),
    ("I won't be locked into a two year deal, that clause has to go", "contract"),
    ("The window doesn't close", "product"),
    ("It keeps freezing", "product"),
    ("手头紧，买不了", "price"),
    ("租约到五月", "timing"),
    ("得问我老婆", "authority"),
    ("家里已经有了", "need"),
    ("楼下那家才卖八十", "competitor"),
    ("心里不踏实", "trust"),
    ("没电梯，不方便", "product"),
    ("这不公平", "contract"),
]
FINE = [
    "Is there an elevator",
    "Does it keep freezing",
    "I have plenty of wood to share",
    "My wife loves it",
    "如果太远的话我们周末过去",
    "房间有没有烟味？",
    "没关系，不急，您慢慢来",
]
PROPOSAL = "How about I take all three of the water and you get the food?"
OPEN_QUESTION = "What do you need the most?"


def call(text: str, before: str = "") -> Transcript:
    said = [Utterance("S", before)] if before else []
    sides = (Speaker("S", "seller"), Speaker("B", "buyer"))
    language = "en" if text.isascii() else "zh"
    return Transcript(language, sides, (*said, Utterance("B", text)))


@pytest.mark.parametrize(("text", "category"), OBJECT)
def test_a_reason_against_is_heard_with_its_category(text: str, category: str) -> None:
    assert category in [one.label for one in find(call(text))]


@pytest.mark.parametrize("text", FINE)
def test_questions_conditions_and_kind_words_are_none(text: str) -> None:
    assert not heard(call(text))


@pytest.mark.parametrize(
    "need", ["I really need water too", "My kids would go thirsty", "Water is essential for me"]
)
def test_a_need_objects_against_a_proposal_alone(need: str) -> None:
    assert heard(call(need, PROPOSAL))
    assert not heard(call(need, OPEN_QUESTION))
    assert not heard(call(need))
    assert not heard(call(f"Sounds good. {need}", PROPOSAL))


def test_a_need_is_held_against_a_proposal_in_chinese_too() -> None:
    assert heard(call("我孩子还病着呢", "水都归我，吃的归你"))
    assert not heard(call("我孩子还病着呢"))


@pytest.mark.parametrize(("language", "least"), [("en", 0.85), ("zh", 0.85)])
def test_sentences_of_many_trades_are_told_apart(language: str, least: float) -> None:
    f1 = evaluate("objections", written_sentences(language, "check"))["f1"]
    assert f1 is not None
    assert f1 >= least
