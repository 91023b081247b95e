"""Words that passwords are made of when nobody thinks, in English and in Chinese."""

_ENGLISH = """
    password passwort passw0rd p4ssw0rd p@ssw0rd welcome welkom letmein iloveyou monkey dragon
    football baseball basketball superman batman sunshine princess master shadow michael charlie
    jordan starwars pokemon trustno1 whatever freedom computer internet samsung admin
    administrator changeme default secret test guest login hello ninja mustang access flower
    cheese summer winter spring autumn company revrise
"""
# Pinyin that is typed without thinking, digits that sound like a sentence, rows of the number pad.
_CHINESE = """
    woaini woaini1314 woaiwojia wodemima woshishui wobuzhidao buzhidao mima aini ainiyiwannian
    nihao nishizhu caonima zhangwei wangwei wangfang zhangmin xiaoming xiaohong laogong laopo
    baobao baobei qinaide xiexie kuaile pengyou shengri zhongguo beijing shanghai guangzhou
    shenzhen hangzhou tiananmen taobao zhifubao alipay weixin wechat tencent alibaba tianya
    gongsi guanliyuan denglu 5201314 1314520 520520 5211314 7758521 7758258 147258369 147852369
    789456123 110120119 a123456 aa123456 qq123456 q123456 wo123456 qwe123 zxc123 asd123 zaq12wsx
    abc123 123qwe
"""
TRIED_FIRST = tuple(dict.fromkeys([*_ENGLISH.split(), *_CHINESE.split()]))
