"""The rubrics scored when asked for: the contract of every rubric, and good calls against bad."""

import pytest

from revrise.core.conversations.analysis import analyse
from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.scorecard import Scorecard
from revrise.plugins.rubrics import standards
from revrise.testing.rubrics import RubricContract, scored
from revrise.testing.sample_calls import call

RUBRICS = {one.definition.id: one for one in standards.register_rubrics()}

# A short call in each language that does what the rubric asks for.
GOOD = {
    ("qualification-meddicc", "en"): """
S: How do you measure success, is there a baseline for the ROI?
B: We lose ten percent.
S: So that cost you how much time per month? Who signs, and who approves the business case?
B: Our CFO has the final say.
S: So the CFO is the decision maker. What are your decision criteria, what matters most?
B: Speed.
S: And is speed a must have in the evaluation? What steps has procurement, and legal review?
B: Two weeks.
S: By when do you need it, what is the timeline? What is the biggest challenge, what problem?
B: Errors.
S: What is the impact of these problems? Who would support this internally, who is a sponsor?
B: Our head of sales.
S: Would you help you present it, make the case with him? Which other vendors are on the shortlist?
B: Two.
S: And what if you do nothing, compared to the alternatives?
B: It gets worse.
""",
    ("qualification-meddicc", "zh"): """
S: 你们怎么衡量效果，有哪些量化指标？
B: 每个月看报表。
S: 那现在的成本是多少成本，投资回报怎么算？这件事谁拍板？
B: 总监。
S: 除了总监，谁审批预算，谁签字？选型标准是什么，最看重什么？
B: 速度。
S: 还有哪些要求是必须有的？采购流程要几步，合同审核要多久？
B: 两周。
S: 审批流程里还有谁参与？最大的难点是什么？
B: 出错。
S: 这个问题带来什么影响，不解决会怎么样？内部谁会支持？
B: 销售负责人。
S: 他能帮忙引荐领导吗？还在看谁，有没有其他供应商？
B: 有两家。
S: 跟竞品对比，维持现状的话呢？
B: 会更差。
""",
    ("qualification-bant", "en"): """
S: What is the budget, and how much have you set aside?
B: Fifty thousand.
S: Whose cost centre is it, is there funding this year? Who approves it, who decides?
B: Our director.
S: So the director has the final say? What do you need, what is the goal?
B: Faster quotes.
S: Why now, what is the challenge? By when, how soon would you go live?
B: June.
S: Which problem is the priority? So is the deadline this quarter?
B: Yes.
""",
    ("qualification-bant", "zh"): """
S: 这个项目的预算是多少？
B: 五十万。
S: 经费是哪个财年的？谁拍板，谁审批？
B: 总监。
S: 那最终决策也是总监吗？您的需求是什么？
B: 报价快一点。
S: 目前最大的痛点是什么？希望什么时候上线？
B: 六月。
S: 您期望改善哪些？工期有截止时间吗？
B: 年底。
""",
    ("next-steps", "en"): """
S: To recap, I'll send you the proposal by Friday.
B: Good, I'll check with my director by Monday.
S: Let's schedule a demo next Tuesday at ten.
B: Fine, I'll confirm the room tomorrow.
S: So the next step is ours: I'll send the invite today.
""",
    ("next-steps", "zh"): """
S: 我总结一下，我周五之前把方案发给您。
B: 好，我确认一下领导的时间，周一回复您。
S: 那我们下周三下午约个时间演示。
B: 行，我安排会议室，明天告诉您。
S: 再确认一下，我今天把邀请发给您。
""",
    ("compliance", "en"): """
S: My name is Ann, I'm calling from Acme. This call is recorded for training purposes.
S: Is that okay, do you agree?
B: Yes, fine.
S: It is only used by us and deleted after a year. Are you comfortable with that, do you mind?
""",
    ("compliance", "zh"): """
S: 您好，我是顶点公司的小王。本次通话会录音，用于培训，您同意吗？
B: 可以。
S: 录音仅用于内部，一年后删除，您看可以吗？
""",
    ("onboarding-call", "en"): """
S: Today we'll go through the set up, this is the agenda, and by the end of it you can start.
B: Good.
S: What does success look like, what are your goals for the first month?
B: Ten users.
S: So that is the first milestone. Who will be the administrator, who is our point of contact?
B: Lin.
S: Your account manager is responsible for the rest. Let me show you, I'll share my screen.
B: I see it.
S: Click on import your list. Does that make sense, any questions?
B: No.
S: For example, log in here. Can you see it? As you can see it is quick. Want to try it?
B: Yes.
S: Go ahead and click here. I'll send you the notes by Friday, let's schedule a call next Tuesday.
B: I'll confirm tomorrow.
""",
    ("onboarding-call", "zh"): """
S: 今天我们分为几个部分，先说议程，大概需要半小时。
B: 好。
S: 首先我们看目标，您希望看到什么效果？
B: 十个人用起来。
S: 那第一个里程碑就是十个人。你们的管理员是谁，谁来对接？
B: 小林。
S: 我们的客户经理负责后面的事。我给您演示，您可以看到这个页面。
B: 看到了。
S: 点击导入。清楚吗，有什么问题？
B: 没有。
S: 举个例子，登录以后设置这里。您试试？
B: 好。
S: 比如导入名单，能看到吗？我周五之前把资料发给您，下周三我们约个时间。
B: 我确认一下。
""",
}


