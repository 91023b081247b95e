"""A gold set of turns with personal data in them, made of templates and lists; zh and en.

It was written to sound like sales calls, not to fit the rules: `{name}` and so on are filled in
from lists the rules do not know, and where they were put is the truth. `{plain}` numbers are
nobody's: prices, order numbers, dates, versions.
"""

import random
import re
from collections.abc import Iterator

from attrs import frozen

KINDS = ("name", "phone", "email", "identity", "card")
_SLOT = re.compile(r"\{(\w+)\}")


def _list(text: str) -> list[str]:
    return text.split()


_ZH = (
    "喂您好，我是{name}，上周跟您通过电话的。",
    "方便的话加个微信，我手机号就是{phone}。",
    "您记一下，{phone}，随时打给我。",
    "合同寄给{name}收，电话{phone}。",
    "{title}，这个价格您看行不行？",
    "这件事得{title}点头，他这周出差。",
    "报价单请发到{email}，抄送{name}。",
    "我的邮箱是{email}，您直接发就行。",
    "开户要填身份证，我报给您：{identity}。",
    "身份证号{identity}，您核对一下。",
    "退款打到这张卡上，卡号{card}，开户行是招商。",
    "卡号我念一遍，{card}。",
    "技术上的问题您找{name}，他在我们这边负责实施。",
    "{name}已经把方案看完了，觉得部署周期有点长。",
    "上次来的那位{title}是你们采购的吧？",
    "好的，那我周三下午给{title}回电话。",
    "预算大概{plain}，超过这个数就要走总部审批。",
    "订单号{plain}，物流已经发出来了。",
    "我们一共三百二十个坐席，北京上海各一半。",
    "总的来说方案没问题，就是价格高了一点。",
    "去年{plain}上线的版本，后来又升级过一次。",
    "这个功能在{plain}版本里就有了。",
    "何时能签，还要看法务那边什么时候审完。",
    "钱不是问题，关键是安全和合规能不能过。",
    "高总量折扣我们也给过，不过要看采购规模。",
    "座机也行，{phone}，上班时间都有人接。",
    "我护照号是{passport}，签证材料要用。",
    "会议纪要我让{name}整理好发您。",
    "联系人写{name}，{email}，{phone}。",
    "嗯，明白，我们下周二再对一遍需求。",
    "您说的{name}跟我是老同事，以前都在华东区。",
    "念给您听：{spoken}，对，没错。",
)
_EN = (
    "Hi, this is {name} calling from the vendor side.",
    "My name is {name} and I look after mid-market accounts.",
    "You can reach me on {phone} any time after lunch.",
    "Sure, my cell is {phone}.",
    "Let me give you the number: {spoken}.",
    "Please send the quote to {email} and copy {name}.",
    "My e-mail is {email}, all lower case.",
    "For the background check my social is {identity}.",
    "The card number is {card}, expiring next May.",
    "Could you charge it to {card} please?",
    "{title} signs anything above fifty thousand.",
    "I spoke with {name} last week and she was worried about the rollout.",
    "We should loop in {name} before procurement gets involved.",
    "{name} said the pilot went well, but the budget is frozen.",
    "Thanks {first}, that is really helpful.",
    "So {first}, what would happen if you did nothing?",
    "The budget is around {plain} for the first year.",
    "Your order {plain} shipped on Friday.",
    "We upgraded to {plain} last autumn and it has been stable.",
    "We have three hundred and twenty seats across two regions.",
    "Will that be a problem for the security team?",
    "Mark the date, we go live in May.",
    "It was signed on {plain} and runs for two years.",
    "My passport number is {passport} if the visa people ask.",
    "I will ask {title} to join the next call.",
    "Is the price per user or per active seat?",
    "Great question, the answer depends on the region.",
    "Contact {name}, {email}, {phone}.",
    "The best person for that is {name} in operations.",
    "Right now the team in Boston does it in spreadsheets.",
)
_SUR = _list(
    "王 李 张 刘 陈 杨 黄 赵 周 吴 徐 孙 马 朱 胡 郭 何 林 高 罗 "
    "郑 梁 谢 宋 唐 许 邓 冯 韩 曹 曾 彭 萧 蔡 潘 田 董 袁 于 余 "
    "叶 蒋 杜 苏 魏 程 吕 丁 沈 任 欧阳"
)
_GIV = _list(
    "建国 志强 秀兰 桂英 伟 芳 敏 静 丽娟 磊 洋 艳 勇 军 杰 婷婷 雪梅 "
    "浩然 子轩 欣怡 宇航 梓涵 思远 俊杰 佳怡 晓东 海燕 国栋 文博 雅琴 "
    "立新 振华 明辉 春花 德胜 玉珍 一鸣 若兰 嘉豪 彦霖 书瑶 庭筠 沛然 "
    "承泽 念慈 锦程 逸飞 亦凡 奕辰 语桐 胜男 乐怡 逸群 宗翰 冠霆 梦洁 "
    "秋菊 广平 长林 凯文 芷晴 毅刚"
)
_TITLE_ZH = _list("总 经理 先生 女士 主任 老师 总监 工 处长 博士")
_FIRST = _list(
    "Emily Daniel Priya Marcus Sofia Kenneth Abigail Rajesh Hannah Carlos Melissa Gregory "
    "Fatima Oliver Ingrid Tyrone Samantha Vikram Natalie Brandon Yolanda Patrick Chloe "
    "Desmond Rebecca Andrew Kimberly Theodore Lauren Nathaniel Jasmine Edward Beatrice "
    "Howard Monica Stuart Agnes Dmitri Keisha Walter Bartholomew Saoirse Nkechi Thaddeus "
    "Wilhelmina Mateusz Aoife Zeynep Ximena"
)
_LAST = _list(
    "Thompson Okafor Ramirez Whitfield Nakamura Delgado Fitzgerald Kowalski Mbeki "
    "Sandoval Bergstrom Patel Hutchinson Novak Castellano Abernathy Lindqvist Moreau "
    "O'Brien Vandenberg Carter Hughes Sullivan Petrov Yamamoto Douglas Barnes Keller "
    "Sinclair Osborne"
)
_PINYIN = "Zhang Wei|Li Na|Wang Fang|Chen Jie|Liu Yang|Zhao Min|Huang Lei|Xu Jing|Sun Hao|Guo Ting"
_TITLE_EN = _list("Mr. Ms. Mrs. Dr. Mr Professor")
_HOSTS = _list(
    "huaxin-tech.cn northwind.example acme.co.uk mail.qinghe.com.cn brightpath.io gmail.com 163.com"
)
_ZH_DIGITS, _EN_DIGITS = "零一二三四五六七八九", "zero one two three four five six seven eight nine"


