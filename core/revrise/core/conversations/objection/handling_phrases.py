"""How sellers handle an objection and how buyers let it go, in English and Chinese."""

from revrise.core.conversations.words.phrases import phrases

ACKNOWLEDGED = phrases(
    """
    i understand / i totally understand / i completely understand / i hear you / understandable /
    understood / that makes sense / makes total sense / makes sense / i get that / i get it /
    i totally get / i appreciate / appreciate you / fair point / good point / great point /
    that's fair / fair enough / fair question / valid point / valid concern / fair concern /
    good question / great question / i can see why / i see why / i see what you mean /
    you're right / you are right / totally fair / thanks for raising / thank you for raising /
    thanks for sharing / thanks for telling / thank you for sharing / thank you for telling /
    thanks for being / glad you * that / i can imagine / others have felt /
    a lot of * customers * same / you're not alone / 理解 / 我明白 / 明白您 / 明白你 / 您说得对 /
    你说得对 / 您说的对 / 你说的对 / 有道理 / 确实是 / 确实如此 / 确实有 / 的确 / 感谢您 /
    谢谢您告诉 / 谢谢你告诉 / 谢谢您提 / 您的顾虑 / 您的担心 / 你的顾虑 / 你的担心 / 好问题 /
    很正常 / 可以理解 / 换做是我 / 换成我 / 您提得
    """
)
EXPLORED = phrases(
    """
    tell me more / help me understand / walk me through / can you share / could you share /
    compared to what / compared with what / what makes you / what would / what is it /
    what's driving / what specifically / which part / is it * price or / how much is /
    how are you * today / what did you / how so / what concerns / what worries / what budget /
    what were you / what would need to / what if / when would / who else / why do you /
    why is that / say more / could you tell me / can you tell me / 具体是 / 具体指 / 具体哪 /
    具体说 / 展开说 / 多说说 / 能说说 / 说说看 / 方便说 / 方便透露 / 是什么原因 / 什么原因 /
    为什么 / 哪方面 / 哪些方面 / 哪一块 / 跟什么比 / 和什么比 / 和谁比 / 跟谁比 / 您是觉得 /
    您是担心 / 您主要 / 您的预算 / 预算大概 / 预期是 / 您期望 / 您希望 / 怎么看 / 如果 / 除了这 /
    除了价格
    """
)
CONFIRMED = phrases(
    """
    does that make sense / does that help / does that answer / did that answer /
    does that address / does this address / is that fair / does that sound / how does that sound /
    does that work / would that work / would that help / does that resolve / are you comfortable /
    is there anything else / anything else that / any other concerns / any other questions /
    what do you think / how do you feel about / sound good / sound fair / sound reasonable /
    is that okay / is that ok / are we good / would you be comfortable / does that ease /
    这样可以吗 / 这样行吗 / 这样能接受 / 能接受吗 / 可以接受吗 / 您看可以 / 您看行 / 您看怎么样 /
    您看这样 / 您觉得呢 / 您觉得怎么样 / 您觉得这样 / 觉得如何 / 您觉得可以 / 是否解决 /
    解决了您 / 清楚了吗 / 明白吗 / 还有其他顾虑 / 还有别的顾虑 / 还有其他问题 / 还有什么顾虑 /
    还有什么问题 / 还有顾虑吗 / 放心了吗 / 这样说清楚 / 有帮助吗 / 合适吗 / 没问题吧 / 可以吗 /
    好吗
    """
)
AGREED = phrases(
    """
    that makes sense / makes sense / sounds good / sounds great / sounds fair / fair enough /
    that's fair / that works / works for me / works for us / i can do that / we can do that /
    let's do it / let's do that / it's a deal / you have a deal / deal / that would be great /
    that'd be great / that helps / that's helpful / very helpful / good to know /
    that's good to hear / i like that / perfect / great / awesome / okay / ok / alright /
    all right / sure / i see / got it / that's reasonable / yes / yeah / i agree / agreed /
    you're right / good point / i'd be open / 好的 / 好吧 / 可以 / 行 / 行吧 / 没问题 / 明白了 /
    了解了 / 清楚了 / 懂了 / 有道理 / 这样啊 / 原来如此 / 那还不错 / 那挺好 / 不错 / 那就这样 /
    同意 / 成交 / 那就好 / 放心了 / 说得对 / 也是 / 那行 / 那好 / 对 / 嗯 / 太好了 / 合理 /
    能接受 / 可以接受
    """
)
REFUSED = phrases(
    """
    not convinced / still not / still too / still think / i don't think so / no thanks /
    no thank you / not going to / doesn't help / i disagree / that's not / still don't /
    not interested / i'll pass / we'll pass / no deal / can't do that / can't do it / won't work /
    doesn't work for / not good enough / not really / i'm not sure / 不行 / 不可以 / 不同意 /
    不接受 / 接受不了 / 还是太 / 还是不 / 还是觉得 / 算了吧 / 不用了 / 不合适 / 没法 / 不对 /
    不是这样 / 不考虑 / 不认同 / 还是算了 / 不太行
    """
)