@pytest.mark.parametrize("rubric", RUBRICS.values(), ids=RUBRICS)
class TestStandards(RubricContract):
    """Each of them keeps it."""


@pytest.mark.parametrize(("rubric", "language"), GOOD)
def test_a_call_that_does_what_is_asked_scores_far_above_one_that_does_not(rubric, language):
    good = RUBRICS[rubric].score(facts(rubric, language))
    bad = scored(RUBRICS[rubric], f"bad {language}")
    assert good.score is not None
    assert bad.score is not None
    assert good.score >= bad.score + 1.5
    assert all(one.evidence for one in good.criteria if one.level and one.value)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_good_listener_scores_above_one_who_lectures(language):
    rubric = RUBRICS["active-listening"]
    good, bad = scored(rubric, f"good {language}"), scored(rubric, f"bad {language}")
    assert (good.score or 0) > (bad.score or 0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_a_notice_of_recording_the_compliance_of_a_call_is_blocked(language):
    rubric = RUBRICS["compliance"]
    assert rubric.score(facts("compliance", language)).blocked_by == ()
    assert scored(rubric, f"good {language}").blocked_by == ("recording-notice",)


ASKED = {
    "en": (
        "May I record our conversation?",
        "Is it okay if I record, so that I can take some notes?",
    ),
    "zh": ("我想录一下音做个记录，您不介意吧？", "方便录音吗？"),
}


@pytest.mark.parametrize(("language", "said"), [(key, one) for key in ASKED for one in ASKED[key]])
def test_who_asks_whether_they_may_record_gives_notice_of_it(language, said):
    card = spoken(said, language)
    assert card.blocked_by == ()
    assert (card.of("recording-notice").level, card.of("agreement-asked").level) == (5, 4)


@pytest.mark.parametrize(
    "said",
    [
        "Hi Tessa Winslow, it's Samuel Harper from Lanmu Systems, good to hear your voice.",
        "Hello, Simon Goddard speaking, is now still a good time?",
        "Good morning Olivia, Marta Vance here, how are you today?",
        "This is Noah Keller from Lanmu.",
    ],
)
def test_sellers_say_who_they_are_in_the_ways_they_do(said):
    assert spoken(said, "en").of("identified").level == 5


def test_a_greeting_alone_does_not_say_who_calls():
    assert spoken("Hi Tessa, it's really good to hear from you.", "en").of("identified").level == 1


def spoken(said: str, language: str) -> Scorecard:
    return RUBRICS["compliance"].score(
        CallFacts.of(analyse(call(f"S: {said}\nB: Sure.", language)))
    )


def test_next_steps_without_any_are_not_dated_late_but_not_scored():
    card = scored(RUBRICS["next-steps"], "bad en")
    assert card.of("dated").reason == "no_commitments"
    assert card.of("dated").because == "Not scored: no next step was agreed."


def test_a_date_stands_in_the_words_that_agree_the_step():
    """Two of the two next steps of the good call have a day: level 5."""
    card = RUBRICS["next-steps"].score(facts("next-steps", "en"))
    assert card.of("dated").level == 5


def test_the_rubrics_of_the_design_are_all_there_in_both_languages():
    assert set(RUBRICS) == {
        "qualification-meddicc", "qualification-bant", "active-listening", "next-steps",
        "compliance", "onboarding-call",
    }  # fmt: skip
    for one in RUBRICS.values():
        assert one.definition.languages == ("en", "zh")
        assert one.definition.when == "asked"


def facts(rubric: str, language: str) -> CallFacts:
    return CallFacts.of(analyse(call(GOOD[rubric, language], language)))
