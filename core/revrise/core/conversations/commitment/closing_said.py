"""What attempts to close are made of, in English and Chinese: an order, and being asked for it."""

from revrise.core.conversations.words.phrase_patterns import patterns

_EN = {
    # What is ordered, and how.
    "order": """
        (put|get|have|set|sign|book|pencil|ink|lock|mark|renew|register|enrol|pop|save|keep|hold|
        start) (you|him|her|it|them|that|this|one|us) / book / booked / reserve / sign / signed /
        deposit / pencil / renew / lock / signature / (the|an|a|your|trial) (order|agreement|
        contract|deposit|booking|paperwork|letter of intent|form|application|account|pilot) /
        (go|going|move|moving) (ahead|forward) / get (going|started) / getting started /
        (we|i|you) (start|begin|kick off) / start (with|in|on|from|the|at) / ordered /
        take it over / write (it|that) up / write up / set up / put (a|that|it|the|in|through) /
        send (you|over|that as) / pay / in place / the first / a trial / open the / go for it /
        arrange / take (the|it|them) / (your|my) name / shake / confirm / draw up / draw it up /
        run it / fetch / order / card details / try it / write it / do it / a deal /
        for (signing|signature) / on that basis / move on (it|this)
        """,
    "shall": """
        (shall|should|may|might|will) (i|we) / do i / (and|so) (i|we) /
        would you be (able|ready) / (do you want|want|would you like|would you want) (me|us) /
        would you like to / do you want to / are you (good|ready|happy|able|in) /
        are we / (do|can) we (say|have)
        """,
    "may": """
        (can|could|will) (i|we) / would you (sign|go|be) / what would you say / what do you say /
        how about / what if / (can|could) you (sign|come|commit|decide) / have your /
        (is|are) (it|that|they|we) (a yes|agreed|settled)
        """,
    "deal": """
        (a|the|we have a) deal / deal / (are we|we're|we) (agreed|settled|on|all agreed|all
        settled) / agreed / settled / agreement at / (shall|do) we say /
        your (order|instruction|go ahead|signature|business) / count on you /
        earn your business / ready to / do you want it / what would it take /
        what do we need to do to / which plan would you / how would you like to pay / sign up /
        (get|have) (this|it) signed / close (this|it|today) / start the paperwork /
        place (the|an) order / let's get you / before (somebody|someone) else / go fast /
        lock (it|you) in / commit / it's yours / sign (today|tonight|now|this week) /
        (done|form done) today / the job / a yes / sign here / card details / take your card /
        (can|could|shall) we get started / the paperwork started / stopping you from
        """,
    # Asks how it is, which orders nothing.
    "fact": """
        (how|what|who|where|when|why) (do|does|did|are|is|was) (you|your|they) /
        (do|did|have|are) you (usually|normally|already|currently|pay|use|have|work|buy) /
        what would you like / how (many|much|often|long) / what happens / at the moment /
        who (else|does|is|signs)
        """,
    "figure": """
        (two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) /
        (twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) / hundred / thousand / first /
        (monday|tuesday|wednesday|thursday|friday|saturday|sunday)
        """,
    "so": "so / then / and / okay / ok / right / perfect / good / alright",
}
_ZH = {
    "order": """
        签 / 定(下来|了|金|一|吧|不|个) / 付 / 下单 / 下(三|两|一)(桶|个|台|箱) /
        开(单|票|个单) / 办(一|个|张) / 留(着|两|一|个|了) / 锁 / 拍(下|板) / 刷卡 / 转账 /
        下料 / 投保 / 报(一|名|两) / 充 / 打(定金|合同|款) / (签|出|走|发)合同 / 协议 / 链接 /
        用印 / 盖章 / 排产 / 试(一批|一个|运行|一箱) /
        先(交|付|投|走|来|签|做|放|订|定|拿|锁|留|印|打) / 意向金 / 认筹 / 开通 / 走流程 / 预约 /
        送货 / 订(金|一|下) / 交(定|押|钱|五|一|两) / 位子 / 拿走 / 续(约|费|不|上|一) / 合作 /
        给{you}(办|报|开|留|写|换|锁|装|下|投|预约|安排|登记|存|排) / 转我 / 上架 / 写上 /
        买(一|两|吗|不) / 来一(箱|台|个|份|套) / 租 / 恢复合同 / 装(上|了吗)
        """,
    "shall": """
        行(吗|不行|不) / 好(不好|吗) / 可以(吗|不) / 要得不 /
        {you}看(行|可以|要|好|能|这|怎|什么时候|呢) / 成(吗|不) / 能不能(定|签|付|续) / 要不要 /
        愿意 / 能(定|签|付)(了|吗|下) / 咱(定|签|就|们就)
        """,
    "may": "要不 / 怎么样 / 能不能 / 什么时候 / {you}看 / 吗",
    "deal": """
        准话 / 拍板 / 定下来 / 就这么定 / 今(天|儿)(定|就|付|签|能|拿走|给|掉) / 敲定 / 成交 /
        签(约|了|吧|合同|下来|不签) / {we}(今天|今儿|就)(定|签) / 确定下来 / (就|我们就)按 /
        那就定 / 现在(付|转|定|签|下单|给) / 付定金 / 付款方式 / 还差什么 / 还需要什么才能 /
        可以推进 / 达成合作 / 合作愉快 / 开始合作 / 可以签 / 什么时候签 / 不给别人 / {you}今天 /
        {you}定 / 续不续 / 能定 / (刷卡|现金|年付|月付|季付|微信)还是 / 身份证(发|给)我 / 就签合同
        """,
    "fact": "一般 / 平时 / 之前 / 以前 / 现在(用|的|是|怎么) / 多少 / 目前 / 哪家",
    "figure": "(百|千|万|块)",
    "so": "那 / 要不 / 好 / 行",
}
_WORDS = {"you": "您|你|恁", "we": "我|我们|咱|咱们"}


def parts() -> dict[str, tuple[str, ...]]:
    """The phrases of each part."""
    close = {part: patterns("".join(text.split()), _WORDS) for part, text in _ZH.items()}
    return {part: (*patterns(text), *close[part]) for part, text in _EN.items()}
