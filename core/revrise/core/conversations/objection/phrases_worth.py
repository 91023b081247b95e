"""How buyers say in English that something is not worth its price, or is had elsewhere for less.

Not the words of a price being high (those are in `phrases_en` and `_limits`), but what
it is held against: means, expectations, use, the price of a new one, what others ask.
"""

from revrise.core.conversations.words.phrase_patterns import patterns

_CLASSES = {
    "we": "i|we",
    "cant": "can't|cannot|can not|cant|couldn't|could not|won't|wouldn't|can never|could never",
    "not": "not|isn't|isnt|wasn't|aren't|never|hardly|n't",
    "pay": "pay|spend|justify|afford|swing|stretch|absorb|swallow|cover|manage|recoup",
    "money": "money|cash|cost|price|amount|figure|sum|rate|fee|premium|rent",
    "is": """price is|fee is|cost is|rent is|premium is|number is|quote is|that's|it's|that is|
        which is""",
    "near": "nearly|almost|about|roughly|practically|basically|pretty much|close to|more than|over",
    "thing": """one|ones|model|unit|place|apartment|flat|house|bike|car|phone|laptop|table|couch|
        sofa|chair|thing|item|product|service|plan|policy|deal|room""",
    "other": """another|other|different|second|rival|competing|local|neighbouring|neighboring""",
    "firm": """company|vendor|provider|supplier|carrier|insurer|broker|bank|dealer|dealership|
        store|shop|seller|agency|airline|hotel|landlord|contractor|consultant|operator""",
    "who": """guy|woman|man|neighbor|neighbour|friend|cousin|brother|sister|uncle|colleague|
        coworker|buddy|buddies|dealer|shop|store|place""",
}

