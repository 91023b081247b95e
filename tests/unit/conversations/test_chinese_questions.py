"""What asks in spoken Chinese and what only looks like it, told by the words around."""

import pytest

from revrise.core.conversations.questions import kind


@pytest.mark.parametrize(
    "text",
    [
        "您这会儿讲话方便吧",
        "喂您好是城东那家书店的邱老板吧我是做书架的",
        "合同你们法务已经看过了吧",
        "保修期是三年的吧过了要另外收费",
        "这个不用我们自己装吧",
        "喂您是孟老师吧，我是昨天加您微信的。",
        "你们有保险吧",
        "您现在方便吧",
        "您身体还好吧",
        "没问题吧",
    ],
)
def test_particle_ba_asks_for_a_yes(text: str) -> None:
    assert kind(text)


@pytest.mark.parametrize(
    "text",
    [
        "行吧",
        "好吧，听你的。",
        "八百包安装……行吧，就这样。",
        "还剩一百来箱吧 都在后面仓库",
        "礼拜四吧上午我都在",
        "你忙你的吧",
        "先放着吧等人回来再弄",
        "还可以吧比以前快一点",
        "周边有酒吧",
        "应该没问题吧",
        "太贵了吧",
        "这也太夸张了吧",
        "大概下周吧",
        "估计得三万吧",
    ],
)
def test_particle_ba_agrees_estimates_or_suggests(text: str) -> None:
    assert kind(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "给他们装了个什么监控",
        "那个什么平台上的人",
        "别人报什么价都没用",
        "用不着问哪家便宜看哪家近就行",
        "谁先来谁先挑",
        "万一谁请假就没人管了",
        "如果有什么问题随时打给我",
        "老的那几个柜子还在",
        "我们几个合伙做的",
        "天哪怎么可能",
        "要那么大的屏幕干什么",
        "你说我怎么好意思退",
        "谁知道他们下个月还在不在",
        "交货期得看厂里怎么排",
        "具体多少钱我说不准",
        "他们老板问我拿什么担保",
        "我告诉您怎么走",
        "吃也吃不了多少",
        "前面几年都是亏的",
        "也没说出什么道理来",
        "退什么退我又没用过",
        "那家叫什么来着",
        "免贵姓石",
        "螺丝又从哪条缝里钻出来了",
        "要几个给几个",
        "怎么会呢我们是最便宜的",
        "怎么说呢，我们也难",
        "哪儿的话，应该的",
        "哪能让您破费呢",
        "几个人用就买几个号",
        "谁不想省钱",
        "谁没遇到过这种事",
        "几天前我打过电话",
        "不是什么大问题",
        "主要还看谁负责",
        "不清楚谁负责这个",
        "不确定哪天能到",
        "我看一下什么时候有空",
        "说不好什么时候能定",
        "我问一下领导明天给您答复",
        "我问下我们老板",
    ],
)
def test_wh_words_are_indefinite_told_or_exclaim(text: str) -> None:
    assert kind(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "如果今天下单什么时候能装好",
        "明天哪个时间段合适",
        "那么你们平时用来做什么",
        "您主要是想换哪方面的设备呢",
        "没问题那什么时候签",
        "你们几个人用",
        "您打算什么时候开工",
        "这个什么时候到货",
        "那您的客户主要是哪里的",
        "小朋友几岁",
        "上个月您一共卖了几台",
        "帮我看看还有哪些颜色",
        "您贵姓",
        "那多少钱一台",
        "这行您做了几年",
        "裸机要好多钱嘛",
        "孙总平时比较看重什么",
        "您要看哪款",
        "客户看你们的网站会看到什么",
        "您那边看得怎么样",
        "不清楚您这边谁负责",
        "这件事谁不同意",
        "谁没来",
    ],
)
def test_wh_words_ask_near_words_that_soften_others(text: str) -> None:
    assert kind(text)


