"""How somebody turns down what was proposed, and insists, in English: the terms do not suit.

`CLAIMS` hold a need against a proposal ("but I need at least two") and object in answer to
somebody alone; `BARE` ones only where they begin the answer to a proposal ("No, I need both").
"""

from revrise.core.conversations.phrase_patterns import patterns

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
    (would|will|could|might|'d) be (a|an) (problem|issue|challenge|stretch) / the
    (problem|trouble|issue) is /
    not sure (i|we|that i|that we) (can|could|will|want) / {not} (think|believe|feel) (that|) (i|we)
    (can|could|should|
    would want) / {not} (part with|do without|give up|live without|afford to (give|lose)) /
    (defeats|beats) the
    purpose / hard (sell|pass|no) / {not} (think|believe|feel) * *
    (fair|work|works|acceptable|reasonable|reach|deal|beneficial|
    agree|split) / {not} (gonna|going to|really|) work for (me|us) / {not} (seem|sound|look|
    feel) * (fair|right|reasonable|equal|even) / {not} (be|a|very|really|totally|) (beneficial|
    acceptable|ideal|fair|reasonable|feasible) / {cant} (really|just|) {give} / (not|never)
    (willing|
    going|prepared) to
    (give|accept|compromise|share|part|make|offer|do|sell|trade|take|split|settle|
    agree|pay|spend|buy|sign) / (not|n't) (accepting|agreeing|giving|taking|signing|buying) / i
    (don't|do not|dont|won't) (accept|agree to|take) (this|that|it) / (i'd|i would|we'd|we would)
    (actually|really|much|) rather (you|have|keep|not|wait) / sorry but / (sorry|afraid|
    unfortunately) * ({cant}|won't|have nothing|only) / (sorry|unfortunately) (but|) (i|we) (also|
    really|do|) need / unfortunately (i|we|our|my|not|that|it|
    this) / (that's|that is|kind of|being|so|is|be|bit|really|pretty) (unfair|skewed|one
    sided|excessive|ridiculous|
    unreasonable) / deal (breaker|- breaker) / dealbreaker / no go / not possible / impossible for
    (me|us) / (have to|must|i) disagree / (i|we) (will|would|'ll)
    walk / (not|n't) what (we|i) (had|have|) agreed / (not|isn't) (the|our) (original|) deal /
    (isn't|not|n't) enough
    (for|of|to) / {cant} have everything / (i've|i have|i|we|we've|you) already (told|said|
    explained|conceded|gave|given|agreed) / (maximum|max|most) * (i|we) (can|could) (give|offer|
    spare) / (have|there is|there's|have got) nothing (else|more) to / only (consider|accept|agree)
    /
    walk away / wish (i|we) could (help|but|do) / (get|getting|have|having) more than (me|i|us|we) /
    while (i'm|i am|i|we) (only|left|just) / not sure (about|if) (the|that|this) /
    (might|may) be too (much|many|long|big) / come on / take it or leave it / (what|who) did you
    expect / hard * to give / only one (spare|left) / only have (one|two|a few|some) * (spare|left|
    extra) / did not agree / didn't agree
    """,
    _CLASSES,
)
CLAIMS = patterns(
    """
    (i|we|i'd|we'd) (would|) (really|still|) (like|need|want|have|prefer) to (keep|hold on to|hang
    on to) /
    (i|we) (really|also|do|definitely|truly) need (the|that|those|it|them|my|our|some|more|all) /
    yes but / yeah but / (need|want) at (a|) minimum / atleast (one|two|1|2|3|three|some) / would
    (really|still) like to (keep|have) / still do need / sorry (but|) (i|we) (want|need) /
    (but|however|except|unless|though) (i|we) (really|still|also|do|just|will|definitely|would
    really|
    would still|) {want} / (need|want) (definitely|quite a bit|a lot|) more * than (that|this) /
    (but|however) (then|as|since|because|given) * (i|we) / (i|we|i'd|we'd|i would|
    would) (really|still|do|only|just|definitely|) (need|want|like|keep|take|have) (to have|to
    get|to
    keep|to take|) at least / at (least|lesat) (one|two|1|2|3|three|some) / still (need|want|would
    like|like|require|short) / (would|i'd|we'd) (really|still|then|much) (prefer|want|like) *
    (though|
    too|instead|then) / (i|we) would (really|still|much|) prefer / (i|we) (really|) (would|could) *
    *
    though / (i|we) do need / really do need
    / you already (have|got) / you have (extra|plenty) / you (get|got) (more|everything)
    """,
    _CLASSES,
)
BARE = patterns("no / nope / nah / no thanks / no sorry / sorry no / no thank you")
