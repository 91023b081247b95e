"""What sellers say to an objection in English (word lists)."""

from revrise.core.conversations.words.phrase_patterns import patterns, typed

_VERY = "|very|so|really|quite|only|totally|completely|perfectly|absolutely|more than|too"
# Says that it was heard wherever it stands.
ACKNOWLEDGED = typed(
    patterns(
        """
        i (understand|hear you|hear that|hear what|get that|get it|get you|get where|totally get|
        respect that|can understand|can see that|can see why|see why|see what you mean|
        can imagine|completely understand|totally understand|quite understand|do understand|
        fully understand|appreciate|take that|take the point|take your point|take it seriously|
        don't blame|can't blame|wouldn't blame|can't argue|won't argue|sympathise|sympathize|
        owe you an apology|apologise|apologize) /
        i (know|do know) (how|the feeling|exactly|it's|it is|that's|what you mean|that feeling) /
        i'd (feel|think|say|do|want|ask|be) the same / i used to (think|feel|say) / i'd be * too
        / i would too / i'd * too /
        (i'm|i am|we're|we are) * sorry / (so|very|really|deeply) sorry /
        sorry (to hear|about|for|that|you|it) / my (mistake|fault|apologies) /
        our (mistake|fault) / that's on (us|me) / got that wrong / (that's|that is) {very} (fair|
        all right|alright|fine|cool|sensible|smart|wise|reasonable|understandable|true|right|
        logical|awful|terrible|horrible|dreadful|grim|rotten|frustrating|annoying|tough|rough) /
        that's (all i ask|a lot|a big|a shame|a pity|no good|no fun|not good|not nice|not funny) /
        it's {very} (true|understandable|natural) / (that's|it's) * thing to (say|happen|ask) /
        that's * to argue with / that's the right / (that's|it's|that is|it is) a (fair|very fair|
        good|very good|great|valid|real|legitimate|reasonable|perfectly good|hard|common|serious|
        tough|tricky|big|natural|genuine) (point|question|concern|worry|reason|objection|one|fear|
        ask|thought|instinct|answer|issue) / it is (a lot|a big|steep|a fair|expensive|true|tight|
        high|dear|annoying|frustrating|hard|fair) /
        it's (a lot of money|a lot to|not cheap|not nothing) /
        (fair|good|great|valid|excellent) (point|question|concern) /
        fair (enough|play|comment|do's) / makes * sense / makes sense / make sense to me /
        (you're|you are) (right|quite right|absolutely right|dead right|not wrong|not alone|
        not the first|not the only|entitled to|correct|allowed) / (quite|dead|too) right /
        you (have|make) a * point / you've (a|got a) * point / you've every right / point taken /
        no argument / i'm with you / i was the same / same here / understandable / understood /
        we (hear|get) that / (a lot of|lots of|many|most|plenty of) * (people|customers|clients|
        firms|folks|owners) * (say|feel|ask|worry|think|tell|same) / others have felt /
        (thanks|thank you) for (raising|sharing|telling|being|saying|your honesty|the honesty) /
        appreciate (you|your|the) / glad you * (that|told|said|asked|mentioned|raised) /
        no hard feelings / you've done your homework / no dramas / can't say fairer /
        (fine|okay|ok) (by|with) me
        """,
        {"very": _VERY},
    )
)
# Says so where it begins a seller's first answer.
OPENING = typed(
    patterns(
        """
        fair / of course / no of course / absolutely / sure / naturally / agreed / granted /
        true / quite / exactly / i know (,|.|but) / indeed / noted / got it / i see / i know i
        know / no problem /
        no worries / no bother / no rush / no pressure / no hurry / no sure / no okay / okay no /
        no no / ouch / oh dear / oh sorry / yes sorry / no sorry / no it's good / no it's fine /
        i bet / i thought so / i thought as much / nobody wants / nobody likes / who does /
        who wouldn't / don't worry / they're good / they're very good / they are good /
        take your time / i agree / that happens / it happens / that can happen /
        that might happen / no i suppose
        """
    )
)
# Asks for more, whether or not a question is heard in it.
EXPLORED = patterns(
    """
    tell me more / tell me a bit more / help me understand / walk me through / say more /
    talk me through / can you share / could you share / could you tell me / can you tell me /
    can i ask / could i ask / may i ask / if i may ask / if i can ask / if you don't mind /
    compared to what / compared with what / what makes you / what would / what are you comparing /
    what's driving / what concerns / what worries / why is that / how so / what's behind /
    what's the worry
    """
)
# Asks for a yes to something offered, or when, or about something else.
PROPOSED = patterns(
    """
    (shall|should|may|might|can|could) (i|we) / (i|we) (can|could|might) / (could|can) you * (do|
    take|put|give|make|try|ask|send|come|bring|use|live|manage|start|let|have|spare) /
    did you know / have you (considered|thought about|thought of) / (could|can)
    (his|her|the|that|your|my|their|this) / would you rather /
    would * better / then ? / maybe ? / instead ? / by the way / anyway / another thing /
    one more thing / would you (like|want|be|prefer|take|consider) /
    (would|could) (he|she|they|it|a|an|the|one) / do you want (me|to|a|the|it|one) /
    would * (suit|help|be better|be useful|be enough) / (what|which) (time|time's|day|morning) /
    when (can|could|shall|should|would) (i|we|you) / are you (free|around|in) /
    then (we|i|we'd|i'd|we'll|i'll) / (monday|tuesday|wednesday|thursday|friday|saturday|sunday)
    """
)
# Checks back.
CONFIRMED = patterns(
    """
    (does|did|would|will|could) (that|this|these|those) * (make sense|help|answer|address|sound|
    work|do|suit|solve|resolve|take care|settle|sort|ease|fit|be enough|be easier|be useful|be
    possible|
    be manageable|be all right|be alright|be any|be better|be okay|be ok|be fair|be more|
    be acceptable|be something|make a difference|make it easier|change|put your mind|put you) /
    (does|would) it (work for|suit|sound) / is it (okay|acceptable|fair) (for|with|to|like|?) /
    (is|was) (that|this) (fair|okay|ok|alright|all right|acceptable|reasonable|enough|good|fine|
    better|any better|clearer|workable|doable) /
    how (does|would) (that|this) (sound|look|feel|sit|strike|work|suit) / how's (that|this) /
    how is that / are you comfortable / would you be comfortable / is there anything else /
    anything else that / any other concerns / any other questions / what do you think /
    what do you say / how do you feel about / sound good / sound fair / sound reasonable /
    sound okay / sounds good / are we good / are you okay with / are you all right with /
    could you live with / can you live with / would you be (happy|okay|all right) with /
    do we have a deal / have we a deal / is that something (you|that)
    """
)
# Offers, though it asks what or how.
OFFERED = ("what if", "how about", "what about", "how's")
# May stand before an opening.
BEFORE = "oh ah ha haha hm hmm mm aw ooh well yeah yes no okay ok right look and but so honestly"
