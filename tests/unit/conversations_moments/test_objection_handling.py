"""Which steps a seller takes is heard in the many ways of saying them, in both languages."""

from time import process_time

import pytest

from revrise.core.conversations.objection.handling import Handling
from revrise.core.conversations.reading import read
from revrise.testing.sample_calls import call


def handled(talk):
    """What is told of an objection in the first line."""
    return Handling(read(call(talk)), {0: ("price",)}).of(0, "price")


def taken(said):
    data = handled(f"B: I would not pay that.\nS: {said}\nB: Hm, what about the colours?")
    return {step for step in ("acknowledged", "explored", "answered", "confirmed") if data[step]}


ACKNOWLEDGING = [
    "that's fair",
    "No, I hear you.",
    "i get that",
    "You're quite right.",
    "It is a lot.",
    "I'm so sorry to hear about your loss",
    "that's sensible i'd do the same",
    "thats a perfectly good question",
    "oh no, that's awful",
    "Ha, fair enough.",
    "i know how it sounds",
    "I can't blame you",
    "point taken",
    "i get where you're coming from",
    "Of course.",
    "ha true",
    "Walter, take your time.",
    "I know, it sounds like a lot.",
    "I used to think that too",
    "我知道，听着不少。",
    "我也知道现在不好做",
    "能理解",
    "哈哈我懂",
    "您说得对",
    "您这个顾虑很实在",
    "那倒是",
    "对，是不便宜。",
    "确实",
    "是我们的疏漏",
    "不好意思",
    "换我也犹豫",
    "没关系",
    "好的",
    "阿姨，明白。",
    "您看得真细",
]
EXPLORING = [
    "What would make it work for you?",
    "what are they quoting",
    "Is it the price or the term?",
    "okay did he say why",
    "fair enough how often does it happen",
    "And who'd maintain it after that?",
    "Can I ask what they charge?",
    "Help me understand that.",
    "您主要是担心售后吗",
    "您是觉得哪一块贵",
    "他们那边报了多少钱？",
    "是价格还是服务的问题？",
    "那要等到什么时候批呢",
]
NOT_EXPLORING = [
    "Shall I put you down for Thursday?",
    "of course can i ring you on thursday",
    "What time suits, two or after four?",
    "What if we left the lights out?",
    "how about half of it in june",
    "Would you like to see one on Saturday?",
    "do you want me to send both",
    "By the way, do you have a garage?",
    "Have you considered leasing it?",
    "Our firm did what it would for everybody.",
    "那我明天上午过来方便吗",
    "要不要先试一个月？",
    "我帮您约一节免费的好吗",
    "如果明年再涨我们也不加钱",
    "另外您家里有几口人？",
]
CONFIRMING = [
    "不知道我说清楚了没有",
    "Would that work for you?",
    "i've got a loaner would that do",
    "we can split it over ten months is that any better",
    "How does that sound?",
    "you keep the old price how's that",
    "does that put your mind at ease",
    "We can spread it over two years. Would that be easier?",
    "可以分十二期，这样会不会轻松些？",
    "那分两期付您看行吗",
    "这样可以吧",
    "这个价您能接受吗",
    "先做一个门，行不行？",
    "六千五，您觉得怎么样",
]
NEITHER = [
    "Ha! Then we would say three months.",
    "okay then the blender stays out",
    "We've a smaller one for four hundred.",
    "I know a man who repairs them.",
    "不用电靠零食",
    "您说的是急诊门口那几个",
    "那按三个收两万二",
    "好像还有一台小的",
]


@pytest.mark.parametrize("said", ACKNOWLEDGING)
def test_saying_that_it_was_heard_acknowledges(said):
    assert "acknowledged" in taken(said)


@pytest.mark.parametrize("said", EXPLORING)
def test_asking_about_the_matter_explores(said):
    assert "explored" in taken(said)
    assert "confirmed" not in taken(said)