@frozen
class Turn:
    """What is said, and where in it is what: (start, end, kind)."""

    language: str
    text: str
    truth: tuple[tuple[int, int, str], ...]
    names: tuple[str, ...]


def gold() -> list[Turn]:
    """The same 800 turns in every run, half of them in either language."""
    dice = random.Random(20_260)
    return [_turn(dice, "zh" if place % 2 else "en", place // 2) for place in range(800)]


def _turn(dice: random.Random, language: str, place: int) -> Turn:
    templates = _ZH if language == "zh" else _EN
    text, truth, names, at = "", [], [], 0
    template = templates[place % len(templates)]
    for slot in _SLOT.finditer(template):
        text += template[at : slot.start()]
        at = slot.end()
        kind, before, value, after = _filled(dice, language, slot.group(1))
        text += before
        if kind in KINDS:
            truth.append((len(text), len(text) + len(value), kind))
            names += [value] if kind == "name" else []
        text += value + after
    return Turn(language, text + template[at:], tuple(truth), tuple(names))


def _filled(dice: random.Random, language: str, slot: str) -> tuple[str, str, str, str]:
    """(kind, what stands before it, the value itself, what stands behind it)."""
    zh = language == "zh"
    if slot == "name":
        return "name", "", _name_zh(dice) if zh else _name_en(dice), ""
    if slot == "first":
        return "name", "", dice.choice(_FIRST), ""
    if slot == "title" and zh:
        value = dice.choice(_SUR) + (dice.choice(_GIV) if dice.random() < 0.3 else "")
        return "name", "", value, dice.choice(_TITLE_ZH)
    if slot == "title":
        value = dice.choice(_LAST)
        return "name", f"{dice.choice(_TITLE_EN)} ", value, ""
    makers = {
        "phone": _phone_zh if zh else _phone_en,
        "spoken": _spoken_zh if zh else _spoken_en,
        "email": _email_zh if zh else _email_en,
        "identity": _resident_id if zh else _ssn,
        "card": _card,
        "passport": _passport,
        "plain": _plain,
    }
    kind = {"spoken": "phone", "passport": "identity"}.get(slot, slot)
    return kind, "", makers[slot](dice), ""


def _name_zh(dice: random.Random) -> str:
    return dice.choice(_SUR) + dice.choice(_GIV)


def _name_en(dice: random.Random) -> str:
    if dice.random() < 0.15:
        return dice.choice(_PINYIN.split("|"))
    first = dice.choice(_FIRST)
    return first if dice.random() < 0.25 else f"{first} {dice.choice(_LAST)}"


def _some(dice: random.Random, many: int) -> str:
    return "".join(dice.choice("0123456789") for _ in range(many))


def _mobile(dice: random.Random) -> str:
    return dice.choice(("138", "139", "150", "186", "177", "199", "166")) + _some(dice, 8)


def _phone_zh(dice: random.Random) -> str:
    one = _mobile(dice)
    land = f"{dice.choice(('010', '021', '0755', '0571'))}-{dice.choice('2568')}{_some(dice, 7)}"
    forms = (
        one,
        f"{one[:3]} {one[3:7]} {one[7:]}",
        f"+86 {one}",
        f"{one[:3]}-{one[3:7]}-{one[7:]}",
    )
    return dice.choice((*forms, land, _spoken_zh(dice)))


def _spoken_zh(dice: random.Random) -> str:
    said = "".join(_ZH_DIGITS[int(one)] for one in _mobile(dice)).replace("一", "幺")
    return dice.choice((said, f"{said[:3]}，{said[3:7]}，{said[7:]}", " ".join(said)))


def _phone_en(dice: random.Random) -> str:
    a, b, c = (
        f"{dice.choice('234579')}{_some(dice, 2)}",
        f"{dice.choice('2345678')}{_some(dice, 2)}",
        _some(dice, 4),
    )
    forms = (
        f"({a}) {b}-{c}",
        f"{a}-{b}-{c}",
        f"+1 {a} {b} {c}",
        f"{a}.{b}.{c}",
        f"+44 20 7{_some(dice, 3)} {c}",
    )
    return dice.choice((*forms, _spoken_en(dice)))


def _spoken_en(dice: random.Random) -> str:
    words = [_EN_DIGITS.split()[int(one)] for one in f"{dice.choice('23456789')}{_some(dice, 9)}"]
    words = [dice.choice(("oh", "zero")) if one == "zero" else one for one in words]
    joined = [" ".join(part) for part in (words[:3], words[3:6], words[6:])]
    return dice.choice((" ".join(words), ", ".join(joined)))


def _email_zh(dice: random.Random) -> str:
    user = dice.choice(("zhangwei", "li.na", "wang_fang88", "liujie", "sales.east", "chen-m"))
    host = dice.choice(_HOSTS)
    spelt = f"{user.split('.')[0].split('_')[0].split('-')[0]} 艾特 {host.replace('.', ' 点 ')}"
    return dice.choice((f"{user}@{host}", f"{user}@{host}", spelt))


def _email_en(dice: random.Random) -> str:
    first, last = dice.choice(_FIRST).lower(), dice.choice(_LAST).lower().replace("'", "")
    host = dice.choice(_HOSTS)
    written = dice.choice(
        (f"{first}.{last}@{host}", f"{first[0]}{last}@{host}", f"{first}+rfp@{host}")
    )
    return dice.choice((written, written, f"{first} dot {last} at {host.replace('.', ' dot ')}"))


def _resident_id(dice: random.Random) -> str:
    body = f"{dice.choice(('110105', '310104', '440305', '330106'))}19{dice.randint(60, 99)}"
    body += f"{dice.randint(1, 12):02}{dice.randint(1, 28):02}{_some(dice, 3)}"
    weights = [2 ** (17 - place) % 11 for place in range(17)]
    total = sum(int(one) * weight for one, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def _ssn(dice: random.Random) -> str:
    return f"{dice.randint(100, 665)}-{dice.randint(10, 99)}-{dice.randint(1000, 9999)}"


def _passport(dice: random.Random) -> str:
    return dice.choice(
        (f"E{_some(dice, 8)}", f"{dice.randint(1, 9)}{_some(dice, 8)}", f"G{_some(dice, 8)}")
    )


def _card(dice: random.Random) -> str:
    body = dice.choice(("4", "51", "622848", "621700", "37")) + _some(dice, 20)
    body = body[: 14 if body.startswith("37") else dice.choice((15, 15, 18))]
    total = 0
    for place, one in enumerate(reversed(body)):
        doubled = int(one) * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    whole = body + str(-total % 10)
    return dice.choice((whole, " ".join(_fours(whole)), "-".join(_fours(whole))))


def _fours(text: str) -> Iterator[str]:
    return (text[at : at + 4] for at in range(0, len(text), 4))


def _plain(dice: random.Random) -> str:
    forms = (
        f"{dice.randint(10, 900)},000",
        f"{dice.randint(1, 9)},{_some(dice, 3)},000",
        f"SO-{_some(dice, 6)}",
        f"2025-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}",
        f"{dice.randint(1, 9)}.{dice.randint(0, 20)}.{dice.randint(0, 9)}",
        f"{dice.randint(10, 99)}0000",
    )
    return dice.choice(forms)
