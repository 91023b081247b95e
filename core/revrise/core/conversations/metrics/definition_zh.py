"""What the definitions of metrics say, in Chinese: sentence by sentence."""

from collections.abc import Mapping

CHINESE: Mapping[str, str] = {
    "Seller's speech ÷ the sum of every side's speech, each side's time as a union.": (
        "销售发言时长 ÷ 各方发言时长之和，每方时长取并集。"
    ),
    "Seller's speech ÷ length of the call, silence included.": "销售说话时长 ÷ 通话时长，含静默。",
    "Seller's words (or 字) ÷ all words.": "销售的词数（或字数）÷ 全部词数。",
    "The seller's longest turn; the other side's backchannels do not break it.": (
        "销售最长的一轮发言；对方的应答不算打断。"
    ),
    "The buyer's longest turn; the other side's backchannels do not break it.": (
        "客户最长的一轮发言；对方的应答不算打断。"
    ),
    "Changes of speaker between turns ÷ hours of call; backchannels are no change.": (
        "发言轮次之间的说话人切换次数 ÷ 通话小时数；附和不算切换。"
    ),
    "Changes of speaker between turns ÷ minutes of call; backchannels are no change.": (
        "发言轮次之间的说话人切换次数 ÷ 通话分钟数；附和不算切换。"
    ),
    ("Median of the positive gaps between the end of a buyer's turn and the seller's next turn."): (
        "客户说完到销售开口之间正停顿的中位数。"
    ),
    "Seller's turns that follow a buyer's turn and start before its end.": (
        "在客户发言结束之前就开始的销售发言轮次。"
    ),
    (
        "Time in which seller and buyer speak at once, in turns of both of which the "
        "seller's started later ÷ length of the call; backchannels are no turns."
    ): ("双方同时说话、且销售后开口的时长 ÷ 通话时长；应答不算发言。"),
    "Seller's turns that start inside a buyer's turn and outlast it.": (
        "在客户发言之中开始、并比它持续更久的销售发言轮次。"
    ),
    "Buyer's turns that start inside a seller's turn and outlast it.": (
        "在销售发言之中开始、并比它持续更久的客户发言轮次。"
    ),
    "Time in which nobody speaks ÷ length of the call, its ends included.": (
        "无人说话的时长 ÷ 通话时长，含首尾。"
    ),
    "Stretches of more than 3 s in which nobody speaks.": "超过 3 秒无人说话的时段数。",
    "The seller's words ÷ minutes of the seller's own speech.": (
        "销售的词数 ÷ 销售自己的说话分钟数。"
    ),
    (
        "The seller's 字 (Han characters + embedded Latin words) ÷ minutes of the seller's "
        "own speech."
    ): ("销售的字数（汉字加夹杂的拉丁词）÷ 销售自己的说话分钟数。"),
    "The buyer's words ÷ minutes of the buyer's own speech.": "客户的词数 ÷ 客户自己的说话分钟数。",
    (
        "The buyer's 字 (Han characters + embedded Latin words) ÷ minutes of the buyer's own "
        "speech."
    ): ("客户的字数（汉字加夹杂的拉丁词）÷ 客户自己的说话分钟数。"),
    "The seller's backchannels ÷ minutes of the other side's speech.": (
        "销售的附和次数 ÷ 对方的说话分钟数。"
    ),
    "The buyer's backchannels ÷ minutes of the other side's speech.": (
        "客户的附和次数 ÷ 对方的说话分钟数。"
    ),
    "Utterances in which the seller asks something, with or without a question mark.": (
        "销售提问的句数，有无问号均可。"
    ),
    "Utterances in which the buyer asks something, with or without a question mark.": (
        "客户提问的句数，有无问号均可。"
    ),
    "Utterances in which the seller asks something ÷ hours of call.": (
        "销售提问的语句数 ÷ 通话小时数。"
    ),
    "Utterances in which the buyer asks something ÷ hours of call.": (
        "客户提问的句数 ÷ 通话小时数。"
    ),
    "The seller's open questions ÷ the seller's questions.": "销售的开放提问 ÷ 销售的全部提问。",
    "The buyer's open questions ÷ the buyer's questions.": "客户的开放式问题 ÷ 客户的问题。",
    (
        "The seller's questions that start in the first third of the call (by time, else by "
        "position) ÷ the seller's questions."
    ): ("在通话前三分之一（按时间，否则按位置）开始的销售问题 ÷ 销售的问题。"),
    (
        "The seller's questions that start in the middle third of the call (by time, else by "
        "position) ÷ the seller's questions."
    ): ("在通话中三分之一（按时间，否则按位置）开始的销售问题 ÷ 销售的问题。"),
    (
        "The seller's questions that start in the last third of the call (by time, else by "
        "position) ÷ the seller's questions."
    ): ("在通话后三分之一（按时间，否则按位置）开始的销售问题 ÷ 销售的问题。"),
    (
        "Seller's fillers ÷ minutes of the seller's own speech: um, uh, er; you know, I mean "
        "and sort of where they add nothing; 呃, 额, 嗯; 那个 and 这个 that open a clause and "
        "point at nothing; utterances that only listen are left out."
    ): (
        "销售的口头禅 ÷ 销售自己的说话分钟数：um、uh、er；无实义的 you know、I mean、sort of；呃"
        "、额、嗯；放在句首且无所指的那个、这个；只表示在听的句子不计。"
    ),
    (
        "Seller's fillers × 1,000 ÷ the seller's words (or 字): um, uh, er; you know, I mean "
        "and sort of where they add nothing; 呃, 额, 嗯; 那个 and 这个 that open a clause and "
        "point at nothing; utterances that only listen are left out."
    ): (
        "销售的口头禅 × 1,000 ÷ 销售的词数（或字数）：um、uh、er；无实义的 you know、I mean、sort"
        " of；呃、额、嗯；放在句首且无所指的那个、这个；只表示在听的句子不计。"
    ),
    (
        "(positive − negative) ÷ (positive + negative) words of a lexicon in the buyer's "
        "text, a negation just before turning a word round; −1 to 1."
    ): ("客户文本中（正面词 − 负面词）÷（正面词 + 负面词），前面的否定词会反转；−1 到 1。"),
    (
        "(positive − negative) ÷ (positive + negative) words of a lexicon in the buyer's "
        "text of the first third of the call, a negation just before turning a word round; "
        "−1 to 1."
    ): (
        "通话前三分之一客户文字中词库的（正面 − 负面）÷（正面 + 负面）词数，紧邻的否定使词义反转"
        "；−1 至 1。"
    ),
    (
        "(positive − negative) ÷ (positive + negative) words of a lexicon in the buyer's "
        "text of the middle third of the call, a negation just before turning a word round; "
        "−1 to 1."
    ): (
        "通话中三分之一客户文字中词库的（正面 − 负面）÷（正面 + 负面）词数，紧邻的否定使词义反转"
        "；−1 至 1。"
    ),
    (
        "(positive − negative) ÷ (positive + negative) words of a lexicon in the buyer's "
        "text of the last third of the call, a negation just before turning a word round; −1 "
        "to 1."
    ): (
        "通话后三分之一客户文字中词库的（正面 − 负面）÷（正面 + 负面）词数，紧邻的否定使词义反转"
        "；−1 至 1。"
    ),
    (
        "25 × (min(1, buyer's talk share ÷ 0.5) + min(1, buyer's questions per hour ÷ 10) + "
        "min(1, longest customer story ÷ 120 s) + min(1, next steps agreed ÷ 2)); 0 to 100."
    ): (
        "25 ×（min(1, 客户说话占比 ÷ 0.5) + min(1, 客户每小时提问数 ÷ 10) + min(1, 客户最长讲述 ÷"
        " 120 秒) + min(1, 达成的下一步 ÷ 2)）；0 至 100。"
    ),
    ("Objections after which the buyer agrees or moves on ÷ objections with a known outcome."): (
        "客户同意或继续往下谈的异议 ÷ 结果已知的异议。"
    ),
    "Utterances that agree a next step, with or without owner and date.": (
        "约定下一步的句数，有无负责人和日期均可。"
    ),
    "Required topics touched ÷ topics required.": "触及的必谈话题 ÷ 必谈话题。",
    "Both sides speak, with times.": "双方都有发言，且带时间。",
    "Both sides say something.": "双方都说了话。",
    "The seller speaks, with times.": "销售有发言，且带时间。",
    "The buyer speaks, with times.": "客户有发言，且带时间。",
    "Somebody speaks, with times.": "有人说话，且带时间。",
    "One such gap.": "一次这样的停顿。",
    "1 s of the seller's speech, with times.": "销售说话 1 秒，且带时间。",
    "1 s of the buyer's speech, with times.": "客户说话 1 秒，且带时间。",
    "1 s of the other side's speech, with times.": "对方说话 1 秒，且带时间。",
    "That side says something.": "该方说了话。",
    "A call of 10 s.": "通话满 10 秒。",
    "One question.": "一个提问。",
    "One word of the seller.": "销售说一个词。",
    "One word of the lexicon.": "出现一个词库中的词。",
    "One objection with a known outcome.": "一个结果已知的异议。",
    "None.": "无。",
    "One required topic.": "一个必谈话题。",
    (
        "Variant A is talk over the length of the call, as in Amazon Transcribe Call "
        "Analytics; B leaves silence out; C counts words. The three are never mixed."
    ): (
        "A 为说话时长除以通话时长，与 Amazon Transcribe Call Analytics 相同；B 不计静默；C 按字数"
        "。三者不混用。"
    ),
    "The usual measure of conversation analytics, with backchannels bridged.": (
        "会话分析的通行指标，附和不打断独白。"
    ),
    "Longest speech without a break, as in Dynamics 365 Sales, with backchannels bridged.": (
        "不间断的最长讲述，与 Dynamics 365 Sales 相同，附和不打断讲述。"
    ),
    "Switches an hour, as in Dynamics 365 Sales, on merged turns.": (
        "每小时切换次数，同 Dynamics 365 Sales，按合并后的轮次计。"
    ),
    (
        "Pause before speaking, as in Dynamics 365 Sales; people answer after some 200 ms "
        "(Levinson & Torreira 2015)."
    ): (
        "开口前的停顿，与 Dynamics 365 Sales 相同；人们通常约 200 毫秒后回应（Levinson & Torreira"
        " 2015）。"
    ),
    "Words over own speech; 字 for Chinese, since words are no unit of its rate.": (
        "词数除以自己的说话时长；中文按字计，因为词不是中文语速的单位。"
    ),
    "As the speech rate of the seller.": "同销售的语速。",
    "Talk over the other side, as in Revenue.io, backchannels left out.": (
        "盖过对方说话，与 Revenue.io 相同，不计附和。"
    ),
    (
        "Rates of fillers as in Zhao & Jurafsky 2005; 那个 and 这个 that point at something are "
        "none."
    ): ("口头禅比率同 Zhao & Jurafsky 2005；有所指的那个、这个不计。"),
    "RevRise's own formula.": "RevRise 自己的公式。",
}


def spoken(text: str, language: str) -> str:
    """A sentence of a definition in a language: itself but for Chinese."""
    return CHINESE.get(text, text) if language == "zh" else text
