"""How sellers begin to tell of another customer, in English and Chinese (patterns)."""

_FIRM = (
    "(?:(?:customer|client|firm|clinic|practice|hospital|lab|dentist|vet|school|college|museum|council|shop|"
    "salon|café|cafe|restaurant|pub|hotel|gym|garage|farm|landlord|business)(?:e?s)?|"
    "(?:compan|surger|nurser|baker|factor|brewer|charit|agenc)(?:y|ies)|church(?:es)?)"
)
_PERSON = (
    "(?:(?:couple|tenant|patient|student|pupil|farmer|builder)s?|gentleman|chap|guy|crew|"
    "(?:wo)?m[ae]n|(?:lad|famil)(?:y|ies))"
)
# Not "we have a customer service", "there is a client library".
_ALONE = (
    r"(?!['’]s? |[ -](?:account|base|care|experience|feedback|id|librar|list|manage|meeting|number|"
    r"portal|program|referral|relation|review|satisf|service|side|success|support|survey|team))"
)
_OTHER = rf"(?:\w+ ){{0,2}}{_FIRM}\b{_ALONE}"
_SOME = "(?:an?|one|two|three|another)"
_HAVE = "(?:we|i)(?:['’]ve| have| had|['’]d)(?: got| had)?"
_WENT = (
    r"(?:switched|moved (?:over|across|to us)|signed up|went (?:live|with)|came (?:over )?to us|"
    r"joined us|bought|saved|saves|uses?|cut|halved|"
    r"(?:has|have|had|took|got|put) (?:it|one|ours|two|hers|his|theirs)|(?:has|have) been using)\b"
)
_CAME = "came|rang|called|told|asked|said"
_SERVE = "(?:know|work with|worked with|look after|deal with|supply|sold|sell to)"
_NEAR = (
    "(?:next door|(?:down|up|across|over) the (?:road|street|bay)|round the corner|"
    r"your neighbou?r(?:['’]?s)?(?: at number \w+)?)"
)
_SOLD = (
    "(?:(?:did|fitted|sold|gave|supplied|installed) (?:it|one|two|this|the same|some)|"
    "(?:helped|put (?:it|one|two) in))"
)
_LIKE = r"(?:(?:about )?(?:of )?your size|(?:just |much )?like yours?)\b"
_MAY = "(?:should|needs?|would|could|can|may|might|will)\\b"
ENGLISH = (
    # One of our clients, three other practices, a client of mine, my oldest pupil.
    rf"(?:one|another|some|two|three|several|half|couple|few) of (?:our|my) {_OTHER}",
    rf"(?:one|another|some|two|three|several|half) of (?:our|my) (?:\w+ )?{_PERSON}\b",
    rf"(?:{_FIRM}|{_PERSON}|owner|guys) (?:that )?(?:we|i) {_SERVE}\b",
    rf"the last (?:{_FIRM}|{_PERSON}) (?:that )?(?:we|i) \w+",
    rf"(?:how (?:two|three|some)|(?:two|three|four|some|several|few|at)) other {_OTHER}",
    rf"(?:for|from|at) another {_OTHER}",
    rf"(?:{_FIRM}|{_PERSON}) of (?:ours|mine)\b",
    rf"(?:my|our) (?:oldest|biggest|last) (?:customer|client|{_PERSON})\b{_ALONE}",
    # A clinic your size; not "most firms your size", "for a firm your size".
    rf"(?<!most )(?<!for )(?<!for a )(?:{_FIRM}|teams?) {_LIKE}(?! {_MAY})",
    rf"(?<!most )(?<!any ){_FIRM} in (?:your (?:industry|line|space|trade)|that situation)\b",
    rf"(?:we|i) (?:also |already )?work with {_SOME} {_OTHER}",
    rf"(?:a|one) similar {_FIRM} to you(?:rs)?\b",
    r"(?:people|someone|somebody|others) in your (?:position|shoes) (?:who|that)\b",
    rf"(?:talk|speak)ing (?:to|with) {_SOME} (?:\w+ )?(?:customer|client)\b{_ALONE}",
    # We've a bakery in Leeds that, I had a customer last month who, last week a lady came.
    rf"(?:{_HAVE}|we worked with|there (?:wa|i)s) {_SOME} (?:\w+ )?(?:customer|client)s?\b{_ALONE}",
    rf"{_HAVE} {_SOME} {_OTHER} (?:who|that|where|in|near|down|up|over|last|doing|running)\b",
    rf"(?:we|i) had {_SOME} (?:\w+ )?{_PERSON} (?:who|that|from|in|near|over|last|on the phone)\b",
    rf"(?:we|i) had {_SOME} {_OTHER} (?:owner |manager )?(?:come|ring|call)\b",
    rf"last (?:week|month|year) {_SOME} (?:{_FIRM}|{_PERSON}) (?:{_CAME}|{_WENT})",
    r"our (?:customer|client) (?:in|at|from|near) \w+ (?:ha[sd]|was|is|uses|did|told|said)\b",
    # A dentist in York just switched, the school down the road uses it, we did your neighbour's.
    rf"{_SOME} {_OTHER}(?: (?:in|near) \w+)?(?: (?:just|also|already))? {_WENT}",
    rf"{_SOME} {_PERSON}(?: (?:in|near) \w+)? {_WENT}",
    rf"an? {_FIRM} called \w+ (?:did|{_WENT})",
    r"(?:set|put|built) (?:this|it|one|that)(?: up| in)? for an? \w+ (?:last|in|near|who)\b",
    rf"there(?:['’]s| is) {_SOME} {_OTHER} (?:in|near) \w+ (?:that|who|which) (?:uses?|ha[sd])\b",
    rf"(?<!did )(?<!do )(?<!does ){_NEAR},? (?:they |just )?{_WENT}",
    rf"(?:we|i) (?:just )?(?:did|fitted|supplied|were (?:on|at|in)) (?:\w+ ){{0,3}}{_NEAR}\b",
    rf"{_SOLD} (?:(?:for|to|in|at) )?(?:an?|the|another) (?:\w+ )?(?:{_FIRM}|{_PERSON}|house)\b",
    # What may be seen or asked: there are ones on the quay in Aberdeen.
    r"there(?:['’]s| is| are) ones? (?:on|at|in) the \w+ in\b",
    rf"(?:number|address|photos?) of (?:one|an? {_FIRM}) in\b",
    r"(?:they|he|she)(?:['’]ve|['’]s| have| has) (?:had|been using) (?:one of )?ours\b",
    r"who(?:['’]s|['’]re| is| are) (?:already )?live (?:on it|with us)\b",
    r"(?:case study|success story|customer story|reference customer)\b",
)
_FEW = "[^，。？！,.?!您你]{0,6}"
_CLIENT = "(?:客[户戶]|顾客|学员|学生|会员|业主)(?![优卡票价版端证经管群服])"
_WHO = f"(?:{_CLIENT}|同行|公司|企业|工厂|小区|医院|饭店|餐馆|酒店|大姐|大哥|老板|阿姨|家长|宝妈)"
_ONE = "(?:[一两三几]?|好几)[家个位]"
_LATELY = (
    "(?<![您你])(?:去年|前年|今年|上个?月|上周|上礼拜|前天|前阵子|前几天|前两天|最近|前段时间)"
    "(?!不)"
)
CHINESE = (
    # 我们有个做外贸的客户, 我一个学员, 我这边有家做模具的, 上一期有个七十六的
    rf"我们?{_FEW}(?:(?:有|服务过|合作过){_ONE}(?!合作)|一[个家位]){_FEW}{_CLIENT}",
    rf"(?:我们|咱们)(?:之前|也)?(?:有|服务过|合作过)(?:很多|不少){_FEW}客户",
    r"我们?(?:这边)?有(?:一|几|好几)?家做",
    rf"(?:上一?[个次期位]|最[大小多快]的|(?:还有|另外?)一?[个家位]){_FEW}{_CLIENT}",
    r"上一?期也?有[个位]",
    rf"[像跟和与](?:您|你|贵司|贵公司){_FEW}(?:差不多|类似|一样|同行业|同规模){_FEW}{_WHO}",
    r"(?:同行业|同规模|类似|其他|别的)的?客户",
    # 去年鹿港有一家, 上个月就遇到一家, 上个月刚给一家诊所装, 做了十四家
    rf"{_LATELY}{_FEW}(?:有|遇到|碰到|接了?|给|帮)(?:[一两三几]|十?几|好几)[家位]",
    rf"{_LATELY}{_FEW}(?:有|遇到|碰到)[家位](?![里人])",
    rf"(?<![您你])(?:之前|以前)也?有(?:{_ONE})?{_FEW}{_CLIENT}(?!{_FEW}吗)",
    rf"(?<![您你])有[个位]{_FEW}(?:{_CLIENT}|大姐|大哥|阿姨|家长|宝妈)(?!群)",
    rf"(?<![您你])有[个位家]{_FEW}(?:老板|公司|工厂|店){_FEW}(?:我们|[用装买订省]了|图|结果)",
    r"(?<![您你])[换装]了我们(?:的|家)|也是?在我们(?:这[儿里边]|家)?[买做装订]的",
    rf"我们{_FEW}(?:服务|合作)过?的[一两三几][家个所位]",
    r"用的(?:也|就|都)是我们|(?<![您你现])(?:也|都)在用我们",
    rf"某[家个]{_FEW}(?:{_CLIENT}|公司|企业|工厂)",
    rf"一个{_FEW}朋友也?(?:用了|在用|买了|装了)",
    rf"[您你]们?(?:楼[上下]|隔壁|对面)那家{_FEW}[用装买也]",
    rf"{_LATELY}{_FEW}那家|我们?(?:碰到|遇到){_FEW}[一几]家",
    rf"{_LATELY}{_FEW}[一有]个{_FEW}{_WHO}",
    rf"[给帮](?:[一两三四五六几]家|[您你]?们?隔壁){_FEW}[装做换送供]",
    r"[装做换接签]了(?:[一二两三四五六七八九几]|十[一二三四五六七八九几]?)[家户]",
    rf"[在给][您你]们?(?:楼[上下]|隔壁|对面){_FEW}[装做换]过",
    # 隔壁那家也是用的我们, 他们去年装的, 西和县去年写成了, 有一家在用, 每年都有人这样订
    rf"(?:隔壁|对面|附近|旁边){_FEW}(?:也是|就是?这么|在用|用的|[装签换]了|[装做]过)",
    rf"(?:他们|人家|那[家边]){_FEW}(?:装[的了]|在用|用[过上]|都这么)",
    r"[县院厂店校区]的?(?:去年|前年|上个?月)(?:[一二三四五六七八九十]+月)?(?:[装签换买]|写成|上线|用上)",
    rf"有(?:一|两|几|好几)?(?:家(?![里人])|个){_FEW}(?:在用|用过|也是用)",
    r"有人[就也都]?这[样么]",
    # 您可以去问三栋的陈老师, 把吐鲁番那家的视频发给您
    r"那家的?(?:电话|视频|照片|会议纪要)",
    r"(?:他们?|她|人家)的?(?:电话|会议纪要)给[您你]",
    r"我们在[^，。？！,.?!您你]{1,8}已经|(?:可以去|随便)问|同行的现场",
    r"(?:成功|客户|标杆)案例",
)
