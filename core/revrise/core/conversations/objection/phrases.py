"""How buyers object, by category, in English and Chinese: set phrases and the patterns of both.

The categories follow the qualification questions of BANT (budget, authority, need, timing)
with the usual additions: competitor, trust, product and contract.
"""

from revrise.core.conversations.objection import phrases_defects as defects
from revrise.core.conversations.objection import phrases_en as en
from revrise.core.conversations.objection import phrases_faults as faults
from revrise.core.conversations.objection import phrases_limits as limits
from revrise.core.conversations.objection import phrases_obstacles as obstacles
from revrise.core.conversations.objection import phrases_refusing as refusing
from revrise.core.conversations.objection import phrases_worth as worth
from revrise.core.conversations.objection import phrases_zh as zh
from revrise.core.conversations.objection import phrases_zh_wider as wider
from revrise.core.conversations.objection.phrases_haggling import HAGGLING
from revrise.core.conversations.words.phrases import phrases

_SET: dict[str, tuple[str, ...]] = {
    "price": phrases(
        """
        too expensive / so expensive / very expensive / quite expensive / more expensive /
        really expensive / pretty expensive / bit expensive / it's expensive / pricey /
        too costly / too pricey / too high / higher than * expected / too much money /
        a lot of money / out of * budget / over * budget / no budget / don't have * budget /
        don't have the money / can't afford / cannot afford / couldn't afford / afford that /
        tight budget / budget is * limited / budget constraints / way * overpriced / overpriced /
        steep / much cheaper / something cheaper / cheaper elsewhere / better price /
        more than * wanted to spend / more than * want to pay / more than * pay now /
        price is * high / price is * problem / price is * concern / price is an issue /
        worried about * price / worried about * cost / concerned about * price /
        concerned about * cost / hard to justify / sticker shock / 太贵 / 有点贵 / 有些贵 / 很贵 /
        挺贵 / 比较贵 / 偏贵 / 贵了 / 价格高 / 报价高 / 超出 * 预算 / 超过 * 预算 / 预算紧张 /
        没有这么多预算 / 承受不了 / 负担不起 / 买不起 / 打个折 / 不划算 /
        性价比不高 / 性价比太低
        """
    ),
    "timing": phrases(
        """
        not the right time / bad time / not a good time / until next year / call me back in /
        too busy / too early / not * this year / not * this quarter / not a priority /
        other priorities / bigger priorities / need * more time / need time to think /
        think about it / think it over / not in a hurry / no rush / put * on hold / too soon /
        takes too long / take too long / in the middle of * migration / 时机不 / 时机还不 /
        过段时间 / 过一段时间 / 以后再说 / 以后再考虑 / 再说吧 / 考虑一下 / 考虑考虑 / 想一想 /
        不着急 / 现在不是 / 不是优先 / 优先级不高 / 等等再 / 等一等 / 先放一放 / 先缓一缓 /
        周期太长
        """
    ),
    "authority": phrases(
        """
        not my decision / isn't my decision / don't make * decision / not up to me /
        not the decision maker / need to talk to my * boss / talk to my boss /
        need to check with / have to check with / must check with / got to check with /
        run it by / run this by / ask my boss / ask my manager / talk to my manager /
        speak to my manager / need to speak with / have to speak with / get approval /
        needs * approval / sign off from / get sign off / my cfo * decide / the board * decide /
        have to ask / convince my / talk to my wife / talk to my husband / my team * decide /
        我做不了主 / 做不了主 / 定不了 / 问一下领导 / 问领导 / 请示领导 / 请示一下 / 问老板 /
        要跟领导 / 得跟领导 / 要和领导 / 得和领导 / 要向领导 / 要跟老板 / 得跟老板 / 要和老板 /
        得和老板 / 领导不同意 / 老板不同意 / 领导审批 / 董事会决定 / 需要采购部 / 要采购部 /
        内部讨论
        """
    ),
    "need": phrases(
        """
        don't need / do not need / don't really need / no need for / don't see the need /
        not interested / happy with what we have / happy with our current / works fine /
        working fine / don't see the value / don't see the point / don't see why / don't see how /
        doesn't apply to us / we can do * ourselves / already have a * process /
        what's in it for / why would we * change / why should we * change / not relevant /
        nice to have / 不需要 / 用不上 / 用不着 / 没需求 / 没有需求 / 没有这个需求 / 没必要 /
        没有必要 / 不感兴趣 / 没兴趣 / 没有兴趣 / 现在挺好 / 现在就挺好 / 够用了 / 已经够用 /
        没什么用 / 没有什么用 / 可有可无 / 意义不大
        """
    ),
    "competitor": phrases(
        """
        already use / already using / already work with / already working with /
        already have a vendor / already have a supplier / current vendor / current provider /
        current supplier / existing vendor / existing provider / another vendor / other vendors /
        other vendor / other providers / other options / your competitor / your competitors /
        the competition / competitor offers / looking at * alternatives / comparing * with /
        we're with / under contract with / quote from / better deal elsewhere /
        someone else offers / switching cost / 已经在用 / 已经用了 / 在用别的 / 在用其他 /
        用的是别家 / 别家 / 其他家 / 另一家 / 别的供应商 / 其他供应商 / 现有供应商 /
        现在的供应商 / 已有供应商 / 已经有供应商 / 已经有合作 / 有合作的 / 竞争对手 / 竞品 /
        友商 / 对比一下 / 比较一下 / 货比三家 / 人家的价格 / 他们更便宜
        """
    ),
    "trust": phrases(
        """
        never heard of / haven't heard of / don't know your company / how do i know /
        how do we know / how can i be sure / how can we be sure / sounds too good /
        too good to be true / not convinced / not sure * works / not sure it will /
        not sure i believe / don't believe / skeptical / sceptical / bad experience /
        burned before / burnt before / any guarantee / guarantee that / prove it / don't trust /
        do not trust / too risky / risky / data security / security concern / security concerns /
        worried about * security / worried about * data / concerned about * security /
        who else uses / are you reliable / startup risk / 没听说过 / 没听过你 / 不了解你们 /
        不太了解你们 / 不放心 / 不太放心 / 不信 / 不相信 / 怎么保证 / 谁来保证 / 有保证吗 /
        靠谱吗 / 不靠谱 / 靠不靠谱 / 真的有效 / 真的能 / 真的有用 / 被骗 / 上过当 / 踩过坑 /
        风险太大 / 有风险 / 风险比较大 / 不安全 / 安全吗 / 数据安全 / 泄露 / 吹牛 / 夸大
        """
    ),
    "product": phrases(
        """
        doesn't support / does not support / doesn't integrate / does not integrate /
        doesn't have / missing feature / missing features / lacks / lacking / too complicated /
        too complex / not easy to use / doesn't work with / won't work with / won't work for /
        doesn't fit / not a good fit / not user friendly / limited functionality / too slow /
        not scalable / won't scale / steep learning curve / too many bugs / buggy /
        worried about * implementation / worried about * adoption / won't use it / don't like /
        poor quality / bad condition / too old / too small / 不支持 / 没有这个功能 / 缺少 /
        功能太少 / 太复杂 / 操作复杂 / 不好用 / 难用 / 不会用 / 学不会 / 上手难 / 不好上手 /
        不兼容 / 对接不了 / 集成不了 / 对接麻烦 / 不适合我们 / 不太适合 / 不符合 / 满足不了 /
        不能满足 / 不稳定 / 经常出问题 / 质量不好 / 实施难 / 落地难 / 推广不下去 / 没人用 /
        不愿意用
        """
    ),
    "contract": phrases(
        """
        long term contract / locked in / lock in / locked into / annual contract /
        annual commitment / multi year / cancel anytime / cancel any time / termination clause /
        minimum commitment / payment terms / legal * review / our legal team /
        terms and conditions / liability / indemnity / auto renew / auto renewal /
        automatic renewal / don't want to commit / not ready to commit / not ready to sign /
        can't commit / setup fee / hidden fees / 合同期限 / 签一年 / 签三年 / 一次签 / 绑定太久 /
        被绑定 / 违约金 / 违约条款 / 付款方式 / 付款条件 / 账期 / 预付 / 首付 / 合同条款 /
        能退吗 / 不想签 / 先不签 / 随时取消 / 自动续费 / 隐藏费用 / 隐形消费
        """
    ),
}