@pytest.mark.parametrize(
    "text",
    [
        "不急不急慢慢来",
        "不用不用我自己带了",
        "没有没有就是随口一说",
        "没问题没问题我来办",
        "买不买都行先看看样品",
        "装不装我当场定",
        "批不批我心里没底",
        "先跑一遍我看看数据对不对",
        "他问我是不是要搬家",
        "你爱来不来",
        "成不成的再说",
        "他昨天还送花你说怪不怪",
        "去不去不是我说了算",
        "我不确定我们需不需要这个功能",
        "能否通过要看评审",
        "换不换看价钱",
        "行不行都给我回个信",
        "有没有效果要试了才知道",
        "另外五个还没有",
    ],
)
def test_denied_twice_or_told_is_no_choice_of_yes_and_no(text: str) -> None:
    assert kind(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "你们的机器要得不",
        "王师傅听得清楚不我把麦克风调近一点",
        "短信收到没",
        "押金退了没有",
        "那边有信号没得",
        "您看周四下午行不行",
        "帮我查一下还有没有现货",
        "这个颜色好不好看",
        "能不能看合同",
        "要不要看样品",
        "贵司是否有类似案例",
    ],
)
def test_the_other_half_of_a_choice_may_be_short(text: str) -> None:
    assert kind(text) == "closed"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("你们是按年收还是按月收", True),
        ("给自己用还是给员工用", True),
        ("这个门是推的还是拉的", True),
        ("要现货还是预订", True),
        ("含税还是不含税", True),
        ("找物流还是自己送", True),
        ("无论云端还是本地都支持", False),
        ("好还是不好都得用", False),
        ("合同还是用去年那个模板就改金额", False),
        ("转了一圈还是他们家便宜", False),
        ("后来还是我自己装的", False),
        ("谢谢你还是算了", False),
        ("人家用的机器看着还是老款的样子跑得慢", False),
    ],
)
def test_haishi_offers_a_choice_or_means_still(text: str, asks: bool) -> None:
    assert (kind(text) is not None) == asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("那运费呢", True),
        ("好的那安装这块呢", True),
        ("那旧的呢你们收走", True),
        ("您家里人呢", True),
        ("要是中途不想学了呢", True),
        ("他们还在仓库里等着呢", False),
        ("三个月才轮到一次呢", False),
        ("正开着会呢", False),
    ],
)
def test_a_topic_is_thrown_back_or_a_state_told(text: str, asks: bool) -> None:
    assert (kind(text) is not None) == asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("门店多久盘一次货？", True),
        ("门店多久盘一次货，我心里有数。", False),
        ("先看什么价位，再看牌子。", False),
        ("他就是不说为什么！", False),
        ("这话谁信。", False),
        ("请问是三楼的曹经理吗，我是送水的。", True),
        ("能不能开发票，我要报销。", True),
        ("麻烦您介绍一下贵公司。", True),
        ("房间里有人等我呢。你说说看？", True),
        ("电话是多少。", True),
        ("那请问您贵姓。", True),
        ("你们公司是做什么的。", True),
        ("不搬来我睡哪儿呢，我腰不行。", False),
        ("你不是说要涨价吗。", False),
        ("门店多久盘一次货", True),
        ("门店多久盘一次货，两周吗", True),
    ],
)
def test_marks_say_most_where_there_are_any(text: str, asks: bool) -> None:
    assert (kind(text) is not None) == asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("您這會兒講話方便吧", True),
        ("送貨是週三還是週四", True),
        ("報什麼價都沒用", False),
        ("不用不用我自己帶了", False),
        ("八點會有人來開門", False),
    ],
)
def test_traditional_characters_read_the_same(text: str, asks: bool) -> None:
    assert (kind(text) is not None) == asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("您先跟我说说现在怎么管库存", True),
        ("想跟您了解一下用水的情况", True),
        ("手机号您报一下", True),
        ("晚上回去跟我爸讲一下", False),
        ("我可以跟你们老板专门讲讲", False),
        ("我把情况介绍了一遍", False),
    ],
)
def test_a_request_is_put_to_the_other(text: str, asks: bool) -> None:
    assert (kind(text) is not None) == asks


@pytest.mark.parametrize(
    "piece", ["谁我", "什么都", "有几", "过没有", "看看对", "吗不是", "是吧", "问我怎么", "如果呢"]
)
def test_a_long_breath_is_read_in_time_linear_in_its_length(piece: str) -> None:
    """A minute of the same words again is no second of work; it was, for a few of them."""
    from time import process_time

    def seconds(times: int) -> float:
        began = process_time()
        kind(piece * times)
        return process_time() - began

    assert seconds(16_000) < 16 * max(seconds(2_000), 0.005)
