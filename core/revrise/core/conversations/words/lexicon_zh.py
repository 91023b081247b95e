"""Chinese words of listening and hesitating, Cantonese too. Own compilation, simplified."""

from revrise.core.conversations.words.lexicon import words

# One breath of listening: alone in an utterance these take no floor.
BACKCHANNELS = words(
    """
    嗯 恩 哦 噢 喔 啊 唔 呃 诶 欸 哎 唉 对 是 好 行 哇 哈 呵 嘿 哼 对的 对呀 对吧 对嘛 是的
    是呀 是吧 是吗 好的 好呀 好吧 好嘞 好哒 好滴 行的 行吧 可以 没错 不错 当然 明白 明白了
    了解 了解了 知道 知道了 清楚 清楚了 懂了 理解 收到 确实 的确 真的 这样 这样子 原来 没问题
    有道理 同意 就是 那是 那对 也是 ok okay yeah 挺好 挺好的 可不是 哎呀
    系 系呀 系啰 得 冇错 冇问题
    """
)

# Always hesitation where it opens a clause; 这个 and 那个 are judged in context.
HESITATIONS = "呃|额|嗯|唔"