_PATTERNS: dict[str, tuple[str, ...]] = {
    "price": en.PRICE + limits.PRICE + worth.PRICE + zh.PRICE + wider.PRICE,
    "timing": en.TIMING + obstacles.TIMING + zh.TIMING + wider.TIMING,
    "authority": en.AUTHORITY + obstacles.AUTHORITY + zh.AUTHORITY + wider.AUTHORITY,
    "need": en.NEED + faults.MISFITS + obstacles.NEED + zh.NEED + wider.NEED,
    "competitor": (
        en.COMPETITOR + limits.RIVALS + worth.COMPETITOR + zh.COMPETITOR + wider.COMPETITOR
    ),
    "trust": en.TRUST + faults.CONCERNS + obstacles.TRUST + zh.TRUST + wider.TRUST,
    "product": en.PRODUCT + zh.PRODUCT,
    "contract": (
        en.CONTRACT + refusing.REFUSING + obstacles.CONTRACT + zh.CONTRACT + wider.CONTRACT
    ),
}
OBJECTIONS = {
    category: _SET[category] + _PATTERNS[category] + HAGGLING.get(category, ()) for category in _SET
}

# Objections only where nothing inside them denies or settles them ("已经批过", "不够用").
PLAIN = {"authority": zh.AUTHORITY_PLAIN, "need": zh.NEED_PLAIN}
SETTLED = {
    "authority": frozenset(phrases("不 / 没 / 未 / 已 / 早 / 都")),
    "need": frozenset(phrases("不 / 没 / 未")),
}

# A brush-off, but a mere "no" in answer to a question that proposes nothing.
REFUSALS = {
    "timing": phrases(
        """
        not right now / not now / not at the moment / not today / not for now / not at this time /
        not just yet / maybe later / 暂时不 / 目前不 / 现在不 / 先不 / 改天 / 下次吧
        """
    ),
    "need": phrases("we're fine / we are fine / we're good / we are good / no thanks / 不用了"),
}

# Where a number follows ("can't do 1500"); in a statement, no question; in answer to somebody;
# as the first word of an answer to a proposal.
LIMITS = {"price": limits.LIMITS}
FAULTS = {"product": faults.FAULTS + defects.DEFECTS + wider.PRODUCT}
CLAIMS = {"contract": refusing.CLAIMS + wider.CLAIMS}
NEEDS = {"contract": refusing.NEEDS}
BARE = {"contract": refusing.BARE + wider.BARE}

# Complaints, about the offer or about what the buyer has: `scope` tells which.
COMPLAINTS = {
    "product": phrases("too slow / 太慢 / 太卡 / 经常出问题"),
    "timing": phrases("没时间 / 没有时间 / 太忙"),
}

# A hit right after one of these words is no objection ("it is not too expensive").
NEGATIONS = frozenset(
    phrases(
        """
        not / n't / no / never / isn't / wasn't / aren't / weren't / don't / doesn't / didn't /
        won't / without / nothing / 不 / 没 / 没有 / 非 / 别 / 未
        """
    )
)
