"""Chinese questions, with and without punctuation: particles, wh-words, A-not-A, requests.

The text is folded: simplified characters, lower case.
"""

import re
from typing import Literal

Kind = Literal["open", "closed"]

_CLAUSE = re.compile(r"[，。,.！!？?；;…\n\s]+")

_NOT_ASKED = re.compile(
    r"没什么|什么的|没怎么|不怎么|不管.{0,8}(?:什么|怎么|多少|哪|谁)|无论.{0,8}(?:什么|怎么|多少|哪|谁)"
    r"|(?:什么|怎么|哪里|哪儿|谁|哪个|多少|什么时候)(?:样)?(?:都|也)|多少有|怎么说呢|几乎|好几|十几|几十|几百"
    r"|(?:几|十)几|几(?:个月|年|天|次|分钟|点)(?:前|后)|第几|谁知道|哪怕|哪有|随时|任何|什么什么|多么|不知怎|没多少|"
    r"没几|这几|那几|前几|后几|过几|最近几|近几|(?:了|有|是|等|再|就)几[^点号楼月](?!.*[吗呢])"
    r"|不知道(?!.{0,12}(?:您|你|可以|能|方便|有没有|是不是|是否))"
    r"|(?:知道|明白|清楚|了解|看看|研究|说明|告诉您|告诉你|取决于|理解)(?:一下)?(?:是|该|应该)?(?:怎么|什么|哪|如何|为什么|多少)(?:样|做|用|回事)?了?$"
)
_PARTICLE = re.compile(
    r"吗|么$|(?:[是对行好]|可以|能)吧$|(?:应该|不会|大概|估计).{0,8}吧$|(?:你|您)(?:有|是|要|想|还|觉得).{0,12}吧$"
    r"|有.{1,15}没有?$|了没有?$|(?<!在)(?<!好)不$|(?:时间|电话|地址|价格|名字|费用|原因|预算|意思|目的)[是为]$"
)
_WH = re.compile(
    r"什么|啥|怎么|怎样|咋|为何|如何|多少|多久|多长|多大|多远|多高|多贵|多快|多重|多钱|干嘛|哪|谁|"
    r"[何][时地种人处]|有何|几时|星期几|周几|"
    r"[是有要得到住去来花需][^没好]?几[个点号家人位天年次种层楼折月块路分条台套]|^几[个点号家人位天年次种层楼折块路分]|"
    r"还有那些|有那些|那个能|那家是"
)
_A_NOT_A = re.compile(
    r"([\u4e00-\u9fff])不\1|([\u4e00-\u9fff])没\2|([\u4e00-\u9fff]{2})不\3|([\u4e00-\u9fff]{2})没\4|有没有|是否|能否|可否|"
    r"会否|有无|要否|可曾"
)
# 看不看 apart, these repeat a character and ask nothing.
_A_NOT_A_NOT = re.compile(
    r"差不差|动不动|时不时|了不了|对不对劲|好不好意思|要不要紧的|说不说的|的不的|是不是的"
)
_LONE_TOPIC = re.compile(
    r"^(?:那|那么|然后|所以)?(?!不|都|嗯|还|也|是|挺|很|有|没|可以|好|太|真|谢|就|在|才|正|可|会|要|想|去|\w*\d)"
    r"(?:你们?|您们?|[^的了着过]{2,5})呢$|^(?:那|那么)?[^，]{1,3}(?:方面|这边|那边)呢$|不知道?(?:您|你)(?:是否|喜|觉|满|能|可)"
)
_ALTERNATIVE = re.compile(r".{2,}还是.{2,}")
_ALTERNATIVE_NOT = re.compile(
    r"还是(?:要|会|很|挺|比较|有|没|不|可以|得|想|先|这样|那样|蛮|觉得|老|需要|希望|算|可|以|能|应该|应|推荐|选)"
)
_ASKED = re.compile(
    r"(?:给我|帮我|跟我|和我|为我|向我|请您?你?|麻烦您?你?|能|再|可以|您|你)[^，]{0,12}?"
    r"(?:说说|讲讲|谈谈|聊聊|介绍|描述|分享|解释|说一下|讲一下|谈一下|聊一下|说下|讲下)"
    r"|说来听听|^(?:我们?|也|还|再|先|主要|最)*(?:是|就是)?想(?:请|多|先|再|要)*(?:问|了解|知道|听听|听一下|请教|咨询)"
    r"|^(?:我|再)?(?:请问|请教|问一下|问下|咨询一下)"
)
# The speaker offers, does not ask: 我给您介绍一下.
_OFFERED = re.compile(
    r"(?:给|为|向|跟|和|帮)(?:您|你)们?.{0,6}(?:推荐|介绍|说|讲|查|分享|解释|汇报|演示)|推荐(?:您|你)"
)
_OPEN = re.compile(
    r"什么(?!时候|地方|时间|价|牌|型|颜色|名字|区|日期)|啥(?!时候|地方|价)|怎么(?!卖|收费|称呼|走|去|联系)|怎样|咋|为何|为什么|如何(?!收费)|"
    r"干嘛|哪些|哪方面|哪几方面|说说|讲讲|谈谈|聊聊|介绍|描述|分享|解释|说一下|讲一下|谈一下|聊一下|说来听听|"
    r"(?:想|希望)(?:多)?(?:了解|听听|请教)"
)


def question(text: str) -> Kind | None:
    """`open`, `closed`, or None where nothing is asked; `text` is folded."""
    marked = "？" in text or "?" in text
    asked = [clause for clause in _CLAUSE.split(text) if clause and _asks(clause)]
    if not asked and not marked:
        return None
    return "open" if any(map(_OPEN.search, asked)) else "closed"


def _asks(clause: str) -> bool:
    bare = _TRAILING.sub("", clause)
    if _PARTICLE.search(bare) or _a_not_a(bare) or _LONE_TOPIC.search(bare):
        return True
    rest = _NOT_ASKED.sub("", bare)
    if _WH.search(rest):
        return True
    if _ALTERNATIVE.search(rest) and not _ALTERNATIVE_NOT.search(rest):
        return True
    return bool(_ASKED.search(rest)) and not _OFFERED.search(rest)


def _a_not_a(clause: str) -> bool:
    return bool(_A_NOT_A.search(clause)) and not _A_NOT_A_NOT.search(clause)


# 啊 and thanks after the question do not change it.
_TRAILING = re.compile(
    r"(?:啊|呀|哦|噢|哈|嘞|咧|哇|诶|呗|呢(?<=[不么吗谁里些个样家少]呢)|谢谢(?:您|你)?了?|多谢|麻烦(?:您|你)?了?)+$"
)