PRICE = patterns(
    """
    (more|higher|bigger) than {we} (make|earn|paid|ever|can|bring|usually|normally|typically)
    / {not} (prepared|ready|expecting) for * (figure|number|price|sum|amount|rate) / {not}
    (plan|planned|budgeted|expect|expected|bargained) (on|for) (paying|spending|that) /
    {cant} (really|quite|just|) {pay} (it|this|that|those) / {cant} (stretch|budge) (to|on|
    any|my|our|that) / {cant} see (myself|us|ourselves) (spending|paying) / {cant} (bring|
    get) (myself|ourselves) to (pay|spend) / (a|bit of a|quite a|real|too much of a|) stretch
    (for|on) (me|us|my|our) / (eat|eats|cut|cuts) (up|into|away) * (margin|margins|profit|
    savings|budget) / (take|get|need) (out|) (a|another) (loan|second job) / not made of
    money / (bills|rent|tuition|mortgage|loan|loans|debt|debts) (to pay|due|is due|are due) /
    (until|till|before) (payday|i get paid|we get paid|i'm paid) / (my|our) (wallet|bank
    account|bank balance|checkbook|paycheck|salary|pocket|pockets) (says|can't|won't|is|isn't|
    can not|cannot|would|doesn't|are|aren't) / (out of|beyond|outside) (reach|my reach|our
    reach|my league|what|my comfort) / (ridiculous|outrageous|absurd|insane|crazy|silly|
    extortionate|astronomical|exorbitant|sky high|sky-high) (price|amount|fee|fees|money|
    figure|number|rent|for) / {is} (ridiculous|outrageous|absurd|insane|extortionate|
    astronomical|exorbitant|sky high|prohibitive|hefty) / {is} (really|just|simply|absolutely|
    frankly) (ridiculous|outrageous|absurd|insane) / {money} * (makes no sense|make no sense|
    doesn't make sense|does not make sense|doesn't add up|don't add up) / (doesn't|don't|does
    not|didn't) (quite|really|) add up for (us|me) / {not} (really|quite|even|) worth (it|
    that|this|half|paying|my) / {not} * worth (anywhere|it to|it for|the money|the price|the
    cost|that much|what you|the hassle|the trouble|the effort) / never (recoup|get * back|
    make * back|earn * back|recover) / {near} (what|as much as) * (cost|costs|go for|sell
    for) / {near} (double|twice|triple) (what|the|my|our|that) / (double|twice|triple) what
    (it|{we}|they|you|others|everyone) / (went|gone|going|goes|jumped|risen|rose|shot) up *
    percent / for (that|this) (kind|sort|amount|type) of {money} / (that|this) (kind|sort|
    type) of (money|cash|figure|expense|outlay|investment) / for that (much|price|money|cash|
    figure) * (i'd|i would|we'd|i could|we could|i can|expect|get|buy) / for (the|about the|
    roughly the|almost the) same (price|money|amount|cost) / (i'd|i would|we'd|we would) (at
    least|) expect (at least|a|an|some|more|something|leather|better) / (thousand|hundred|
    grand|k|dollars|pounds|euros|bucks) (just|) lying around / a lot to ask / (pricing|
    priced) (yourself|yourselves|itself|me|us) out / (kills|ruins|spoils) it for (me|us) /
    where you lose (me|us) / that's where {we} / (cut|cutting|reduce|reducing|trim|trimming|
    slash|freeze) (our|my|all|down on|back on|) (spending|costs|expenses|budgets|budget) /
    (limited|tight|short|little|stretched|bit) * until * (payday|paid|paycheck) / (not|isn't|
    aren't) in the cards / financially (possible|viable|feasible|impossible|for us) / for us
    financially / (only|just) (set aside|put aside|saved up) / (never|not|won't) (approve|
    accept|sign off on|go for|agree to) (that|such a) (number|price|amount|figure|sum|budget|
    expense) / laugh (me|us) out / (value|worth) (in|of) it / {cant} see * (value|worth) (in|
    of) / (wasted|waste) (of money|on me|on us|of my money) / (absolute|upper|hard|maximum|
    top) (limit|ceiling|maximum|max) / (my|our) (ceiling|limit|cap|max|maximum) is / (paying|
    pay) for (things|seats|features|stuff|something|extras|services) * (don't|never|not|no
    one|nobody|won't) / on top (of that|of it|of everything|of the rent) * (is|makes|it's|
    that's|isn't|not) / (fees|charges|shipping|delivery|taxes|maintenance|gas|insurance|
    repairs) (alone|on top) / once (you|i|we) (add|factor|include) / (nobody|no one|who) *
    (pays|pay|would pay|spends) (that|this|so|more|over|$) / pay (full|retail|list) price /
    full (asking|list) price / (too|so|that) (rich for|dear) * blood / (dear|rich) for (me|us|
    my|our) / (bit|little|tad|rather|quite|very|too) dear / (blew|blow) * (minds|mind|budget)
    / (not|n't) (come|get) (that|any) cheap / break the bank / breaking the bank / burn *
    hole / arm and a leg / highway robbery / daylight robbery / cheaper than
    (that|this|yours|you|what|your) / less money than (you|your|that) / (not|n't) (drop|shell
    out|fork out|cough up) / (shell|fork|cough) (out|up) (that|so|this|for|over) / (more|
    less) than (it's|it is|they're|its|they are) worth / what (it's|it is|they're) (really|
    actually|) worth / (seems|sounds|looks|feels) like (a lot|an awful lot|a lot of money)
    (for|to|of money|.) / a lot (of money|) for (a|an|one|something|that|this|what|such|used)
    / even with (the|a|that|your) (discount|reduction|rebate) / {cant} (quite|really|) (come|
    go) up to / (going|gone|raised|put|puts) up (your|the|our|my) (price|prices|rent|fee|fees|
    rate|rates) / price (increase|increases|hike|hikes) / more than (we|i|it|they) (can|could|
    should) (bear|handle|take) / (don't|do not|dont) have * (lying around|to spare|to throw
    around) / (don't|do not|dont) have (that|this) (sort|kind) of / (makes|make) (no|little)
    sense / (kill|ruin|spoil) it for (me|us) / (nobody|no one) around here pays / (rent|price|
    fee|premium|cost) that (high|steep) / (you|they) want * for a (phone|car|bike|used|second|
    couple|few|room|one|two)
    """,
    _CLASSES,
)
COMPETITOR = patterns(
    """
    (your|the) (rival|rivals|competitor|competitors|competition) (throws|includes|offers|
    gives|already|does|has|charges|'s) / {other} {firm} * (offered|offers|gave|gives|quoted|
    wants|charges|includes) / (guy|woman|man|shop|store|dealer|place|restaurant) (down|across|
    next|around) * (wants|sells|charges|asks|is|offers|has|will) / my {who} (is selling|has
    one|got one|got his|got hers|bought one|paid) / my {who} * for (half|less) / (there's|
    there is|i've got|i found|i saw|i've seen) (another|others|a similar|one just like|a few
    others|plenty of) * {thing} / (identical|same|similar|comparable) {thing} * (listed|
    online|advertised|cheaper|for less) / (listed|advertised|going|sold|selling|sells|on
    sale) for (a lot|much|half|less|only|just|as little) / (listed|advertised|on sale) for /
    (can|could) * (get|buy|order|find) (it|one|the same|them|this|another) * (brand new|for
    about|for less|for half|for the same|online|cheaper|with free|delivered) / have (it|one)
    (brand new|new for|delivered for) / (amazon|ebay|everyone else|everybody else|others)
    (has|have|sells|sell|includes|include|offer|offers|charge|charges|throw) / (gives|offers|
    charges|quoted) (me|us) (more|better|less|a better|lower|a lower|far|much|twice) /
    (sooner|rather) (stick|stay|keep|go|buy|use|wait) (with|from|to|what|my|our|new|for|the)
    / (shortlisted|short listed|leaning|leaning towards|decided on|going with|gone with|
    settled on) (a|another|the other|toward|towards|someone|somebody|your|a cheaper|one of) /
    (been|stay|stick|staying|sticking) with * for (years|ages|long) / been with * years /
    (been|worked|working) with * for (years|ages|a decade|ten|five|so long|a long time|over|
    many) / (see|seen|view|look at|looking at|visit|compare) * (other|more) (places|houses|
    cars|apartments|flats|offers|quotes|bids|options|models|listings|ones) / (two|few|couple|
    several) more (places|houses|cars|apartments|offers|quotes|options) to / cheaper (bid|
    offer|one|quote|alternative|option|place|elsewhere|plan|provider|deal) / (already|just|
    nearly|almost) (signed|committed|promised|agreed) (with|to) (another|someone|somebody|
    your|a|the other|them)
    """,
    _CLASSES,
)
