"""How buyers object in English, by category, as phrase patterns."""

from revrise.core.conversations.words.phrase_patterns import patterns

_CLASSES = {
    "dont": "don't|do not|dont|doesn't|does not|didn't|did not",
    "cant": "can't|cannot|can not|cant|couldn't|could not|won't be able to|not able to",
    "who": """boss|manager|director|ceo|cfo|cto|coo|vp|president|owner|board|committee|leadership|
        management|finance|procurement|purchasing|legal|headquarters|head office|partner|partners|
        executives|lawyers|superiors|management team|shareholders|controller""",
    "time": """months|quarter|year|spring|summer|autumn|fall|winter|season|fiscal|january|april|
        september|holidays|christmas|budget cycle""",
    "staff": "people|team|users|staff|reps|employees|colleagues|nobody|no one|everyone",
    "offer": "price|pricing|cost|costs|fee|fees|quote|rate|license|subscription|number|offer",
}

PRICE = patterns(
    """
    expensive / costly / overpriced / (higher|more) than * (expected|thought|planned|imagined) /
    (higher|more) than * (hoped|budgeted|intended|wanted|set aside|budget) / (above|over|beyond|
    exceeds|exceed|outside|past|bigger than) (what|our|my|the) * budget / (above|over|beyond|
    exceeds|exceed|past) what (we|i|finance|they) / ({dont}|not|won't|never) * (fit|in|within) *
    budget / {cant} * (spend|pay|swallow|find) / {cant} * (justify|afford) / {dont} have (that kind
    of|that much|enough|so much) (money|budget) / no (money|funds|budget|cash) (left|for|this|
    available|in|to) / budget (tops|stops|ends) / budget (is|was|has been|) (gone|spent|frozen|cut|
    used) / budgets are (frozen|tight|cut) / never get * (that amount|that money|it|that sum)
    (through|approved) / {offer} * (too high|too much|too steep|out of|hard to swallow|surprised|
    steep) / {offer} * (higher than|more than|above what) / hard to (swallow|justify) / (cost|
    costs|charge) * (so much|that much|that amount|a fortune|twice|double) / (that's|it's|that is|
    way|it is) too much / too much for (us|me|our) / do (any|a bit|a little|) better
    (on|with|than) / do any better / half (that|the price|of that) / (quoted|offered) * (less|
    lower|cheaper) / lower (number|rate|figure) / better (number|rate|figure|price) / knock * off /
    (spend|pay) that (much|kind|amount)
    """,
    _CLASSES,
)
TIMING = patterns(
    """
    (isn't|not|never|hardly) (a|the|) (good|great|right|best|ideal) (time|moment) / (talk|speak|
    revisit|reconnect|discuss|look again|come back|get back|try again|call) * * {time} / (pick
    this|pick it|reach out|circle back|check back|touch base|decide) * * {time} / (talk|speak|
    revisit|look|come back|get back|try|call|discuss) * * (later|some other time) / (maybe|perhaps|
    rather|better|not|sometime|earliest) * next (quarter|year|season|fiscal) / (rather wait|to
    wait|better wait|we'll wait|should wait|hold off|postpone|delay) (until|till|for|a|with|this|
    on) / (won't|not) * until / (won't|not|never) * before next / (won't|not) (get to|happen) *
    (before|until|this) / (put|push) * (off|on hold|back until) / on hold / hold off / (further|
    somewhere|later) down the (road|line) / down the line / no (capacity|bandwidth|resources|
    manpower|spare people) / hands (are|is|) * full / ({dont}|not) have * (capacity|bandwidth|
    resources|manpower|staff|people|time) (for|to|at|now) / ({dont}|not) have the (capacity|
    bandwidth|resources|manpower|staff) / swamped / snowed under / (i'm|we're|i am|we are|just|far|
    way|very|really) (too|so|very|really|) busy / too busy (now|right|at) / {cant} take on / take
    on (more|another|anything) / (enough|too much|plenty|a lot) on our plate / not on * (list|
    roadmap|agenda|radar|plan) / (not|isn't|no|low) (a|our|my|the|) (top|) priority /
    (need|want|take) (a few|some|a couple of|a) (minutes|days|hours|weeks|moment|moments) to /
    (need|want|
    take) (some|more|a bit of|a little|) time to / think (it|this|that) (over|through) / think
    about (it|this|that) / sleep on (it|this|that) / let me think / mull / premature / too (soon|
    early) (for|to|in) / (no|not in a|not in any) (hurry|rush) / urgent for us / give (us|me) (a
    few|some|six|three|another) (months|weeks|time) / not ready (to|for|yet) / in (a few|a couple
    of|six|three|twelve) months / just (started|launched|begun) * (rollout|project) / just
    (started|finished|launched|begun) another / just send (me|us) (an email|some info|something|some
    information|the brochure)
    """,
    _CLASSES,
)
AUTHORITY = patterns(
    """
    {cant} * (decide|sign|approve|authorise|authorize|commit) * (alone|myself|without|on my own) /
    {cant} (decide|approve|authorise|authorize) (that|this|it|anything) / {cant} (decide|sign|buy|
    approve) * without / {who} * * (approve|approves|decide|decides) / {who} * * (sign off|signs
    off|agree|agrees|have a say|want a say|a say|convinced) / {who} * * (has|have|needs|
    wants|want|must) to (see|look|review|say|be|ok|okay|check|know|sign) / {who} * (first|before
    we) / {who} (makes|make) (the|that|this|those|all) * (decisions|decision|call|calls) / to
    (talk|speak|check|discuss|take|bring|present|run|clear|ask|consult|convince) * * {who} / to
    (talk|discuss|check|speak|go over|run) * (with|by) * (team|colleagues|wife|husband|group) /
    above my (pay grade|head|authority|level) / not the (one|person) (who|that|to) / (someone|
    somebody) else (decides|makes|has|signs|will) / not (mine|my call|my place) / (not|nt|n't) *
    (make|makes) (that|the|this|those) (call|decision|decisions) / (go ahead|go - ahead|blessing|
    green light|sign off|sign - off|buy in|buy - in) (from|of) / (approval|permission|consent)
    (from|of|by) * {who} / (need|needs|require|requires) * approval / (go|goes|get|pass) through *
    (committee|procurement|purchasing|legal|board|tender|approval) / (final|last) (say|word) /
    group decision / without the {who}
    """,
    _CLASSES,
)
NEED = patterns(
    """
    ({dont}|not) (really|actually|currently|even|) (need|require) / no (real|) need / not (sure|
    convinced|certain) * * (need|use|help|worth|point|benefit|useful|necessary) / ({dont}|not)
    think * * (need|problem we|worth|relevant|for us|help us|necessary|useful) / (no|little|not
    much|hardly any|{dont} have any|{dont} have a|{dont} have) (real|much|) (use|reason|demand|
    interest) (for|to|in) / what (would|could|should|do|will) (we|i|you) * (use|need|do) (it|this|
    that) for / what (good|difference|use) (would|is|does|will) / why (would|should|do) (we|i|
    anyone) * (need|bother|change|switch|care) / why (bother|change) / (managed|coped|survived|
    lived|done|got by|gotten by|get by|cope|manage|doing) * (without|just fine) / (done|doing|do|
    did|managed|manage|get by|getting by) * (well|fine|okay) (without|with|as|so) / (fine|happy|
    good|okay|ok|satisfied|content|comfortable) with (what|the way|our|how|things) / (fine|happy|
    good|okay) (as we are|as is|as things are|as it is) / (is|are|it's|that's|works|been) good
    enough / overkill / (we're|we are|i'm|i am) (all set|sorted|covered|satisfied with|happy as) /
    (we're|we are) fine (as|with what|without) / what we * (works|fine|enough|good|does the job) /
    {dont} see (what|why|how|the|any|much|a) / (setup|system|process|tool|solution|approach|method|
    way|spreadsheets|excel) * (works fine|works well|does the job|does everything|works for us|does
    what) / already have (something|one|that|this|everything|it|a system|a tool|a solution|a way) /
    (built|build|wrote|developed|made|write|develop) (our|my) own / (built|build|do|make|develop) *
    (in house|in - house|ourselves) / (nobody|no one|none of us) * (asking|asks|asked|needs|wants|
    need|want) / not (something|what) * (looking|need|want) / not looking (for|to) (a|change|
    anything|any|buy|switch|something) / fail to see / (not|isn't|nothing) (really|) (relevant|
    necessary|useful|needed|worth) / nice to have / (this|that|it) (is|'s|really is|) not * problem
    (for us|we have) / never (missed|needed) / (this|it|that) (isn't|is not) for (us|me)
    """,
    _CLASSES,
)
COMPETITOR = patterns(
    """
    how (are|is|do|does) (you|your|this|it|yours) * (different|differ|compare|better|stack) / what
    makes (you|your|this|it) * (different|better|special) / why (should|would) (we|i) (choose|pick|
    go with|prefer|take|buy from|switch) / what (can|do|does|could) (you|it|your) * that * *
    (cannot|can't|doesn't|don't|couldn't) / (another|other|rival|competing|different|second|
    incumbent) (company|vendor|vendors|provider|supplier|suppliers|firm|offer|offers|proposal|
    quote|bid) / (current|present|existing|incumbent|old) (vendor|provider|supplier|partner) /
    (talking|speaking|looking|negotiating|meeting) (to|at|with) * (others|rivals|competitors|
    vendors|suppliers|providers|companies|alternatives|options) / (with|from) (someone else|
    somebody else|another|a competitor|our supplier|our vendor|our provider) / your (rival|rivals|
    competitor|competitors|competition) / elsewhere / shop around / shopping around / compare (you|
    it|this|offers|prices|quotes|a few) / over the (market|big|other) * (leader|vendor|players|
    vendors) / (switching|changing|moving) * (vendors|suppliers|providers|systems) / switching
    (costs|is|would|sounds)
    """,
    _CLASSES,
)
TRUST = patterns(
    """
    what (if|happens|would happen) * * (wrong|crash|crashes|lose|lost|down)
    / what (if|happens) * * (doesn't|don't|bankrupt|out of business|under|acquired|hacked|leaks|
    leaves) / how (can|do|could|would|should) (i|we) * (know|be sure|trust|believe|verify|tell) /
    (young|small|new|tiny|unknown) (company|vendor|firm) / (you're|you are) * (startup|start - up|
    unknown|too small) / (tried|bought|we used|introduced) * (similar|like this|like that) / (was|
    were|became) (a|such a|an absolute) (disaster|nightmare|failure) / tried (it|that|this) *
    before / let down / heard (some|a lot of|many|only|) (bad|negative|terrible|mixed|horror|
    complaints) / (any|your|see|show|no|some customer) references / where are the references / case
    studies / case study / (any|see|show|no|some|the) (proof|evidence) / (sounds|sound) like *
    (marketing|pitch|hype) / (nervous|worried|concerned|uneasy|hesitant|wary|afraid|doubt|doubts|
    doubtful) (about|that|of|whether|it|this|if) / reservations / (not|isn't|never|hardly) *
    (secure|safe|reliable|trustworthy|proven) / {cant} risk / security (people|team|department|
    officer|risk|issue) / privacy / breach / hard to believe / (big|empty|vendor) promises /
    promise (that|the) * (moon|everything) / (have|has) concerns / track record
    """,
    _CLASSES,
)
PRODUCT = patterns(
    """
    (it|this|yours|product|app|tool|software|system|solution|platform) (can't|cannot|doesn't|does
    not|won't) * (do|have|support|work|handle|offer|integrate|fit|allow|cover|connect|run|scale|
    export|talk) / (it|yours|product|app|tool|software|system|solution|platform) (lacks|misses|is
    missing) / (it's|is|are|you're) missing / {staff} * (never|not|won't|refuse to|hate to|
    wouldn't) * (use|adopt|accept|learn|touch) / (hard|difficult|complicated|tricky|impossible)
    (to|for) * (learn|use|implement|adopt|set up|integrate|roll out|understand|configure) /
    (interface|ui|design|screen|screens|app|look) * (clumsy|ugly|outdated|dated|confusing|
    cluttered|clunky|slow) / too (limited|basic|rigid|clunky|confusing|technical) / {dont}
    (support|integrate|connect|sync|scale|handle|cover) / (doesn't|won't|don't|does not|will not)
    (work|fit) (with|for|our|on|in)
    """,
    _CLASSES,
)
CONTRACT = patterns(
    """
    (one|two|three|four|five|multi|long) (year|years|- year) * (too long|long|commitment|contract|
    lock) / too long (a|of a) (commitment|contract|term|time) / (tied|locked) (down|in|into|to) /
    stuck with / long (contract|contracts|commitment|commitments) / lock - in / notice period /
    penalty / (cancellation|termination|exit) (terms|clause|fee|period|conditions) / (this|that|
    the) clause / (contract|terms) * (too long|too strict|unacceptable|one sided|one - sided) /
    ({dont}|not|won't|{cant}) * (commit|sign) * (year|years|long|months|yet|today|now)
    """,
    _CLASSES,
)
