"""How somebody turns down what was proposed, and insists, in English: the terms do not suit.

`CLAIMS` hold a need against a proposal ("but I need at least two") and object in answer to
somebody alone; `BARE` ones only where they begin the answer to a proposal ("No, I need both").
"""

from revrise.core.conversations.words.phrase_patterns import patterns

_CLASSES = {
    "cant": "can't|cannot|can not|cant|couldn't|could not|not able to|unable to",
    "not": """can't|cannot|won't|wont|not|isn't|isnt|doesn't|doesnt|don't|dont|wouldn't|do not|does
        not|would not|will not""",
    "give": """give|spare|accept|compromise|let|offer|split|agree|part|lower|share|trade|sacrifice|
        take|settle""",
    "want": "need|want|require|prefer|would like|could use|would prefer|would want|would need",
}

REFUSING = patterns(
    """
    (would|will|could|might|'d) be (a|an) (problem|issue|challenge|stretch) / the (problem|
    trouble|issue) is / not sure (i|we|that i|that we) (can|could|will|want) / {not} (think|
    believe|feel) (that|) (i|we) (can|could|should|would want) / {not} (part with|do without|
    give up|live without|afford to (give|lose)) / (defeats|beats) the purpose / hard (sell|
    pass|no) / {not} (think|believe|feel) * * (fair|work|works|acceptable|reasonable|reach|
    deal|beneficial|agree|split) / {not} (gonna|going to|really|) work for (me|us) / {not}
    (seem|sound|look|feel) * (fair|right|reasonable|equal|even) / {not} (be|a|very|really|
    totally|) (beneficial|acceptable|ideal|fair|reasonable|feasible) / {cant} (really|just|)
    {give} / (not|never) (willing|going|prepared) to (give|accept|compromise|share|part|make|
    offer|do|sell|trade|take|split|settle|agree|pay|spend|buy|sign) / (not|n't) (accepting|
    agreeing|giving|taking|signing|buying) / i (don't|do not|dont|won't) (accept|agree to|
    take) (this|that|it) / (i'd|i would|we'd|we would) (actually|really|much|) rather (you|
    have|keep|not|wait) / sorry but / (sorry|afraid|unfortunately) * ({cant}|won't|have
    nothing|only) / (sorry|unfortunately) (but|) (i|we) (also|really|do|) need /
    unfortunately (i|we|our|my|not|that|it|this) / (that's|that is|kind of|being|so|is|be|bit|
    really|pretty) (unfair|skewed|one sided|excessive|ridiculous|unreasonable) / deal
    (breaker|- breaker) / dealbreaker / no go / not possible / impossible for (me|us) / (have
    to|must|i) disagree / (i|we) (will|would|'ll) walk / (not|n't) what (we|i) (had|have|)
    agreed / (not|isn't) (the|our) (original|) deal / (isn't|not|n't) enough (for|of|to) /
    {cant} have everything / (i've|i have|i|we|we've|you) already (told|said|explained|
    conceded|gave|given|agreed) / (maximum|max|most) * (i|we) (can|could) (give|offer|spare)
    / (have|there is|there's|have got) nothing (else|more) to / only (consider|accept|agree)
    / walk away / wish (i|we) could (help|but|do) / (get|getting|have|having) more than (me|i|
    us|we) / while (i'm|i am|i|we) (only|left|just) / not sure (about|if) (the|that|this) /
    (might|may) be too (much|many|long|big) / take it or leave it / (what|who) did
    you expect / hard * to give / only one (spare|left) / only have (one|two|a few|some) *
    (spare|left|extra) / did not agree / didn't agree / (lopsided|one sided|one - sided|
    greedy|unequal|unbalanced|unreasonable|selfish) / big ask / asking (for|) (too|so) much /
    (can't|cannot|can not|cant|couldn't|not able to|won't) (really|just|even|) (part with|go
    without|do without|spare|cook|budge|risk|survive|get by|make do|last|be able to) / (not|
    isn't|wasn't) (okay|ok|good) for (me|us) / no good for (me|us) / (would|will|'ll|going
    to) be (really|very|pretty|quite|) (tough|hard|difficult|a strain|tricky|rough) (for|on|
    to) (me|us) / not the best (offer|split) / not (favorable|favourable|ideal) / (doesn't|
    does not|don't) (really|) make (any|much|a lot of|) sense / not (interested|comfortable)
    (in|with) that / last chance / wasting my time / (you'd|you would|you'll|you're|you are)
    (be|) getting the better / next to nothing / can't have (it all|all|everything|them all)
    / bad (spot|position|place) / (isn't|is not|won't|wouldn't|not going to|not) (be enough|
    going to last|last me|last us|going to be enough)
    """,
    _CLASSES,
)
CLAIMS = patterns(
    """
    (i|we|i'd|we'd) (would|) (really|still|) (like|need|want|have|prefer) to (keep|hold on to|
    hang on to) / (i|we) (really|also|do|definitely|truly) need (the|that|those|it|them|my|
    our|some|more|all) / yes but / yeah but / (need|want) at (a|) minimum / atleast (one|two|
    1|2|3|three|some) / would (really|still) like to (keep|have) / still do need / sorry (but|
    ) (i|we) (want|need) / (but|however|except|unless|though) (i|we) (really|still|also|do|
    just|will|definitely|would really|would still|) {want} / (need|want) (definitely|quite a
    bit|a lot|) more * than (that|this) / (but|however) (then|as|since|because|given) * (i|
    we) / (i|we|i'd|we'd|i would|would) (really|still|do|only|just|definitely|) (need|want|
    like|keep|take|have) (to have|to get|to keep|to take|) at least / at (least|lesat) (one|
    two|1|2|3|three|some) / still (need|want|would like|like|require|short) / (would|i'd|
    we'd) (really|still|then|much) (prefer|want|like) * (though|too|instead|then) / (i|we)
    would (really|still|much|) prefer / (i|we) (really|) (would|could) * * though / (i|we) do
    need / really do need / you already (have|got) / you have (extra|plenty) / you (get|got)
    (more|everything) / (leave|leaves|leaving|left) (me|us|my family) (with|without|in) / be
    left (with|without) / (then|that) (i|we) (would|'d|will|'ll|won't|wouldn't|couldn't)
    (have no|not have|be|freeze|go|run) / (would have|would've|i'd have) (liked|like|
    preferred) / how (is|would) (that|this) (be|) (fair|even|equal) / (what|how) (would|will|
    am|are|could) (i|we) (eat|drink|going to|supposed to|survive|cook|left|stay) / (better|
    short) end of / (same|like) (here|you) but / (i|we) (can|could) (only|really only) (spare|
    give|do|part with) / as low as i can / the only (way|offer|deal) (i|i'm|im|we|we're) /
    (i'm|i am) already giving / you (said|stated|told me) you / (i've|i have|we've|we have)
    (already|) given (up|you) / both have (three|3|it|all) / (you|they) (have|had|should
    already have) (food|water|enough|plenty|it|some|the) * (just|already|extra) / just extra
    / not loving / haven't liked / (getting|gets) worse / (more fair|fairer) (if|to|for) /
    (something closer|better idea) / the thing is / really don't want to / (is|it's|that's)
    not (okay|ok|enough) / i'd be left / (take|accept) less than / that would put (you|me|us)
    / would be better / (would|i'd|we'd) (rather|prefer) / won't have any / not feel
    comfortable / don't feel comfortable / not have enough / think (i|we) have enough
    """,
    _CLASSES,
)
# Needs that object only against a proposal of who gets what ("I take all the water").
NEEDS = patterns(
    """
    (my|our) (kids|children|family|son|daughter|group|dogs|dog|friends|baby) * (go thirsty|go
    hungry|freeze|starve|get cold|be cold|be disappointed|dehydrated|thirsty|hungry|cold|
    disappointed) / (i|we) (would|will|'d|'ll|'m going to|am going to) * (starve|freeze|go
    hungry|go thirsty|get cold|get dehydrated|be hungry|be cold|be thirsty|run out) / (need|
    needs) (it|them|that|those|this|some) (more|too|as well|also|just as) / more important
    (to|for) (me|us) / (is|are) (very|really|also|extremely|so|pretty|quite|super|)
    (important|essential|crucial|vital|necessary|precious) (to|for) (me|us|my|our) / (was|
    were) (really|actually|kind of|also|) (hoping|counting|planning|looking forward) (to|for|
    on|that|i) / (could|might|can) possibly use / (you'd|you would|you'll|you're|you are)
    (already|still|) (be|) (getting|taking|making|having) (the|more|most|all|both|everything|
    out) / (i|we) (also|too) (really|) (need|want|could use) / (i|we) need * (too|as well|
    also) / (have|got) (a|my|our) (big|large|bigger|larger) (group|family) / (more|six|four|
    five) (people|mouths|kids) (than|to feed|to) / there (is|are) only (three|3|two|one) /
    (is|are) (kinda|kind of|pretty|quite|very|super|really) (essential|crucial) / so (i|we)
    (really|will|do|also|definitely|) need / because (i|we) (really|also|) need / (i|we) need
    (some|all|the|my|more|two|three|2|3|at least|most|extra) / (i|we) (really|definitely)
    need / (i|we) (have|got) (health|medical|kidney|heart|small|young|little) / i have (a|an)
    (medical|health|baby|condition|illness) / (i|we|i'll|we'll) (really|will|do|definitely|
    also|) (need|be needing) (some|the|that|extra|my|food|water|wood|fuel|medicine|blankets|
    tools|supplies) / (i'm|i am|we are|we're) going to need / (i'd|i would|we'd) (also|at
    least) (like|want|need) / would at least / (i'm|i am|we're)
    (really|) (running low|short on|low on|in need) / (my|the) (highest|top|first) priority /
    (i'm|i am) a (diabetic|vegetarian|bodybuilder|student) / (but|also) (i|we|my) (have|am|
    love|get|only) / (i|we) (want|would want) (some|at least|to keep)
    """
)
BARE = patterns("no / nope / nah / no thanks / no sorry / sorry no / no thank you")
