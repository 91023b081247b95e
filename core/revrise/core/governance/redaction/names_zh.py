"""Chinese names: a surname with a title, or with characters that names are given with."""

import re
from collections.abc import Iterator

from revrise.core.governance.redaction.found import Found

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷"
    "钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路"
    "岳齐梅莫庄辛管祝左涂谷祁耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘"
    "景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
)
_HAN = re.compile(r"[一-龥]")
_COMMON = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董程曹袁邓许沈曾彭吕苏卢蒋蔡贾丁魏"
    "薛叶潘杜戴夏钟汪田姜范石姚谭廖邹熊金陆郝孔崔邱秦顾侯邵孟钱"
)
_DOUBLE = "欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|东方|南宫|端木"
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉萍红玲芬燕彬鹏飞浩宇轩涵梓欣怡雨晨思佳"
    "琪嘉俊博睿泽昊雪婷莉慧颖琳倩璐雯瑶瑾珊蓉薇菲蕾薪妍岚梅琴云凤洁琼丹蕊婉晓春夏秋冬海波斌辉"
    "健志建国庆民华文武德福贵荣昌盛祥瑞林森树松柏峰岩山川江河湖光亮东南西北中正义仁礼智信忠孝"
    "诚毅恒永久安康乐天成龙虎豪威震振凯旋远航翔腾达兴旺发财宝金银铭鑫钰锋钢铁亚非男楠楚琛珂瑜"
    "瑛璇璟翰墨诗书画韵音琦奇帆帅尧舜禹坤乾世家传承继宗祖耀少小大子一二三美爱晶莹星月露霜冰清"
    "新心悦然若梦如意可依萌苗苒芷素贞淑惠娴雅贤良善淳朴宏伯仲叔季启立力功业勤敬学进步升卫保护"
    "生长青景旭阳曦晖朝霖润泉源深沛泰哲彦彤维绍邦廷卓越群峻岳岭崇嵩珍花鸣庭筠念慈锦逸凡奕辰语"
    "桐栋勋婧妮娅媛嫣娇娥婵媚妙姝菊芝芸芹茜荷莎莲莺萱彩香馨苑茹菁凝鹃雁鸿鹤麟骏驰骁峥嵘巍硕碧"
    "祺祯禄禧笑筱纯绮缘羽翠翊聪舒艺芮程杉杨柳榕樱楷棋棠毓沁沫洛浚涓淇淼渊湘滢漫澄澜灿炎炜炫烁"
    "烨煜熙牧珈珏玥玫珠瑄璋甜畅皓盈稀穗竹笙婕绣罗舟蓓蕴虹蝶蜜裕言誉谦豫贝赫跃轶辞逊邈采野钧铮"
    "锐镇闻阔陶雄霄霏霆顺颂颢飒骥魁默黎黛齐"
)
# Words begin with these, too: they are names before a title alone.
_BEFORE_TITLES = "简蓝卓古巫池"
_TITLES = (
    "副?(?:总经理|总监|总裁|经理|主任|院长|处长|局长|部长|科长|校长|厂长|店长|行长|主管|组长|课长)|"
    "副总(?![是的共体结额价之数量部算要归得有在])|副理|协理|襄理|执行长|特助|专员|医师|主委|姊|"
    "先生|女士|小姐|太太|总经理|总监|总裁|总工|总(?![是的共体结额价之数量部会算要归得有在])|经理|老师|主任|工程师|工(?![作程厂业具人资])|博士|院长|处长|局长|"
    "董事长|董(?=[，。,.\\s好您说])|部长|科长|哥|姐|会计|律师|医生|大夫|教授|校长|书记|秘书|助理|老板|师傅|队长|厂长|店长|行长|主管|组长|代表"
)
# Words begin with these surnames as often as names do: behind them the name has to end.
_WORDY = "高金石方江夏田余于何任马黄白安"
_S, _G = f"(?:{_DOUBLE}|[{_SURNAMES}])", f"[{''.join(dict.fromkeys(_GIVEN))}]"
_LED = (
    "我是|我叫|叫做|名叫|叫|这位是|这边是|这里是|这是|您是|你是|联系人|联系|姓名|名字|找|跟|和|给|请|让|问|同事|秘书|助理|经理|总监|主任|"
    "负责人|签字人|收件人|对接人|接口人|是|与|对|由|向|把|被|抄送|转告|通知|告诉|约|见|问问|叫上|带上"
)
_END = (
    r"(?=$|[，。！？、：；,.!?:;\s\"”’）)]|先生|女士|小姐|总|经理|老师|主任|联系|说|讲|负责|对接|打|发|会|的|吗|呢|啊|吧|，|和|跟|在|那|已经|昨天|今天|明天|"
    "上周|下周|刚|也|都|是|来|去|您|你|我|他|她|签|确认|审批|同意|提|问|收|给|从|做|看)"
)
_TITLED = re.compile(
    rf"(?:(?<=[小老])|(?<![小老]))(?!(?<=谢)(?<!谢谢)谢)(?:{_S}(?:{_G}{{1,2}})?|[{_BEFORE_TITLES}])(?=(?:{_TITLES}))"
)
_LONG = re.compile(rf"{_S}{_G}{{2}}(?:{_END}|(?=收|整|写|签|工))")
_SHORT = re.compile(
    rf"(?:(?<=^)|(?<=[，。！？、：；,.!?:;\s])|(?:{_LED})[是叫：:]?\s?)({_S}{_G}{{1,2}}){_END}"
)
_CLEAR = re.compile(rf"(?:{_LED}|写|寄给|交给|发给)((?![{_WORDY}])[{_COMMON}]{_G}{{1,2}})")
_STARTS = re.compile(
    rf"(?:^|(?<=[，。！？、：；,.!?:;\s]))((?![{_WORDY}])[{_COMMON}](?:{_G}[一-龥]|[一-龥]{_G}))"
    r"(?=说|已经|觉得|认为|那边|跟|和|会|在|今天|昨天|上周|刚|也|来|去|负责|提|问|要|想)"
)
_HALF = re.compile(
    rf"(?:{_LED}|说的)((?![{_WORDY}])[{_COMMON}](?:{_G}[一-龥]|[一-龥]{_G}|{_G})){_END}"
)
_NICK = re.compile(
    rf"(?<![一-龥])[小老阿]([{_COMMON}]){_END}|(?:{_LED})[小老阿]([{_COMMON}]){_END}"
)
_CALLED = re.compile(
    rf"(?:免贵姓|我姓|姓)({_S})(?![氏名])|(?:我叫|名字叫|名字是|姓名是|姓名|本人)[：:]?({_S}[一-龥]{{1,2}}){_END}"
)
_NO_SURNAME_ALONE = frozenset("万成文向安位路常易单管左关解强包司查席费")


def names_zh(text: str) -> Iterator[Found]:
    """Every Chinese name in a text, without its title."""
    if not _HAN.search(text):
        return
    for match in _TITLED.finditer(text):
        # "每位经理" and "安全主管" have no name in them: a rare surname alone is a word.
        if match.group() not in _NO_SURNAME_ALONE:
            yield Found(match.start(), match.end(), "name")
    for match in _LONG.finditer(text):
        yield Found(match.start(), match.end(), "name")
    for pattern in (_SHORT, _CLEAR, _STARTS, _HALF, _NICK, _CALLED):
        for match in pattern.finditer(text):
            group = match.lastindex or 0
            yield Found(match.start(group), match.end(group), "name")
