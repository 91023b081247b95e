"""How buyers let an objection go or keep it up, in English and Chinese."""

from revrise.core.conversations.words.phrases import phrases

AGREED = phrases(
    """
    makes sense / sounds good / sounds fair / fair enough / that's fair / that works /
    works for me / works for us / i can do that / we can do that / let's do it / let's do that /
    deal / that helps / that's helpful / very helpful / good to know / that's good to hear /
    that sounds better / that's better / that's fine / not bad / i could live with /
    i like that / perfect / great / awesome / okay / ok / alright / all right / sure / i see /
    got it / that's reasonable / yes / yeah / i agree / agreed / you're right / good point /
    i'd be open / fine by me / fine with me / you've convinced me /
    好的 / 好吧 / 可以 / 行 / 没问题 / 明白了 / 了解了 / 清楚了 / 懂了 / 有道理 /
    这样啊 / 原来如此 / 那还行 / 还差不多 / 好多了 / 就这么办 / 那挺好 / 不错 / 那就这样 / 同意 /
    成交 / 那就好 / 放心了 / 说得对 / 也是 / 那行 / 那好 / 对 / 嗯 / 太好了 / 合理 / 能接受
    """
)
REFUSED = phrases(
    """
    not convinced / still not / still too / still think / i don't think so / no thanks /
    no thank you / not going to / doesn't help / i disagree / still don't / that's still /
    that's not what / that's not enough / that's not good / that's not going / that's not the /
    that's not for / that's not right / that's not true / that's not fair / that's not it /
    a no from / not interested / i'll pass / we'll pass / no deal / can't do that / can't do it /
    won't work / doesn't work for / not good enough / not really / i'm not sure / 不行 / 不可以 /
    不同意 / 不接受 / 接受不了 / 还是太 / 还是高 / 还是贵 / 那也贵 / 那也太 / 还是不 / 还是觉得 /
    算了吧 / 不用了 / 不合适 / 没法 / 不对 / 不是这样 / 不考虑 / 不认同 / 还是算了 / 不太行 /
    no way / absolutely not / still more than / doesn't change anything / 再看看别 /
    that's not acceptable / that's not possible / that's not how / that's not my
    """
)
