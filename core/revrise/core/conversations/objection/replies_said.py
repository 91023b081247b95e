"""What the line before says that a buyer answers, and how an answer begins (word lists)."""

from revrise.core.conversations.words.phrase_patterns import patterns
from revrise.core.conversations.words.phrases import Matcher, phrases

PROPOSES = Matcher(
    {
        "proposal": phrases(
            """
            would you like / would you want / do you want / shall we / can we / could we / may i /
            are you ready / are you interested / interested in / would you be / how about /
            should we / let's / can i / could i / does that work / would it / 要不要 / 可以吗 /
            行吗 / 好吗 / 怎么样 / 方便 / 能不能 / 约 / 签 / 考虑 / 试试 / 试用 / 买 / 需要我们 /
            感兴趣 / 有兴趣
            """
        )
    }
)
OFFERS = Matcher(
    {
        "offer": phrases(
            """
            what about / deal / agree / i can give / i could give / i give / i'll give /
            i will give / i can do / i could do / i'd do / you take / you can have / you get /
            okay for you / ok for you / okay with you / ok with you / that fair / work for you /
            i take / i get / willing to / i'd like / i would like / i need / i want /
            i really need / fair / give me / let me / i can have / i could have / you might /
            i would take / all of / i'll take / i will take / throw in /
            给我 / 归我 / 给你 / 归你 / 我拿 / 我要 / 你拿 / 换你 / 匀 / 让给 / 我想要
            """
        )
    }
)
ASKS_NEEDS = Matcher(
    {
        "asked": patterns(
            """
            what (do|would|are|is|will|did) (you|your) *
            (need|like|want|prefer|looking|hoping|preference|preferences|priority|priorities|most|
            think you'll|in mind|thinking) /
            what (items|item|kind|sort|supplies|packages|things|package|resources) /
            which (item|items|one|package|packages|is|are|do|of) / how many * * (need|want|like) /
            how much * * (need|want) / (highest|lowest|top|first|second|last) priority /
            (your|any) (preference|preferences|priority|priorities) / you * in the market for /
            想要什么 / 需要什么 / 要什么样
            """
        )
    }
)
# Of what was, or of how it is at the buyer's: neither proposes anything.
ASKS_FACTS = Matcher(
    {
        "fact": patterns(
            """
            did you * (get|see|read|receive|look|try|talk|speak|find|hear) /
            have you (got|seen|read|had|tried|talked|spoken|heard)
            """
        )
    }
)
ASKS_PAINS = Matcher(
    {
        "pain": patterns(
            """
            (complain|complains|complaining) about / costs you / (any|many) (errors|mistakes|
            complaints|outages) / what makes it (slow|hard|difficult|expensive) / what (slows|
            hurts|bothers|frustrates|worries) (you|your) / (biggest|main|worst) (pain|pains|
            problem|problems|challenge|challenges|headache|headaches|frustration|bottleneck) /
            how (does|do) (this|that|it|they) affect / which step /
            (what|how) (do|does) (you|your) * (today|now|currently|at the moment) /
            (problem|issue|trouble) for (you|your) /
            (usually|normally|often) (break|fail|go wrong) /
            出错(多|的) / (哪|什么)(一步|环节) / (最|)(头疼|头痛|痛点|费时|困扰) / 抱怨 /
            (现在|目前|平时)(是|都|)(怎么|如何) / 是手工(做|的) / 有什么(影响|困难)
            """
        )
    }
)
ALLOTS = Matcher(
    {
        "allots": patterns(
            """
            (i|we|i'll|i'd) * (take|get|keep|have|want|need|like) *
            (all|both|three|two|one|rest|everything|3|2|1) /
            (i|we|i'll|i'd) * (take|get|keep|have) * most /
            (can|could|may) (i|we) * (have|get|take|keep) / (can|could|would|will) you *
            (give|spare|share|trade|let|take|be willing|throw|swap|part) / give (me|you|us) /
            you (get|take|have|keep) * (all|most|both|three|two|one|rest|everything|3|2|1) /
            let me have / (how|what) about / what if / i propose / i suggest /
            (mind|okay|ok) if i
            """
        )
    }
)
ACCEPTS = Matcher(
    {
        "yes": patterns(
            """
            (sounds|sound) (good|great|fine|perfect|fair|reasonable) /
            (works|work) (for me|for us|great|perfectly) / (that's|that is|it's|it is)
            (fine|ok|okay|great|perfect|a deal|a great deal|great deal|a good deal) /
            it's a deal / we have a deal / i (agree|accept) / (thank you|thanks) for
            (giving|understanding|the|being|sharing|letting) / sure / no problem / great deal /
            perfect / awesome / that's right / (i'm|i am) (ok|okay|fine|happy|good) with /
            that makes sense / yes you can / okay with (that|it) / (so|and) i'll take /
            your offer is fair / (成交|同意|可以|没问题)
            """
        ),
        "but": phrases(
            """
            but / though / however / except / unless / only if / if / still /
            但 / 不过 / 可是 / 只是
            """
        ),
    }
)
MORE = Matcher(
    {
        "more": phrases(
            "any other / anything else / any more / any further / 别的 / 其他 / 还有 / 再讲"
        )
    }
)
