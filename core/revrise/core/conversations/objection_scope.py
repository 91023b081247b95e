"""Whether words that look like an objection are about the offer, and object at all."""

from collections.abc import Callable, Sequence

from revrise.core.conversations.objection_phrases import NEGATIONS, SETTLED
from revrise.core.conversations.phrases import Hit, Matcher, phrases
from revrise.core.conversations.questions import kind
from revrise.core.conversations.reading import Reading

Seen = dict[int, dict[str, int]]
_REACH = 3  # tokens before a hit in which a negation undoes it
_NO_DENIAL = {"不": "起", "别": "家人的处"}  # 对不起, 别家
_SHORT = 10  # tokens of a mere answer
_COMPLAINTS = frozenset({"product", "price", "timing"})
_BEFORE_NUMBERS = frozenset(
    [
        "$",
        "~",
        "about",
        "around",
        "like",
        "only",
        "is",
        "at",
        "to",
        "the",
        "a",
        "of",
        "£",
        "€",
        "¥",
        "even",
    ]
)
_ENDS = frozenset(".?!;,")
_SUM = frozenset("$£€¥")
_POLITE = frozenset(
    [
        "problem",
        "problems",
        "worries",
        "idea",
        "doubt",
        "issue",
        "issues",
        "prob",
        "rush",
        "questions",
    ]
)
_SCOPE = Matcher(
    {
        "offer": phrases(
            """
            you / your / yours / this price / the price / the quote / the offer /
            implementation / onboarding / rollout / 你们 / 您 / 你 / 贵司 / 报价 / 方案 / 这个价 /
            实施 / 上线 / 部署 / 交付 / 一签
            """
        ),
        "present": phrases(
            """
            current / currently / existing / old system / old tool / old software / our old /
            we have today / today we / our process / our system / our tool / our tools /
            our software / our spreadsheets / our reports / the reports / now have / have now /
            use now / at present / manual / manually / by hand / the tool we / the system we /
            our licences / our licenses / 现在用 / 现在的 / 现在那 / 现在这 / 目前的 / 目前用 /
            现有的 / 老系统 / 旧系统 / 我们的系统 / 我们的流程 / 那套 / 手工 / 人工 / 报表 /
            原来的 /
            每个月 / 每天
            """
        ),
        "others": phrases(
            """
            my team / my people / the team / our reps / our people / the reps /
            销售 / 员工 / 客户 / 同事
            """
        ),
    }
)
_PROPOSES = Matcher(
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
_OFFERS = Matcher(
    {
        "offer": phrases(
            """
            what about / deal / agree / i can give / i could give / i give / i'll give /
            i will give / i can do / i could do / i'd do / you take / you can have / you get /
            okay for you / ok for you / okay with you / ok with you / that fair / work for you /
            i take / i get / willing to / i'd like / i would like / i need / i want /
            i really need / fair / give me / let me / i can have / i could have / you might /
            i would take / all of / i'll take / i will take / throw in
            """
        )
    }
)
_SAID_IDLY = frozenset({"timing", "price", "trust", "need", "competitor"})
_IDLE = Matcher(
    {
        "idle": phrases(
            """
            you think about it / you think about this / you think about that /
            now that i think about it / when you think about it / when i think about it /
            have to think about it when / thinking about it /
            be nice to have / been nice to have / didn't need / did not need / need much /
            deal or no deal /
            worried about having / concerned about having / worried about * running out /
            worried about you / worried about the weather / afraid of the dark /
            贵吧 / 贵吗 / 贵么 / 贵不 / 高不 / 高吗 / 高么 / 别太贵 / 别太高 / 不要太贵 / 不要太高 /
            便宜点更好 / 便宜更好 / 便宜点好 / 考虑 * 问题 / 可以考虑 / 不用 * * 担心 / 别担心 /
            还有其他选择 / 还有别的选择 / 有没有其他选择 / 推荐 * 别家 / 平时 * 太忙 /
            平时 * 没时间 / 比 * * 便宜一点 / 比 * * 便宜点 / 比 * * 便宜一些 / 比 * * 便宜些 /
            怕 * * 找不到 / 怕 * * 忘 / 怕 * * 迷路 / 怕 * * 迟到 / 怕 * * 睡过 /
            万一 * * 找不到 / 万一 * * 想起 / 万一 * * 忘 / 万一 * * 打电话
            """
        )
    }
)
_GIVES = Matcher(
    {
        "given": phrases(
            """
            could i take / can i take / willing to see / both can / much either / either /
            you can have / you can take / you can get / you could have / you could take /
            i can give you / i could give you / give you all / yours then
            """
        )
    }
)
_MORE = Matcher(
    {
        "more": phrases(
            "any other / anything else / any more / any further / 别的 / 其他 / 还有 / 再讲"
        )
    }
)


def plain(hit: Hit) -> str:
    """The category of a hit, without the mark that says what else must hold."""
    return hit.key.rstrip("+?!#~<^")


def objects(reading: Reading, utterance: int, hit: Hit, seen: Seen) -> bool:
    """Whether a hit stands as an objection; its key may be marked (see `objections`).

    `seen` keeps what the lines of this reading are about; start with an empty one.
    """
    tokens = reading.lines[utterance].tokens
    category, mark = plain(hit), hit.key[-1]
    if mark == "+":
        if not SETTLED[category].isdisjoint(tokens[hit.first : hit.last]):
            return False
    elif _negated(tokens, hit.first):
        return False
    if mark == "?":
        return not _mere_answer(reading, utterance)
    if mark in _HOLDS and not _HOLDS[mark](reading, utterance, hit):
        return False
    if _means_nothing(reading, utterance, hit, category):
        return False
    bare = mark == "!"
    return category not in _COMPLAINTS or not _of_the_present(
        reading, utterance, hit, seen, bare=bare
    )


def _means_nothing(reading: Reading, utterance: int, hit: Hit, category: str) -> bool:
    if category == "need" and _given_away(reading, utterance):
        return True
    return category in _SAID_IDLY and _idle(reading, utterance, hit)


def _idle(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether the words stand in a turn of phrase that puts nothing off ("what do you think")."""
    return any(
        idle.first < hit.last and hit.first < idle.last
        for idle in _IDLE.find(reading.lines[utterance])
    )


def _given_away(reading: Reading, utterance: int) -> bool:
    """Whether what is not needed is what the other may have: a trade, no refusal."""
    line = reading.lines[utterance]
    return any(not _SUM.intersection(line.tokens[one.last :][:1]) for one in _GIVES.find(line))


def _mere_answer(reading: Reading, utterance: int) -> bool:
    """Whether a short line answers the seller's question, and not one that proposes something."""
    if utterance == 0 or reading.sides[utterance - 1] != "seller":
        return False
    asked, line = reading.lines[utterance - 1], reading.lines[utterance]
    if len(line.tokens) > _SHORT or kind(asked.text) is None:
        return False
    return bool(_MORE.find(asked)) or not _PROPOSES.find(asked)


def _of_the_present(reading: Reading, utterance: int, hit: Hit, seen: Seen, *, bare: bool) -> bool:
    """Whether it complains about what the buyer has today: a pain, not an objection to us.

    A `bare` complaint is no objection either where it is about others ("the reps are too busy").
    """
    if utterance not in seen:  # once a line, however many hits it has
        found = reversed(_SCOPE.find(reading.lines[utterance]))
        seen[utterance] = {one.key: one.first for one in found}
    about = seen[utterance]
    if "offer" in about:
        return False
    return "present" in about or (bare and about.get("others", hit.first) < hit.first)


def _negated(tokens: Sequence[str], first: int) -> bool:
    for at in range(first - 1, max(first - 1 - _REACH, -1), -1):
        token = tokens[at]
        if not token[0].isalnum():
            return False
        if token in NEGATIONS:
            asked = at > 0 and tokens[at - 1] == tokens[at + 1]
            return not asked and tokens[at + 1] not in _NO_DENIAL.get(token, ())
    return False


def _numbered(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether a number follows, after a sign of money and little words at most."""
    for token in reading.lines[utterance].tokens[hit.last : hit.last + 4]:
        if token[0].isdigit():
            return True
        if token not in _BEFORE_NUMBERS:
            return False
    return False


def _stated(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether the sentence up to here asks nothing."""
    line = reading.lines[utterance]
    begins = hit.first
    while begins and line.tokens[begins - 1] not in _ENDS:
        begins -= 1
    if "?" in line.tokens[hit.last : hit.last + _REACH]:
        return False
    return kind(line.text[line.spans[begins][0] : line.spans[hit.last - 1][1]]) is None


def _bare(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether a "no" begins the answer to a proposal."""
    tokens = reading.lines[utterance].tokens
    if hit.first or (hit.last < len(tokens) and tokens[hit.last] in _POLITE):
        return False
    return _proposed(reading, utterance)


def _proposed(reading: Reading, utterance: int, _: Hit | None = None) -> bool:
    """Whether it answers a proposal; a line by itself answers nothing."""
    if utterance == 0 or reading.sides[utterance - 1] == "buyer":
        return False
    asked = reading.lines[utterance - 1]
    if "?" in asked.tokens and any(token[0].isdigit() for token in asked.tokens):
        return True
    return bool(_PROPOSES.find(asked) or _OFFERS.find(asked))


_HOLDS: dict[str, Callable[[Reading, int, Hit], bool]] = {
    "#": _numbered,
    "~": _stated,
    "<": _proposed,
    "^": _bare,
}
