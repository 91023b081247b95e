"""Turns of phrase around the words of an objection that say it is none (word lists)."""

from revrise.core.conversations.words.phrase_patterns import patterns
from revrise.core.conversations.words.phrases import Matcher, phrases

SCOPE = Matcher(
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
            last vendor / last supplier / last provider / last system / previous vendor /
            previous supplier / previous provider / previous system / we left them /
            上一家 / 之前那家 / 以前那家 / 原来那家 / 之前用的 / 以前用的 /
            每个月 / 每天 / 数字 * 对不上 / 数据 * 对不上 / 账 * 对不上 / 库存 * 对不上
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
# Overlapping the words of an objection, they put nothing off.
IDLE = Matcher(
    {
        "idle": patterns(
            """
            you think about (it|this|that) / (now that|when) (i|you) think about it /
            thinking about it / be nice to have / (didn't|did not) need / need much /
            deal or no deal / (started|began) to look around / started looking around /
            (people|they|users|customers|staff) wait for / (everybody|everyone|he|she) waits for /
            what (will|would|could|might) be a problem / (worried|concerned) about having /
            worried about * running out / worried about (you|the weather) / afraid of the dark /
            if you don't need / you (don't|didn't really|probably don't|really don't|won't) need /
            you would need / than the other options / doubt it / i doubt * find /
            贵(吧|吗|么|不) / 高(吗|么|不) / (别|不要)太(贵|高) / 便宜(点|)更好 / 便宜点好 /
            考虑 * 问题 / 可以考虑 / 不用 * * 担心 / 别担心 / (还有|有没有)(其他|别的)选择 /
            推荐 * 别家 / 平时 * (太忙|没时间) / 比 * * 便宜(一点|点|一些|些) /
            怕 * * (找不到|忘|迷路|迟到|睡过) / (您|你)慢慢来 / (没事|没关系) * 不急 /
            万一 * * (找不到|想起|忘|打电话)
            """
        )
    }
)
# One's own cares, and what one has enough of: they turn down nothing but a proposal.
OWN_CARES = Matcher(
    {
        "care": patterns(
            """
            (worried|concerned|afraid|scared|concern|worry|nervous|fear) * *
            (enough|run out|running out|weather|cold|freezing|bring|brought|dark|rain|thirsty|
            hungry|starve|starving|supplies|water|food|dying|germs|for my|make it difficult) /
            (need|require) (as|very|too|that|) (much|many) / need (a|a whole) lot / need any extra /
            only need (one|a|1|two|2) / (low|bigger|top|big|high) (priority|priorities)
            (for me|for us|like|than) / (low|medium|top|bigger|lowest|highest) priority
            """
        )
    }
)
GIVES = Matcher(
    {
        "given": phrases(
            """
            could i take / can i take / willing to see / both can / much either / either /
            you can have / you can take / you can get / you could have / you could take /
            i can give you / i could give you / give you all / yours then /
            都拿去 / 你拿去 / 都给你 / 让给你 / 归你
            """
        )
    }
)
