"""Small calls for trying rubrics and detectors on, good and bad, English and Chinese."""

from attrs import evolve

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

_MS_A_CHARACTER = {"en": 60, "zh": 230}
_PAUSE_MS = 400


def call(text: str, language: str = "en", *, timed: bool = True) -> Transcript:
    """A transcript of lines `S: …` (seller) and `B: …` (buyer), spoken at a usual pace."""
    utterances, at = [], 0
    for line in filter(None, map(str.strip, text.splitlines())):
        speaker, _, said = line.partition(":")
        end = at + len(said.strip()) * _MS_A_CHARACTER[language]
        times = (at, end) if timed else (None, None)
        utterances.append(Utterance(speaker, said.strip(), *times))
        at = end + _PAUSE_MS
    sides = (Speaker("S", "seller"), Speaker("B", "buyer"))
    return Transcript(language, sides, tuple(utterances), at if timed else None)


GOOD_EN = call(
    """
S: Thanks for the time today. How does your team handle quotes at the moment?
B: By hand in spreadsheets, ten people, and it takes forever, it is a real problem for us.
S: What is the biggest challenge with that process?
B: Mistakes. We lose about two deals a month because a price was wrong and customers complain.
S: And what happens when a deal is lost like that, what does it cost you?
B: Around twenty thousand each time, plus the team is overwhelmed.
S: If you could fix one thing, what would ideal look like for you?
B: A quote in five minutes. But your product is too expensive for us, I think.
S: I understand, budget matters. Compared to what, if I may ask?
B: Compared to the spreadsheets, which are free.
S: That makes sense. Companies your size earn it back in three months because wrong prices stop,
   and onboarding is included. Does that help?
B: Yes, that makes sense.
S: Great. I'll send you the numbers by Friday, and let's schedule a demo next Tuesday.
B: Sounds good, I'll check with my director and confirm tomorrow.
""".replace("\n   ", " ")
)

BAD_EN = call(
    """
S: Our product is the best on the market, it has two hundred features, reports, a mobile app, and
   we won three awards last year, and I will tell you about each of them because they are great.
B: Okay.
S: The first award was for design, the second for service. Our dashboards have forty widgets, and
   you can change the colours. The reports are exported to every format. It is really the best.
B: It is too expensive.
S: No it isn't. Everybody pays that.
B: It is still too expensive, and we don't need it.
S: Well you should. It has colours.
B: Not interested, thanks.
""".replace("\n   ", " ")
)

GOOD_ZH = call(
    """
S: 您好，感谢您今天抽时间。请问你们团队目前是怎么管理报价的？
B: 我们都是手工做表格，十个人，效率低，经常出错，很头疼。
S: 在这个流程里，您觉得最大的困难是什么？
B: 价格不准，每个月因为报错价流失两个客户，还有客户投诉。
S: 这对你们的业务会造成什么影响，大概损失多少？
B: 每单差不多十万，团队也经常加班。
S: 如果能解决这个问题，您理想的情况是什么样的？
B: 五分钟出报价。不过你们的价格太贵了。
S: 我理解您的顾虑。您是跟什么比觉得贵呢？
B: 跟现在的表格比，那个不要钱。
S: 明白。像您这样规模的客户三个月就能收回成本，因为报错价的损失没有了。您看这样可以接受吗？
B: 好的，可以。
S: 那我周五之前把方案发给您，下周三下午我们约个时间给领导演示？
B: 没问题，我确认一下领导的时间。
""",
    "zh",
)

BAD_ZH = call(
    """
S: 我们的产品是市场上最好的，功能非常多，有报表，有看板，去年拿了三个大奖，我都给您讲一遍。
B: 哦。
S: 第一个奖是设计奖，第二个奖是服务奖，我们的看板有四十个组件，每个组件都可以换颜色。
B: 太贵了。
S: 不贵。
B: 还是太贵了，我们不需要。
S: 您应该需要。
B: 不用了，再见。
""",
    "zh",
)

ODD = {
    "empty": Transcript("en", (), ()),
    "silent": Transcript("zh", GOOD_ZH.speakers, (), 60_000),
    "untimed": call("S: How do you work today?\nB: By hand.\nS: I see.\nB: Yes.", timed=False),
    "one-sided": evolve(
        GOOD_EN, utterances=tuple(one for one in GOOD_EN.utterances if one.speaker == "S")
    ),
    "sides unknown": evolve(GOOD_EN, speakers=(Speaker("S"), Speaker("B"))),
    "unknown language": evolve(GOOD_EN, language="tlh"),
    "no language": evolve(GOOD_ZH, language=""),
    "blank": Transcript("en", GOOD_EN.speakers, (Utterance("S", ""), Utterance("B", " \n"))),
}
EVERY = {"good en": GOOD_EN, "bad en": BAD_EN, "good zh": GOOD_ZH, "bad zh": BAD_ZH, **ODD}
