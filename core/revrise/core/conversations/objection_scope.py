"""Whether words that look like an objection are about the offer, and object at all."""

from collections.abc import Sequence

from revrise.core.conversations.objection_phrases import NEGATIONS, SETTLED
from revrise.core.conversations.phrases import Hit, Matcher, phrases
from revrise.core.conversations.questions import kind
from revrise.core.conversations.reading import Reading

Seen = dict[int, dict[str, int]]
_REACH = 3  # tokens before a hit in which a negation undoes it
_NO_DENIAL = {"不": "起", "别": "家人的处"}  # 对不起, 别家
_SHORT = 10  # tokens of a mere answer
_COMPLAINTS = frozenset({"product", "price", "timing"})
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
_GIVES = Matcher(
    {
        "given": phrases(
            """
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


def objects(reading: Reading, utterance: int, hit: Hit, seen: Seen) -> bool:
    """Whether a hit stands as an objection; its key may be marked (see `objections`).

    `seen` keeps what the lines of this reading are about; start with an empty one.
    """
    tokens = reading.lines[utterance].tokens
    category, mark = hit.key.rstrip("+?!"), hit.key[-1]
    if mark == "+":
        if not SETTLED[category].isdisjoint(tokens[hit.first : hit.last]):
            return False
    elif _negated(tokens, hit.first):
        return False
    if mark == "?":
        return not _mere_answer(reading, utterance)
    if category == "need" and _given_away(reading, utterance):
        return False
    bare = mark == "!"
    return category not in _COMPLAINTS or not _of_the_present(
        reading, utterance, hit, seen, bare=bare
    )


def _given_away(reading: Reading, utterance: int) -> bool:
    """Whether what is not needed is what the other may have: a trade, no refusal."""
    return any(True for _ in _GIVES.find(reading.lines[utterance]))


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
