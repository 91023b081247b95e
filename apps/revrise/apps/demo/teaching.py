"""What the courses teach and ask: the text of each lesson, and a short quiz a course."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from revrise.apps.demo.courses import ONBOARDING
from revrise.apps.demo.model import DISCOVERY_COURSE, PLACEBO_COURSE
from revrise.core.bilingual import Bilingual, Language
from revrise.core.learning.course import Question


@frozen
class Asked:
    """A question; the first option is the right one, `place` is where it is shown."""

    text: Bilingual
    options: tuple[Bilingual, ...]
    place: int

    def question(self, number: int, language: Language) -> Question:
        """The question in a language, its options in the order they are shown."""
        right, *others = (option.of(language) for option in self.options)
        shown = [*others[: self.place], right, *others[self.place :]]
        return Question(f"q{number}", self.text.of(language), tuple(shown), self.place)


LESSONS: Final[Mapping[str, tuple[Bilingual, ...]]] = {
    DISCOVERY_COURSE: (
        Bilingual(
            "An open question invites a story: what, how, tell me about.\n"
            "Ask two of them before the first question that can be answered with yes or no.\n"
            "Then be silent. A pause of two seconds costs nothing and often brings the best line.",
            "开放式问题引出故事：什么、怎么、请讲讲。\n"
            "在第一个能用是或否回答的问题之前，先问两个开放式问题。\n"
            "然后保持安静。停两秒没有损失，常常换来最有价值的一句。",
        ),
        Bilingual(
            "A problem is what hurts. An implication is what it costs when nobody acts.\n"
            "Ask how often it happens, whom it reaches, and what one case costs.\n"
            "Let the buyer say the figure. Yours is an opinion, theirs is a reason.",
            "问题是痛点，影响是放任不管的代价。\n"
            "问多久发生一次、波及谁、一次要花多少。\n"
            "让客户自己说出数字。你说的是看法，他说的才是理由。",
        ),
        Bilingual(
            "Repeat the last words of the buyer and wait.\n"
            "What is not said is often who else decides, and what went wrong last time.",
            "重复客户最后几个词，然后等待。\n没说出口的，常常是还有谁拍板，以及上次哪里出了错。",
        ),
    ),
    PLACEBO_COURSE: (
        Bilingual(
            "Meridian has five products: Care, Connect, Flow, Guard and Insight.\n"
            "Each can be bought alone; Connect joins them.",
            "Meridian 有五个产品：Care、Connect、Flow、Guard、Insight。\n"
            "每个都能单独购买，Connect 把它们连起来。",
        ),
        Bilingual(
            "The standard edition ends at 200 users. Beyond it, and on own servers, it is the "
            "enterprise edition.\nNever promise a limit that is not on the price list.",
            "标准版上限 200 人。超过人数或私有部署，须用企业版。\n不要承诺价目表上没有的上限。",
        ),
    ),
    ONBOARDING: (
        Bilingual(
            "We ask before we show. A first call belongs to the buyer's day, not to our product.\n"
            "Every call ends with a step that has an owner and a date.",
            "先问，再演示。第一通电话属于客户的日常，不属于我们的产品。\n"
            "每通电话以一个有负责人、有日期的步骤结束。",
        ),
        Bilingual(
            "Operations feels the pain, finance holds the budget, IT can say no.\n"
            "Meet two of them before you send a price.",
            "运营感受痛点，财务掌握预算，信息部门可以否决。\n报价之前，至少见到其中两方。",
        ),
        Bilingual(
            "Ask for consent before you record, and say what it is for.\n"
            "Without everybody's word nothing is transcribed, scored or coached on.",
            "录音之前先征得同意，并说明用途。\n没有通话各方的同意，不转写、不评分、不辅导。",
        ),
    ),
}
QUIZZES: Final[Mapping[str, tuple[Asked, ...]]] = {
    DISCOVERY_COURSE: (
        Asked(
            Bilingual("Which one is an open question?", "哪一个是开放式问题？"),
            (
                Bilingual("How do the reports get made today?", "现在报表是怎么做出来的？"),
                Bilingual("Are the reports late?", "报表会迟到吗？"),
                Bilingual("Do you use spreadsheets?", "你们用表格吗？"),
            ),
            1,
        ),
        Asked(
            Bilingual("Who should say what a problem costs?", "问题的代价应该由谁说出来？"),
            (
                Bilingual("The buyer", "客户"),
                Bilingual("The seller, from a study", "销售，引用研究"),
                Bilingual("Nobody, it sounds pushy", "不说，显得逼人"),
            ),
            0,
        ),
    ),
    PLACEBO_COURSE: (
        Asked(
            Bilingual("Where does the standard edition end?", "标准版的上限是多少？"),
            (Bilingual("200 users", "200 人"), Bilingual("50 users", "50 人"),
             Bilingual("There is no limit", "没有上限")),
            2,
        ),
    ),
    ONBOARDING: (
        Asked(
            Bilingual("What does every call end with?", "每通电话以什么结束？"),
            (
                Bilingual("A step with an owner and a date", "一个有负责人和日期的步骤"),
                Bilingual("A price", "报价"),
                Bilingual("A summary of the product", "产品总结"),
            ),
            1,
        ),
        Asked(
            Bilingual("When is consent to record asked for?", "什么时候征得录音同意？"),
            (
                Bilingual("Before recording begins", "录音开始之前"),
                Bilingual("At the end of the call", "通话结束时"),
                Bilingual("Only when the buyer asks", "客户问起时"),
            ),
            0,
        ),
    ),
}  # fmt: skip


def body(course_id: str, place: int, language: Language) -> str:
    """The text of a lesson."""
    return LESSONS[course_id][place].of(language)


def quiz(course_id: str, language: Language) -> tuple[Question, ...]:
    """The questions of a course."""
    asked = QUIZZES[course_id]
    return tuple(one.question(number, language) for number, one in enumerate(asked, 1))
