"""What stands in the way of a yes in English: time, those who decide, need, doubt and terms."""

from revrise.core.conversations.words.phrase_patterns import patterns

_CLASSES = {
    "we": "i|we",
    "not": "not|isn't|isnt|wasn't|aren't|won't|never|hardly|n't|don't|doesn't|didn't",
    "cant": "can't|cannot|can not|cant|couldn't|could not|won't|unable to|not able to",
    "who": """husband|wife|partner|boyfriend|girlfriend|roommate|mom|dad|parents|family|boss|
        manager|team|board|landlord|mechanic|purchasing|finance|department|committee|ceo|it""",
    "fam": "wife|husband|partner|boss|manager|team|mom|dad|parents|family|roommate|landlord",
    "when": """spring|summer|winter|christmas|new year|quarter|holidays|season|audit|merger|launch|
        move|exams""",
    "unit": "days|weeks|months|years|hours|quarters|day|week|month|year|hour",
    "fine": "fine|well|perfectly|okay|ok|good|great|all right|alright",
}

TIMING = patterns(
    """
    (would|will|'ll|has|have|had) (just|) (have|) to wait (until|till|for|a|,|.|) / (lease|
    contract|subscription|policy|agreement) (runs|lasts|goes) (until|till|through|for|out) /
    (lease|contract|subscription|policy|agreement) (is up|ends|isn't up) (in|next|until) /
    (park|shelve|table|postpone|delay|defer|revisit|pause) (this|it|that|the) * (until|till|
    for|after|now|next) / (revisit|look at|come back to|talk about|pick up|discuss|reconsider|
    talk|consider) * after (the|{when}|we|i|our) / (mid|in the middle of) (audit|moving|our
    audit|a move|an audit|a merger|our move|year end) / (nobody|no one) * has (the|any|)
    (time|energy|capacity) / {not} (going to|gonna|want to|like to) (rush|hurry|be rushed|be
    hurried) / (too|awfully|much too|little too|bit too) (late|long|slow) for (me|us|my|our|
    the|that) / (that's|that is|it's|would be|is) too (late|long) / (need|needed|want|
    require) * (by|before) (monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|
    tonight|then|today|the weekend|next week) / {cant} (make it|come|pick it up|get there|
    move|do it|collect it|start) (until|till|before|so soon|this week|today|tonight) / {cant}
    * (until|till) / (don't|do not|dont) have (an hour|a minute|any time|the time|time|enough
    time|a moment) (for|to|this|today|.) / (days|weeks|months) to (install|deliver|implement|
    set up|ship|arrive|build) / (a|little|bit|way|still|far|quite) (a bit|bit|little|too|)
    early (for|to|in|days) / mull (it|this|that) / (timing|moment|date|schedule) (could
    hardly|couldn't) be / (timing|date|schedule) (isn't|is not|doesn't|is) (work|terrible|bad|
    off|right|good|great|ideal|awful) / bigger fish / (higher|more urgent|more important|more
    pressing|other|bigger|too many) (priorities|things on|issues|projects|matters|fires) /
    (see|know) how (things|it|sales|business) (look|looks|go|goes|turn out|turns out|develop)
    / (not|n't) (at|in|reached) (that|this) (stage|point|phase) / {not} (quite|) there yet /
    (sleep|slept) on (it|this|that) / (day|days|night|week|weekend|evening|while|bit) to
    (think|mull|decide|consider|sleep|digest|reflect) / (now|today) (is|isn't|really isn't) *
    (bad|terrible|good|right|best|ideal) time / (until|till|when|once) * {when} (is|are)
    (over|done) / (until|till|when|once) * (has|have) settled in / after * {when} (when|then)
    / (is|are|will be|everyone's) (on leave|on vacation|on holiday|away|out of office) /
    (wait|hold|holding|waiting) (until|till|for|off) (the|our|my|next|after|a|until|till|
    things) / not (in|for) a (hurry|while) / (work|suit|fit) with my (schedule|calendar|shift|
    hours)
    """,
    _CLASSES,
)
AUTHORITY = patterns(
    """
    my {who} (would|will|'d) (kill|murder|shoot|divorce|never|hate|object|freak) / (need|want|
    require|get) * (partner's|boss's|manager's|husband's|wife's|landlord's|team's|board's|
    director's|parents'|owner's) (okay|ok|approval|blessing|consent|permission|sign off|go
    ahead|say so) / (need|want|like|have) (my|the|our) {who} to (look|see|check|agree|approve|
    decide|inspect) / (need|want|like|have) (my|the|our) {who} to have / {who} (has|have|
    would have|needs|will have) to (agree|approve|decide|see|sign|bless|okay|ok|weigh|check|
    review) / {who} (has|have|gets|makes) the (last|final) (say|word|call) / (not|isn't|
    wasn't) (my|mine|our|just my) (money|call|decision|place|choice|say|house|budget) /
    (isn't|is not|not|ain't) (only|just|entirely|solely|) (up to me|my decision|mine to) /
    (someone|somebody) (else|above|higher up) (picks|decides|chooses|signs|makes|holds|
    approves|pays) / just the (one|person|guy|messenger) (who|collecting|gathering|asking|
    that|looking|doing|getting) / (bring|take|run|put|pass) (it|this|that) (back to|up with|
    past|by|to) * {who} / (goes|go) (to|through|past|up to) (my|our|the|) {who} / (chooses|
    choose|picks|decides|dictates|sets|selects|mandates) (our|the|all|which|who|everything|
    what) * (vendors|suppliers|tools|software|systems|we) / no (say|authority|power) (in|over|
    to|on|.) / have no say / (green light|greenlight|sign off on|rubber stamp|ok|okay|approve|
    decide|commit to) (that|this|it|anything|such) * (on my own|alone|by myself|myself|
    without) / on my own (authority|say|without) / (ask|consult|check with|talk to|speak to|
    speak with) (him|her|them|my) (first|before|{fam}) / my {who} (is|are|'s) (paying|the one|
    against) / without (asking|consulting|checking with|telling|talking to) (my|the|him|her|
    them) / (three|two|several|multiple|competing|more) (bids|quotes|offers|tenders) (first|
    before|,|.|to) / (won't|not|never) release / (out|goes|go|put) (out|) to tender
    """,
    _CLASSES,
)
NEED = patterns(
    """
    (manage|cope|get by|get along|doing|managing) (perfectly|just|quite|) {fine} (with|
    without) / already (own|have|got) (one|two|three|several|some|plenty|enough|a couple|
    those|both) (of|,|.|that|at|in) / (not|n't|don't|hardly|rarely|wouldn't) (get|have|find)
    (much|any|a lot of|enough) (use|mileage|value|benefit) / no (reason|need|point|sense|
    incentive) (to|in) (change|replace|switch|buy|upgrade|paying|buying|switching|changing|
    having) / still (runs|works|going|holds up|serves|does) (fine|so|well|us|strong|perfectly|
    just fine|okay|,|the|its) / (seems|is|looks|sounds|would be|feels) (pretty|a bit|rather|
    totally|completely|kind of|) (pointless|unnecessary|superfluous|redundant|useless|
    excessive|over the top|wasted on) / (hardly|rarely|barely|seldom|hardly ever) (watch|use|
    drive|travel|go|cook|play|eat|fly|wear|ride) / problem (we|i) (don't|do not|never) (have|
    had) / what (would|will|should|do|am|are|could) (i|we) (even|possibly|going to|ever|) (do|
    want|need) with / (nobody|no one|none) (on|in|at|of) (my|our) * (asked|asks|wants|needs|
    cares|missed) / (have|has|'d|'ll|will|going|gonna|need) (to|have to|) pass (on|.|,|this|,|
    for|at|i) / (i'll|we'll|i think i'll|i will|i'd|gonna|going to) pass / (isn't|not)
    (really|quite|exactly|) what (i|we) (wanted|want|hoped|had in mind|need|was hoping|were
    hoping|was looking|am looking|was after|am after|'m after) / {not} (really|exactly|quite)
    (my|our) (thing|style|taste|kind|cup of tea) / not (my|our) (thing|style|taste|cup of
    tea) / (so|which means) (this|that|it) (one|) (is|'s) (out|no good|no use|useless) /
    (rules|rule|ruled) (it|that|this|you|them) out / (didn't|don't|never|won't|wouldn't)
    (really|even|) miss (it|that|them|having) / (not|n't) (travel|drive|use|grow|sell|ship|
    print|cook|fly|call) (enough|much|that) (for|to|much|often) / (not|n't) (really|) for (me|
    us) (,|.|though|then|at) / thanks but (no|that's|it's|i|we) / (give|giving) (it|this|
    that) a miss / no (room|space) (for|left|in) / (don't|do not|haven't|doesn't|won't|dont)
    have (the|any|enough|) (room|space) (for|to|in|at) / (no|of no|little|not much|not of
    any) use to (me|us) / outgrown / (too|way too|much too) (big|large|much|
    small|fancy|advanced|complicated) (a|for) (me|us|our|system|what|just|team) / (only|just)
    (one|two|three|four|five|six|ten|a handful) (people|of us|person) (,|so|and|.) / more
    (trouble|hassle|work|effort) than (it's|it is|its|that's) / (don't|do not|can't) (see|
    understand|get) why (i|we) (would|should|need) / (i'm|we're|i am|we are) (looking for|
    after|hoping for|hoping to find|really after) (something|one|a|somewhere) * so / (not|
    n't) (appeal|interest|excite|apply) (to|me|us|much) / wasted on
    """,
    _CLASSES,
)
TRUST = patterns(
    """
    how (do|can|would|could) (i|we) (know|be sure|be certain|trust|verify) / what (guarantee|
    guarantees|proof|evidence|assurance|assurances|certainty) / (if|when|should) you (go
    under|go bust|go broke|fold|disappear|close down|shut down|stop|get bought|are gone|get
    acquired|went under|vanish|go out of business|close) / (ended|end) in tears / (nasty|bad|
    terrible|awful|negative|mixed|horrible|poor|scathing|worrying) (reviews|review|feedback|
    things|stories|comments|ratings|reports|reputation|experience|experiences) / (bit|little|
    rather|very|somewhat|really|always) (wary|sceptical|skeptical|leery|suspicious|cautious|
    apprehensive|dubious|hesitant|reluctant|uneasy) / (wary|leery|suspicious) of / (sounds|
    sound|seems|looks|smells|feels) * (marketing|fishy|shady|sketchy|suspicious|scammy|too
    rosy|dodgy) / (makes|make|making) (me|us) (nervous|uneasy|uncomfortable|worried|
    suspicious|hesitate|anxious|think twice|wonder|doubt) / (don't|do not|can't|dont) buy
    that / (don't|do not|dont) buy that / (promised|told us|swore|claimed) (the same|that|it|
    so|us that) (last|before|too|already|time|thing) / (been|got|getting|get) (burned|burnt|
    bitten|scammed|cheated|ripped off|screwed|stung|taken|let down|fooled) / {we} (seriously|
    really|highly|very much|honestly|) doubt / (have|had|got) (my|our|some|serious|a few|real|
    certain) (doubts|reservations|concerns|suspicions|worries|misgivings) / (not|not really|
    not very|not too|not entirely|not so|not all that|not quite) (comfortable|confident|
    convinced|at ease|keen|thrilled|sold|crazy) (with|about|sending|paying|that|in|on|giving|
    sharing) / {not} sold on / not comfortable / (someone|somebody) else's (server|servers|
    hands|computer|cloud) / (only|just) (been) (around|in business|going|on the market) / (no|
    without|any) (photos|pictures|references|reviews|warranty|guarantee|track record|proof|
    receipt|history|papers) (of|for|,|.|makes|from|either|is|and|whatsoever|at all) / is it
    (stolen|legit|a scam|fake|a fake|genuine) / isn't stolen / not stolen / is stolen / (last
    time|once before|years ago|previously|the last time) * (disaster|failed|flopped|regretted|
    tears|nothing|lost|wrong|burned|nightmare|mess|never)
    """,
    _CLASSES,
)
CONTRACT = patterns(
    """
    (tied|locked|bound|chained|married) (to|into|in) (you|one|a|an|this|that|for|anything) /
    notice period / (not|never|n't) (signing|sign|agreeing|agree|committing|commit) (to|)
    (anything|something|that|a|an|this|any|until|without) / (renews|renew|renewing|extends|
    rolls over) (by itself|automatically|itself|on its own|every) / (carry|bear|take|take on|
    shoulder|assume) (all|most of|the whole|the entire|all of) (the|) (risk|risks|liability|
    blame|cost) / (don't|do not|never|won't) (do|make|accept|pay) (any|) (prepayment|
    prepayments|deposits|upfront|up front|in advance) / (non refundable|nonrefundable|non -
    refundable|no refunds|no refund|no returns|non-refundable) / (year|years|months) is (a|
    too|an awfully|way too|quite a|such a) (long|long time|much|big) / (clause|condition|
    paragraph|section|requirement) (has|have|needs|must|would have) (to|) (go|change|come
    out) / (terms|clause|net|conditions|schedule|deposit|notice) * (won't|doesn't|does not|
    wouldn't) (work|do|suit|fly) for / (not|n't) (going to|gonna|) (fly|cut it|wash|do) (with|
    for|.|,|here) / won't fly / (not|n't) something (we|i) (can|could|would|will|want|do|are|
    am) / {cant} (agree|accept|consent|go along) (to|with) (that|this|it|such) / {cant}
    (accept|live with) (that|this|it) / (afraid|sorry) (i|we) (have to|must|can't|won't|
    cannot) / (afraid|sorry) (that|it) (won't|isn't|doesn't work|can't) / (say|saying) no (to|
    .|,|this|for) / not (what|how) (we|i|you) (shook|agreed|discussed|said|talked|promised|
    told|settled|signed) / i'd rather not / i would rather not / we'd rather not / rather
    (not|n't) / no (way|chance|can do|dice|deal) (.|,|!|i|,|that|you) / (not|ain't|isn't)
    happening / out of the question / (won't|can't|not going to) (budge|bend|give in|back
    down)
    """,
    _CLASSES,
)
