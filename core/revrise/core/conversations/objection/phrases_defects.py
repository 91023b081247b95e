"""Defects and drawbacks of all sorts of goods and places that buyers hold against them, in English.

They object only in a statement: who asks "is it rusty" does not (see `scope`).
"""

from revrise.core.conversations.words.phrase_patterns import patterns

_CLASSES = {
    "worn": """cracked|scratched|dented|ripped|torn|rusty|rusted|stained|faded|bent|broken|chipped|
        worn out|beat up|beaten up|banged up|mouldy|moldy|leaking|leaky|peeling|squeaky|wobbly|
        warped|frayed|yellowed|dusty|dirty|filthy|loud|noisy|cramped|draughty|drafty|damp""",
    "spot": """crack|dent|hole|stain|tear|leak|chip|scratch|smell|odor|odour|draft|draught|gap""",
    "place": """beach|station|office|work|school|city|centre|center|town|downtown|airport|subway|
        metro|shops|campus|highway|job|hospital|harbour|bus stop""",
    "cant": "can't|cannot|can not|couldn't|won't|will not|wouldn't|doesn't|does not|don't|isn't",
    "part": """charger|manual|battery|cable|box|key|keys|remote|lid|cushions|cushion|screws|pedals|
        seat|saddle|wheel|drawer|shelf|paperwork|title|receipt""",
}

DEFECTS = patterns(
    """
    (is|are|it's|looks|look|seems) (pretty|all|a bit|a little|too|so|) {worn} / (is|are)
    {worn} and / (has|have|see|there's|there is|with) (a|an) * {spot} / (smells|stinks|reeks)
    (of|like|bad|funny|musty|awful) / (keeps|keep|kept) (crashing|freezing|breaking|failing|
    stalling|dropping|hanging|overheating|losing) / (missing|lacks) * {part} / (crashes|
    freezes|breaks|fails|overheats|stalls) (a lot|often|whenever|when|every|all|constantly|
    too) / (half|some|most|several|many|one|two) (of the|the) * (don't|doesn't|do not|won't)
    (work|open|close|turn|function) / (door|window|drawer|button|buttons|screen|lights|brakes|
    engine|heater|lock|zipper) (doesn't|don't|won't|does not|isn't) (close|open|work|shut|
    turn|start|lock|function|working) / (won't|doesn't|don't|wouldn't|will not|can't) (really|
    ) (fit|go) (through|in|into|up|inside|on) (my|the|our) / (too|bit|little|rather|way)
    (soft|firm|hard|narrow|wide|flimsy|thin|thick|bulky|dull|bright|plain|basic|crude|
    simplistic|cold|hot|humid|crowded|remote|steep|slow|fragile|weak|spicy|sweet|salty|bland)
    (for|to) / (miles|hours|far|long way|hour|blocks) (away from|from) * {place} / commute *
    (hour|hours|minutes|long|kill|too) / (no|without an|lacks an|doesn't have an|has no|
    without a|without) (elevator|lift|parking|garage|garden|yard|balcony|air conditioning|
    heating|dishwasher|washer|dryer|laundry|storage|insulation|windows|closet|bathtub|wifi|
    service|warranty|airbags|sunroof|power steering|backup|api|mobile app|single sign|sso|
    support|documentation) / hardly any (storage|space|room|light|parking|features|counter|
    closet) / only (has|one|got|comes with|1) (one|a single|1|two) (bathroom|bedroom|key|seat|
    door|closet|window|outlet|charger|parking) / one bathroom for / (no|don't allow|doesn't
    allow|not allow) (pets|dogs|cats|smoking|kids|subletting) (allowed|is|policy) / (don't
    allow|doesn't allow|not allow) (pets|dogs|cats|kids) / (needs|need|replace|requires|
    replacing) (new|the|a new) (tires|tyres|brakes|battery|engine|roof|clutch|transmission|
    screen|cushions|windows|flooring|carpet|mattress|chain|boiler|furnace|wiring) / (driven|
    done|has|got|with|over|already|at) * (thousand|hundred|k|000) (miles|kilometers|
    kilometres|km) / (clashes|clash) with / doesn't (match|suit|go with) (my|our|the|anything|
    everything|me|any) / (don't|do not|dont|didn't) (like|care for|love) (the|its|how|that|
    this|it|your) / (don't|do not|dont) (really|particularly) (like|care for|love) (the|its|
    how|that|this|it|your) / not fond of / (look|looks) (pretty|kind of|a bit|rather|a little|
    so|very) (old|cheap|worn|dated|ugly|tired|beat|rough|shabby|used|dirty) / (coverage|
    signal|reception|network|connection|service|quality|sound|picture|battery life|condition|
    range|support|reporting|interface|camera) * (terrible|awful|poor|weak|spotty|patchy|lousy|
    horrible|mediocre|confusing|clumsy|unreliable|disappointing|clunky) / (reviews|ratings|
    rating|score) (are|is) * (bad|low|poor|mixed|terrible|awful) / (excludes|exclude|excluded|
    doesn't cover|does not cover|won't cover|not covered|isn't covered|not include|doesn't
    include) (the|flood|theft|my|our|that|what|any|by|damage|storm|dental|travel|pre|shipping|
    utilities|breakfast|parking|setup|it) / (no longer|doesn't|does not|won't|stopped|never)
    (gets|get|getting|got|receive|receives|receiving|be|) (updates|supported|security updates|
    patches|updated|made|manufactured) / {cant} (talk|speak|connect|integrate|sync|
    communicate|interface|link) (to|with) / (layover|wait|drive|ride|walk|flight|journey|
    queue|delivery) (is|isn't|would be|of|takes|was) (too|way too|enough|not enough|much too|
    quite|so|really|hours|over an|almost|nearly) / (first|older|old|last|previous|
    discontinued|outdated) (generation|gen|model) (model|,|that|which|and|so|.|with) / (i've|
    i have|my son has|my daughter has|my wife has|my mother|my mom|we have|i got|my back|my
    dad) (asthma|allergies|an allergy|a dog|a wheelchair|uses a wheelchair|a cat|a bad back|
    bad knees|is allergic|pets|can't climb|hurts) / (found|finds|find|think|thinks|thought)
    (it|the|your|that) * (confusing|clumsy|ugly|clunky|awkward|cumbersome|hard to|difficult
    to|annoying|disappointing|unintuitive|frustrating) / (not|n't) (big|large|fast|strong|
    wide|tall|long|powerful|roomy|sturdy|warm|quiet|safe|new|modern|clean|reliable|secure)
    enough / (not|n't) enough (space|room|storage|power|memory|light|bedrooms|seats|legroom|
    battery|range|time|bandwidth|features|headroom|information|detail) / (too|so) (many|much)
    (miles|kilometres|kilometers|noise|rust|damage|wear|bugs|steps|stairs|clicks|traffic|
    scratches|problems|issues|dents|clutter|stains|work to|hassle|paperwork|maintenance|
    mileage) / (doesn't|does not|don't) (do|have|support|offer|handle) (what|everything|half)
    / (doesn't|does not) (have|come with) (a|any) (warranty|guarantee|range|charger|title|
    manual) / (one|only|very|exact) thing (i|we) (need|needed|care about|want)
    """,
    _CLASSES,
)