@pytest.mark.parametrize("said", NOT_EXPLORING)
def test_asking_for_a_yes_a_time_or_something_else_does_not_explore(said):
    assert "explored" not in taken(said)


@pytest.mark.parametrize("said", CONFIRMING)
def test_checking_back_confirms_and_does_not_explore(said):
    assert "confirmed" in taken(said)
    assert "explored" not in taken(said)


@pytest.mark.parametrize("said", NEITHER)
def test_a_plain_answer_acknowledges_and_asks_nothing(said):
    assert taken(said) == {"answered"}


def test_interjections_and_courtesies_are_no_answer():
    assert taken("嗯嗯嗯我明白您的意思") == {"acknowledged"}


def test_an_offer_that_asks_is_an_answer():
    assert taken("Could you do yours the night before?") == {"answered"}
    assert taken("那我把实施费分两次收可以吗") == {"answered", "confirmed"}


@pytest.mark.parametrize("said", ["i get that what did they quote you", "明白那您预算多少"])
def test_a_courtesy_before_a_question_without_marks_is_no_answer(said):
    assert taken(said) == {"acknowledged", "explored"}


def test_a_courtesy_acknowledges_only_before_anything_was_answered():
    talk = "B: I would not pay that.\nS: {}\nB: Mm.\nS: {}\nB: Fine."
    start, later = "Of course, take the smaller one.", "We have a smaller one for half."
    assert handled(talk.format(start, later))["acknowledged"] == [1, 0, 9]
    assert handled(talk.format(later, start))["acknowledged"] is None
    assert handled(talk.format(later, "You're right about it."))["acknowledged"] == [3, 0, 12]


def test_a_courtesy_in_the_middle_is_none():
    assert "acknowledged" not in taken("the shop at the corner is open of course")


def test_an_offer_the_buyer_answers_ends_the_matter_and_a_question_waits_for_the_reason():
    talk = "B: I would not pay that.\nS: {}\nB: It is for two of us.\nS: Bring her.\nB: Deal."
    assert handled(talk.format("How about half of it in June?"))["outcome"] == "moved_on"
    assert handled(talk.format("What makes you say that?"))["outcome"] == "agreed"


def outcome(reply, said="We can spread it over two years."):
    return handled(f"B: I would not pay that.\nS: {said}\nB: {reply}")["outcome"]


@pytest.mark.parametrize(
    "reply",
    [
        "No.",
        "no",
        "sorry no",
        "Nope, sorry.",
        "not really",
        "it's a no from me",
        "That's not what I asked.",
        "不要",
        "算了",
        "不了谢谢",
        "还是贵",
        "那也太贵了",
        "absolutely not",
        "it's still more than we can pay",
        "that doesn't change anything",
        "那我再看看别家",
    ],
)
def test_a_plain_no_refuses(reply):
    assert outcome(reply) == "refused"


@pytest.mark.parametrize(
    "reply",
    ["that's not bad", "That sounds better.", "那还差不多", "好多了", "fine by me"],
)
def test_half_a_praise_agrees(reply):
    assert outcome(reply) == "agreed"


@pytest.mark.parametrize(
    "said", ["We can spread it. Any other concerns?", "可以分期，还有别的顾虑吗"]
)
def test_a_no_to_what_else_there_is_agrees(said):
    assert {outcome(no, said) for no in ("No.", "no not really", "不用了")} == {"agreed"}


def test_what_is_not_great_is_not_agreed_to():
    assert outcome("that's not great") == "moved_on"


def test_a_no_to_a_question_of_the_seller_decides_nothing_yet():
    assert outcome("No.", "Is it the price that bothers you?") == "no_reply"


def test_a_long_answer_that_asks_and_agrees_over_and_over_takes_linear_time():
    said = "i get that it is a lot could we do less? 您说得对 那您看这样 sorry 好的. " * 20_000
    started = process_time()
    assert taken(said) == {"acknowledged", "answered", "confirmed"}
    assert process_time() - started < 10
