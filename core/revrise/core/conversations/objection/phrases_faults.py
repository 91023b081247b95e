"""Faults that buyers give as reasons against what is offered, in English.

`FAULTS` object only in a statement: who asks "does it have scratches" does not.
"""

from revrise.core.conversations.words.phrase_patterns import patterns

_CLASSES = {
    "mark": """scratches|scratch|dents|dent|dings|wear|damage|stains|stain|rust|cracks|crack|tears|
        chips|holes|issues|defects|flaws""",
    "worn": """scratched|faded|damaged|stained|worn|dented|rusty|cracked|chipped|torn|outdated|
        broken|dirty|scuffed|noisy""",
    "since": "since|because|considering|given|seeing|as|being|with",
    "bad": """used|small|smaller|old|older|pre-owned|scratched|damaged|missing|broken|worn|faded|
        dated|outdated""",
    "is": "is|are|it's|its|they're|looks|look|seems|seem",
    "dont": "don't|doesn't|does not|do not|didn't|won't|will not|dont|doesnt|wont|can't|cannot",
    "work": """repair|repairs|fix|fixing|replace|replacing|maintenance|maintanece|paint|painted|
        repaint|clean|cleaned|restore|restoring|hire|rent|borrow|tune""",
}

FAULTS = patterns(
    """
    {since} (the|its|all the|those|these|any) {mark} / (small|minor|slight|big|large|deep|tiny)
    {mark} /
    (there is|there's|there are|it has|they have) (a|some|a few|small|minor|) * {mark} / {is}
    (old|used|worn|damaged) (and|but|so) / {is} (still|just|already) a * year old / not (that|so|all
    that|exactly) (great|good|new|nice|clean|big|special) / (hard|tough|difficult|inconvenient)
    (on|for)
    (me|us|my|our) / (i|we) (was|were) (kind of|really|just|) hoping
    (that|it|they|the|you|there|for)
    / (no|not any) (parking|pets|yard|garage|laundry|warranty|elevator|storage|furniture) *
    (is|are|going|
    would|but|so) / (slightly|bit|little|bit too|little too|just too)
    (small|big|large|old|short|tall|heavy|far|
    tight|dark|loud) / with (it|that|this) * many miles / based on (its|it's|the) (condition|age|
    mileage|year) / {dont} have (a|access to a) (truck|pickup|car|van|trailer|vehicle|way to) /
    {dont}
    have access to / (has|have|got|see|seen|noticed|notice|are|some|few|several|bit of|lot of|lots
    of) (a|some|minor|
    the|that|) {mark} / {is} (a|a bit|a little|bit|little|somewhat|kind
    of|pretty|so|too|very|really|
    already|) {worn} / have {worn} / {is} (rather|a bit|a little|kind
    of|quite|so|too|somewhat|kinda)
    (small|old|older|far|short|big|large|heavy|dark|tight|cramped|ugly|plain|noisy|dated|basic) /
    (but|since|because|though|considering|and) * (years|yrs|yr|year) old / makes it * years old /
    (over|has|with) * (miles|mileage) on / over * miles / {since}
    (it|it's|its|this|that|these|they|they're|the|you) * * {bad} / (since|considering|given)
    (i'll|i|
    we|we'll|you|it|that|i'd|i will|i would) (have to|had to|must) / the fact that (i|we|it|there|
    you) (can't|cannot|have to|has|is|don't|won't) / would have to have /
    (since|because|considering|
    given|seeing) (it|it's|its|this|that|these|they|there|there's|you) * (not|no|no longer|isn't|
    can't|cannot|doesn't|don't) / (older|smaller|bigger|larger|shorter|slower|heavier) *
    (than|then) (i|we) / (was|were) (really|) (looking|hoping) for (more|something|bigger|larger|
    newer|smaller|better|one with) / but (i|we) (was|were) (really|) (looking|hoping) for / (i|we)
    wish (it|they|this|there|you) (was|were|had|came|could|would|did) / {dont} (come with|include) /
    only (one|a|1|has one|has a) (bath|bathroom|bedroom|studio|room|seat|year) / only a
    (studio|one|two|single|partial) / (far|far
    away) from (my|our|where|me|us|work) / too far / {dont} (really|) fit / (not|n't|don't|dont)
    think * * fit / (put|do|needs|need) (some|a lot of|lots of|more|a bit of) work /
    (might|may|will|
    would|i'll|we'll|we) (have to|need to|need|probably) * {work} / {dont} look * (good|great|like|
    right) / (not|isn't|aren't) (in|the) (great|good|best|perfect) (shape|condition) / condition of
    (the|these|this|those) / without seeing
    """,
    _CLASSES,
)
CONCERNS = patterns(
    """
    (my|our) (only|main|biggest|big|real|first|one|) (concern|worry|hesitation) is /
    the only (concern|worry|problem|issue|hesitation|thing holding) / never heard of
    """
)
MISFITS = patterns(
    """
    (more|bigger|larger) than (i|we) (really|actually|) need / more * than (i'd|i would|we'd|we
    would) (use|need) / (won't|not|wouldn't|n't) be (really|
    that|) interested / (really|) only need (one|a|1|part|half)
    """
)
