"""Chinese words of listening, hesitating, liking and disliking. Own compilation, simplified."""

from revrise.core.conversations.words.lexicon import words

# One breath of listening: alone in an utterance these take no floor.
BACKCHANNELS = words(
    """
    嗯 恩 哦 噢 喔 啊 唔 呃 诶 欸 哎 唉 对 是 好 行 哇 哈 呵 嘿 哼 嗯哼 嗯嗯 哦哦 对的 对啊 对呀
    对吧 对嘛 是的 是啊 是呀 是吧 是吗 好的 好啊 好呀 好吧 好嘞 好哒 好滴 行的 行啊 行吧 可以 没错
    不错 当然 明白 明白了 了解 了解了 知道 知道了 清楚 清楚了 懂了 理解 收到 确实 的确 真的 这样
    这样啊 这样子 原来 没问题 有道理 同意 就是 哦对 嗯对 嗯好 嗯是 对嗯 那是 那对 也是 哈哈 哈哈哈
    ok okay yeah 嗯好的 嗯对的 嗯是的 哦好的 好好的 挺好 挺好的
    """
)

# Always hesitation where it opens a clause; 这个 and 那个 are judged in context.
HESITATIONS = "呃|额|嗯|唔|呃嗯|嗯呃"

POSITIVE = words(
    """
    很好 非常好 太好 真好 挺好 更好 最好 不错 满意 喜欢 喜爱 感谢 谢谢 多谢 棒 完美 优秀 优质 优势
    方便 简单 容易 轻松 清楚 清晰 高效 有效 有用 实用 好用 有帮助 帮助很大 值得 划算 便宜 实惠
    合适 适合 高兴 开心 愉快 期待 惊喜 认可 同意 赞成 支持 信任 放心 靠谱 可靠 稳定 安全 快速 流畅
    灵活 强大 专业 贴心 周到 耐心 热情 好评 推荐 点赞 省心 省时 省钱 提升 改善 成功 顺利 有兴趣
    感兴趣 漂亮 厉害 出色 理想 合理 赞 舒服 舒适 明确 欣赏 欢迎
    """
)
NEGATIVE = words(
    """
    不好 不行 不满 不满意 不喜欢 不方便 不清楚 不合适 不适合 不稳定 不可靠 不靠谱 不值 不划算
    不放心 不同意 不认可 糟糕 糟 很差 太差 差劲 差评 坏 讨厌 失望 生气 难受 难过 难用 难 太难 困难
    复杂 麻烦 繁琐 混乱 乱 慢 太慢 卡顿 卡 贵 太贵 昂贵 问题 故障 错误 出错 失败 崩溃 漏洞 风险
    危险 担心 担忧 顾虑 怀疑 犹豫 害怕 投诉 抱怨 退款 退货 取消 浪费 损失 亏 骗 欺骗 骗人 拖延
    延迟 延误 耽误 推诿 遗憾 可惜 抱歉 痛点 头疼 头痛 痛苦 烦 吃力 压力 紧张 不足 缺点 缺陷 缺乏
    落后 过时 无法 没用 没法 废 烂 垃圾 吃亏 冲突 反感 反对 拒绝
    """
)
NEGATORS = frozenset({"不", "没", "没有", "未", "别", "无", "并非", "不是", "不太", "不会", "不够"})
