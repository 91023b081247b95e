"""The wording of Chinese questions, over one clause of folded text."""

import re

# A pattern, and the characters without one of which it cannot match: most clauses have none.
Wording = tuple[re.Pattern[str], frozenset[str]]


def _worded(signs: str, pattern: str) -> Wording:
    return re.compile(pattern, re.VERBOSE), frozenset(signs)


_COUNTER = "[个点号家人位天年次种层楼折月块路分条台套份批]"

# A wh-word that asks.
WH = _worded(
    "什啥怎咋何嘛哪谁几多那",
    rf"""什么|啥|怎么|怎样|咋|为何|如何|干嘛|哪|谁|何[时地种人处]|有何|几时|星期几|周几
    |多(?:少|久|长|大|远|高|贵|快|重|钱)
    |(?<![好十这那前后过近没第了再就等数上])几{_COUNTER}
    |有那些|那个(?:能|更|最|是)""",
)
# The same words where they ask nothing: 没什么, 什么都, 十几, 不管怎么, 我不知道怎么…
IDLE = _worded(
    "什怎何哪谁多几知明清",
    r"""没什么|什么的|[没不]怎么|怎么说呢|不知怎|哪怕|哪有|谁知道|多少有|没多少|什么什么
    |(?:不管|无论).{0,8}(?:什么|怎么|多少|哪|谁)
    |(?:什么|怎么样?|哪[里儿个]|谁|多少)(?:时候)?[都也]
    |(?<![一总]共)(?<![都您你])有几(?!.*[吗呢])
    |^我们?(?:都|也|早|已经|大概|当然)?(?:知道|明白|清楚)(?!了|.*[吗呢])[^那]{1,12}
     (?:什么|怎么|多少|哪|谁).{0,6}$
    |几个?[月年天次点](?:前|后)|几分钟
    |不知道(?!.{0,12}(?:您|你|可以|能|方便|有没有|是不是|是否)).*
    |(?:知道|明白|清楚|了解|看看|研究|说明|告诉[您你]|取决于|理解)(?:一下)?(?:是|该|应该)?
     (?:怎么|什么|哪|如何|为什么|多少)(?:样|做|用|回事)?了?$""",
)
# Particles and endings: 吗, 么, 对吧, 应该…吧, 有…没有, 行不, and an unfinished 预算是.
PARTICLE = re.compile(
    r"""吗|(?<![什怎这那多])么$
    |(?:[是对行好]|可以|能)吧$|(?:应该|不会|大概|估计).{0,8}吧$
    |[你您](?:有|是|要|想|还|觉得).{0,12}吧$
    |有.{1,15}没有?$|了没有?$|过(?!去|.*[都也还]).{0,12}没有?$|(?<![在好])不$
    |(?:时间|电话|地址|价格|名字|费用|原因|预算|意思|目的)[是为]$""",
    re.VERBOSE,
)
# The last characters of what PARTICLE matches, but for 吗.
PARTICLES = frozenset("么吧没有不是为")
A_NOT_A = _worded(
    "不没否无曾",
    r"([\u4e00-\u9fff])[不没]\1|([\u4e00-\u9fff]{2})[不没]\2|是否|能否|可否|会否|有无|可曾",
)
# Look like A-not-A and are not: 动不动, 时不时.
IDLE_A_NOT_A = re.compile(r"差不差|动不动|时不时|了不了|对不对劲|好不好意思|的不的")
# A topic thrown back: 那价格呢, 您呢; and 不知道您觉得….
TOPIC = _worded(
    "呢知",
    r"""^(?:那么?|然后|所以)?
    (?!不|都|嗯|还|也|是|挺|很|有|没|可以|好|太|真|谢|就|在|才|正|可|会|要|想|去|\w*\d)
    (?:[你您]们?|[^的了着过]{2,5})呢$
    |^(?:那么?)?.{1,3}(?:方面|这边|那边)呢$
    |不知道?[您你](?:是否|喜|觉|满|能|可)""",
)
# A or B; 还是 before these means "rather" or "still".
CHOICE = _worded(
    "还",
    r".{2}还是(?!要|会|很|挺|比较|有|没|不|可|得|想|先|这样|那样|蛮|觉得|老|需要|希望|算|以|能|应|"
    r"推荐|选).{2}",
)
_TELL = "(?:说说|讲讲|谈谈|聊聊|介绍|描述|分享|解释|[说讲谈聊]一?下)"
# Cantonese, as its recognisers write it; folded, so 點 is 点 and 邊 边.
CANTONESE = _worded(
    "唔冇咪咩乜点边几未",
    r"""([\u4e00-\u9fff])唔\1|有冇|[系係]咪|做咩|(?<![冇唔])(?:咩|乜嘢|乜野)(?![都亦])
    |点(?:解|样|算|做|会)(?![都亦])
    |(?<![这那旁两身一周])边(?:个|度|位|啲|间|种|款)(?![都亦])
    |几[多耐钱](?![都亦])|[咗过晒好]未[呀啊]?$""",
)
# The same words where they ask nothing: 唔知点解, 冇乜嘢.
IDLE_CANTONESE = _worded("知冇", r"唔知(?![你您]).*|冇[乜咩]")
# Asking to be told, as 给我介绍一下 or 想了解….
ASKED = _worded(
    "说讲谈聊介描享释听问解知教咨",
    rf"""(?:[给帮跟和为向]我|请[您你]?|麻烦[您你]?|能|再|可以|您|你).{{0,12}}?{_TELL}|说来听听
    |^(?:我们?|[也还再先最]|主要)*(?:就?是)?想[请多先再要]*(?:问|了解|知道|听听|听一下|请教|咨询)
    |^[我再]?(?:请问|请教|问一?下|咨询一下)""",
)
# Characters without one of which a clause asks nothing at all, or nothing from WH on.
REQUESTS = WH[1] | CHOICE[1] | ASKED[1]
SIGNS = PARTICLES | {"吗"} | TOPIC[1] | A_NOT_A[1] | CANTONESE[1] | REQUESTS
# The speaker offers to tell: 我给您介绍一下.
OFFERED = re.compile(
    r"[给为向跟和帮][您你]们?.{0,6}(?:推荐|介绍|说|讲|查|分享|解释|汇报|演示)|推荐[您你]"
)
# 啊, 呢 after a wh-word and thanks after the question do not change it.
TRAILING = _worded(
    "啊呀哦噢哈嘞咧哇诶呗呢谢您你了烦",
    r"(?:[啊呀哦噢哈嘞咧哇诶呗]|呢(?<=[不么吗谁里些个样家少]呢)|谢谢[您你]?了?|多谢|麻烦[您你]?了?){1,6}$",
)

OPEN = re.compile(
    rf"""什么(?!时候|地方|时间|价|牌|型|颜色|名字|区|日期)|啥(?!时候|地方|价)
    |怎么(?!卖|收费|称呼|走|去|联系)|怎样|咋|为何|如何(?!收费)|干嘛|哪些|哪几?方面
    |点(?:解|样|算|做)|咩(?!价|时候|名|日子)|乜[嘢野]|边(?:啲|方面)
    |{_TELL}|说来听听|(?:想|希望)多?(?:了解|听听|请教)""",
    re.VERBOSE,
)
