"""Limits and rivals with which buyers of anything turn a price down, in English.

Words of `LIMITS` object where a number follows them ("can't do 1500"), those of `PRICE` by
themselves.
"""

from revrise.core.conversations.words.phrase_patterns import patterns

_CLASSES = {
    "cant": "can't|cannot|can not|cant|couldn't|could not|not able to|unable to",
    "wont": "won't|will not|would not|wouldn't|wont|don't want to|not going to",
    "pay": "do|go|pay|afford|spend|give|offer|manage|swing",
    "most": "best|most|highest|max|maximum",
    "money": "money|cash|funds|budget",
    "thing": """one|ones|item|items|model|models|product|products|unit|units|place|places|listing|
        listings|set|sets|version|option|options|seller|sellers|store|stores|shop|shops|dealer|
        dealers|supplier|suppliers|apartment|apartments|house|houses|home|homes|rental|rentals|
        renter|renters|location|locations|property|properties|car|cars|bike|bikes|phone|phones|
        chair|chairs""",
}

LIMITS = patterns(
    """
    {cant} {pay} / {cant} (do|go) (up|as high|above|over|past|higher) (to|as|than|) / {wont}
    (do|go|pay|spend) (much|) (more|) (above|over|past|more than|higher than|up to|) / only
    (have|got|had|budgeted|like|about|around) / (have|got|had) only / (my|our) (budget|limit|
    maximum|max|ceiling|price range|top) (is|was) (only|just|around|about|at|) / (budgeted|
    budgeting) (for|at|only|around|) (somewhere|) (around|about|) / (no|not) (more|higher|
    further) (than|then) / (nothing|not|never) (above|over|more than|higher than) / (stay|
    keep|keep it|keep this|be|stop) (under|below|within|at) / (thinking|looking|planning)
    (more like|somewhere closer to|to pay closer to|closer to) / hoping to land / {most} *
    (is|would be|at)
    """,
    _CLASSES,
)
PRICE = patterns(
    """
    (that's|that is|it's|it is|this is|but that's) (still|just|kind of|really|quite|) (a lot|
    an awful lot|alot) (of money|for|to|can|.|,|and|but|more) / (an|a) (awful|whole|heck of
    a) lot (of|for|more) / (these|those|they|it|this|that|one) (is|are) (only|really|about|)
    worth (about|around|only|maybe|less) / rip me off / ripping me off / rip off / costs (are|
    is|keep) adding up / cost are adding up / (not|n't) * affordable / financially
    (challenged|strapped|tight) / really strapped / (is|are|'s) all (i've|we've) got / (don't|
    dont) (exactly|really|quite) have / why should i (give|pay) / stretching (myself|us|
    ourselves|my|our) / get the price down / need to (keep|save) (some|my|the|) money / (the|
    my|our) {most} (price|offer|amount|) (i|we) (can|could|will|would|am|'m) / (i|we) (can|
    could) {cant} / my (best|top|final|last|highest|max|maximum) (offer|price) / (highest|
    best|final) offer (is|i) / final offer / (don't|dont|do not|didn't|not) have (a lot of|
    alot of|much|that much|enough|a ton of|lots of|tons of|any more|the) {money} / (don't|
    dont|do not) have much * {money} / {money} strapped / strapped for / (tight|low|short|
    light) on {money} / ({money}|times|finances) (is|are) * (tight|short|limited) / (limited|
    small|smaller|tight|strict|fixed) (budget|funds|income) / (trying|have|need) to budget /
    (out|outside) (of|) (my|our|the) (price range|range|budget|means) / (above|over|beyond|
    past|exceeds) (my|our|the|) (price range|range|budget|means) / (little|bit|slightly|just|
    way|still) (over|above|out of|outside) (my|our|the) / (bit|little|lot|much|way|far)
    (more|higher|above|over) (that|than|then) (i|we|i'm|i'd|we're|what|my|our) / (more|
    higher) then (i|we|my|our) / (like|love|want) * not the price / (price|prices|cost|rent)
    (is|are|has|have|was|) (always|really|just|) (been|) (holding|held|keeping|kept|stopping)
    (me|us) / still (a|quite a|kind of a|) (lot|bit much|bit steep|bit high) / still (too|so|
    pretty|quite|very) (much|high|steep) / asking (so much|too much|a lot) / (why|how come) *
    so (high|expensive) / cost (me|us) (gas|money|extra|more|time) / priced (a|) (little|
    bit|too|way|) (over|above|high) / going up too / (all|every bit of) (the|of the|my|our)
    {money} / all (i|we) (have|got|had) (for|to spend|in cash|on me|left|available|budgeted|
    right now) / (really|barely|hardly) only afford / can only (really|) afford / (can|could)
    not (go|do|pay) (so|that|any|much|quite) / (broke|poor) (college|student|family|at the
    moment|right now) / (i'm|i am|we're|we are) (pretty|kind of|very|) (broke|poor) / (high|
    steep|much|lot|pricey) for (a|an|something|such|what|one|this|that|my|me|us|the) (used|
    old|older|small|) / (seems|sounds|looks|is|are) * (high|steep|pricey) (for|though|but|
    compared|considering|especially|because) / less than retail / (would|wouldn't|would not|
    won't) * if it (was|were) (over|above) / (it|car|this) books (at|out at) / not worth
    """,
    _CLASSES,
)
RIVALS = patterns(
    """
    (same|similar|comparable|identical|other|others|another|cheaper|newer|new|used) {thing} *
    * (for|at|around|online|cheaper|less|lower|elsewhere|with|in the area|in this area|on the
    market) / same exact {thing} / compared to (other|others|similar|what) / (found|seen|saw|
    see|have|received|gotten|got|getting|offered|had) (some|much|a|a much|) (lower|better|
    cheaper) (price|prices|offer|offers|quote|quotes|rate|rates|deal|deals|one|ones) /
    (better|cheaper|lower) (deal|price|offer|rate|quote) * (on|from|at|with|by) (another|
    other|a|the|someone|somebody) / (market|book|blue book|resale|retail|kbb|going) (value|
    price|rate) / (above|over) market / (comps|comparables) / (go|goes|going|sell|sells|
    selling|listed|cost|costs) (for|about|around|) * * (new|online|elsewhere|on amazon|in
    stores|at the store) / (can|could) (pretty much|just|probably|easily|always|also|) (get|
    buy|find|pick up|order) * * (anywhere|elsewhere|new|online|for less|cheaper|somewhere
    else) / find * (else|elsewhere|other) * (less|cheaper|lower) / (my eye on|considering|
    looking at|found) (a few|some|several|two) (other|others|alternatives)
    """,
    _CLASSES,
)
