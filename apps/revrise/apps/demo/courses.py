"""The catalogue: courses and role-play scenarios."""

from typing import Final

from revrise.apps.demo.enablement import Course, Scenario
from revrise.apps.demo.model import DISCOVERY_COURSE, PLACEBO_COURSE
from revrise.core.bilingual import Bilingual

ONBOARDING = "course-onboarding"
COURSES: Final = (
    Course(
        DISCOVERY_COURSE,
        Bilingual("Discovery that uncovers need", "挖掘需求的探询技巧"),
        "discovery",
        (
            (Bilingual("Open questions before closed ones", "先开放，后封闭"), 25),
            (Bilingual("From problem to implication", "从问题到影响"), 30),
            (Bilingual("Listening for what is left unsaid", "听出没说的话"), 20),
        ),
    ),
    Course(
        PLACEBO_COURSE,
        Bilingual("Product certification", "产品认证"),
        "product-knowledge",
        (
            (Bilingual("The Meridian family", "Meridian 产品家族"), 40),
            (Bilingual("Editions and limits", "版本与限制"), 35),
        ),
    ),
    Course(
        ONBOARDING,
        Bilingual("Onboarding", "新人入职"),
        "product-knowledge",
        (
            (Bilingual("How we sell", "我们怎么销售"), 45),
            (Bilingual("Who buys from us", "谁在买我们的产品"), 30),
            (Bilingual("Recording calls: ask first", "通话录音：先征得同意"), 15),
        ),
    ),
)
SCENARIOS: Final = (
    Scenario(
        "scenario-price",
        Bilingual("The budget is spent", "预算已经花完"),
        Bilingual("A finance director who pays attention to every line", "逐项核对的财务总监"),
        Bilingual(
            "The buyer likes the demo and says that it costs too much.",
            "客户认可演示，但认为价格太高。",
        ),
        ("price", "timing"),
        "objection-handling",
        3.0,
    ),
    Scenario(
        "scenario-competitor",
        Bilingual("We already have somebody", "我们已有供应商"),
        Bilingual("An IT manager, content with the present vendor", "对现有供应商满意的信息部经理"),
        Bilingual(
            "The buyer sees no reason to change and fears the move.",
            "客户看不到更换的理由，也担心迁移。",
        ),
        ("competitor", "trust"),
        "objection-handling",
        3.2,
    ),
    Scenario(
        "scenario-authority",
        Bilingual("I have to ask my boss", "我得请示领导"),
        Bilingual("A friendly head of operations without a signature", "没有签字权的运营总监"),
        Bilingual("Find out who decides, and get to talk to them.", "弄清谁拍板，并争取见面。"),
        ("authority", "need"),
        "objection-handling",
        2.8,
    ),
)
