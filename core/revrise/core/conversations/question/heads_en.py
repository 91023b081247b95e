"""How English questions begin: matched at the start of a clause, folded words joined by spaces."""

import re

from revrise.core.conversations.question.words_en import (
    AMOUNT,
    AUX,
    CONTRACTED,
    NOUN,
    PLAIN_VERB,
    SUBJECT,
    VERB,
)
from revrise.core.conversations.words.lexicon import any_of, words

# Between wh-word and auxiliary there is never a subject, or it is "what I did".
_BETWEEN = any_of(
    """i you we they he she it there this these those the if i'm you're we're they're it's i've
    we've you've they've he's she's that's to happens by"""
)
_MODIFIERS = rf"(?:(?!{_BETWEEN} )\S+ ){{1,4}}?"
_GREETING = r"(?:hi|hey|hello|hiya|morning|good (?:morning|afternoon|evening))"
# A name between a greeting and the question.
_NAMED = (
    rf"{_GREETING} (?:(?:mr|mrs|ms|miss|dr) )?(?!(?:{SUBJECT}|{NOUN}|so) )\w+(?= {AUX} "
    r"(?:you|we|they|it|that|this|there|my|your|our|the|now) )"
)
_WH = any_of("what how why when where who whom whose which")


# What comes before the question proper and does not change it.
LEAD = re.compile(
    rf"(?:(?:{_NAMED}|okay|ok|so|well|hm|hmm|mm|(?:hi|hey|hello) there|{_GREETING}|and|but|or|yeah|"
    r"yes|no|nope|yep|right|oh|ah|like|alright|all right|now|just|actually|basically|then|because|"
    r"cuz|please|sorry|great|good|sure|ha|haha|lovely|wonderful|brilliant|excellent|fine|exactly|"
    r"understood|wow|ooh|ouch|huh|thanks|thank you|you know|i mean|i see|got it|wait|let's see|"
    r"also|anyway|perfect|cool|awesome|first|finally|again|in that case|by the way|uh-huh|"
    r"mm-hmm|mhm|excuse me|maybe|i guess|the (?:other )?(?:thing|one) (?:then )?is|"
    r"(?:(?:the|my|one|another|other|next|first|real|related|only|big) ){0,3}questions? "
    r"(?:though |then |number \S+ )?is|one of (?:them|these|those) is) )+"
)
# First words without one of which LEAD cannot match.
LEADS = words(
    """okay ok so well hm hmm mm hi hey hello and but or yeah yes no nope yep right oh ah like
    alright all now just actually basically then because cuz please sorry great good sure ha haha
    lovely wonderful brilliant excellent fine exactly understood wow ooh ouch huh hiya morning
    thanks thank you i got wait let's also anyway perfect cool awesome first finally again in by
    uh-huh mm-hmm mhm excuse maybe the my one another other next real related only big question
    questions"""
)
FRONTED = re.compile(
    rf"(?!which {AUX}\b){_WH}(?:{CONTRACTED}\b| (?:exactly|else|then|again|on earth))?"
    rf"(?: {AUX}\b| (?:\S+ )?d'you\b| {_MODIFIERS}{AUX} (?:{SUBJECT}|{NOUN})\b|$)"
    rf"|(?:what|who|where|how|when|why){CONTRACTED}\b"
    r"|(?:what|how) about\b|how (?:come|so)\b|what (?:if|else|for|kind of|sort of|type of)\b"
    r"|why (?:not|bother|wait|use|keep|save|do|go|pay|spend|buy|change|switch|worry)\b|which \S+$"
    rf"|(?:who|where) else\b|since when\b|says who\b|how {AMOUNT}\b"
    rf"(?! (?:(?!{AUX}\b)\S+ ){{0,3}}(?:we|i|they)\b)"
    r"|which (?:is (?:it|better|the|your|more)|one|ones|of (?:the|these|those))\b"
    rf"|(?:what|who) {VERB}\b|what (?!{AUX}\b|{_BETWEEN} )[^ ']+ (?:you|him|her|them|us)\b"
    rf"|who (?!{AUX}\b|knows\b|cares\b)\w+s \S"
    r"|(?:for|at|in|on|to|with|by|from|of|about|under|until|till|since) "
    r"(?:what|which|whom|whose|how many|how much|how long)\b"
    rf".*\b{AUX} (?:{SUBJECT}|{NOUN})\b"
)
# "when is not", "who was also": the sentence goes on about something, nobody asks.
RELATIVE = re.compile(
    r"what(?:'s|(?:'d| would| might) (?:be|make)) "
    r"(?!(?:the|your|a|an|this|that|it|going|up|wrong)\b)\S+ (?:is|was|if)\b"
    r"|what (?:happens|happened|appears|matters|counts|works)(?: \S+)? (?:is|was)\b"
    r"|(?!who(?:'s| is) (?:going|doing|working)\b)(?:when|where|who|whose)"
    r"(?:'s| (?:is|was|are|were|has|have|had|can|could|will|would|should|may|might|does|did|do)) "
    + any_of(
        """not also why what how just really fine good great probably actually basically okay kind
        sort like to because been be going what's doing working"""
    )
    + r"\b"
)
_NOT_A_SUBJECT = any_of(
    """not also just really going probably kind sort why what how because been being basically
    actually like pretty very too so uh um to good fine great is was are always never still now
    only quite more much done where when which if nice easy hard well nothing something have go
    get work look need want make seem sound a an do does did use give take say happen help cool
    part supposed trying working doing looking about for in on at from with by"""
)
INVERTED = re.compile(
    rf"(?!(?:do|have|are|were) (?:it|he|she)\b){AUX} {SUBJECT}\b(?! (?:go|are|is|have|mean)$)"
    r"|(?:can|could|will|would|should|don't|do|may|might) "
    rf"(?!(?:all|one|either|both|something|anything|everything|that|this|some|most)\b){NOUN}\b"
    r"|(?:can|could|will|would|should) (?:that|this|one|anyone|someone|either)\b"
    r"|(?:can|could|will|would) (?:(?:early|late|this|next|the|a|some time|sometime|later) )*"
    r"(?:today|tomorrow|tonight|week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"morning|afternoon|evening|noon)\b"
    rf"|(?:can|could|will|would|should) (?!(?:{PLAIN_VERB}|{SUBJECT}|not|never|just|also|still|"
    rf"really|always|all|n't) |\S+ly )\S+ (?:\S+ ){{0,4}}?{PLAIN_VERB}\b"
    r"|(?:has|hasn't) (?:the|anyone|anybody|your|that|this|any)\b"
    r"|(?:is|are|isn't|aren't|wasn't|weren't|was|were|does|did|doesn't|didn't) "
    rf"(?!(?:{_NOT_A_SUBJECT}|you know|in fact|that (?:we|they|i|it \S|if|maybe|perhaps|when))\b)"
    r"(?!(?!\S+thing\b)\S+(?:ed|ly|ing)\b)"
    r"\S+ \S"
    r"|any (?!(?:of|one|way|time|day|more|case|kind|sort|and|that|the)\b)\S+(?: |$)"
    r"|(?:anything|anyone) else\b|everything okay\b|make sense\b|you (?:mean|sure)\b"
    r"|you (?:still )?(?:want (?:it|me|your|that|the|one|some)\b|got (?:an?|any|your)\b(?! deal)|"
    r"(?:okay|ok|good|happy|alright) with\b)|d'you\b|want me to\b"
    r"|you (?:looking|interested|planning|excited|ready|want me|wanna)\b"
    r"|(?:this |that )?(?:sound (?:good|fair|reasonable|okay|ok|alright|like a deal)|work)"
    r"(?: (?:to|for) you)?$"
    r"|(?:do|are) people\b|you (?:still )?interested\b"
)
# "so do we", "neither did I": agreement; "did I oh yes": what the speaker answers.
ECHO = re.compile(
    rf"(?:.* )?(?:so|neither|nor) {AUX} {SUBJECT}$"
    r"|(?:(?:and|so|or|just|like|well) )*(?:or|just) any\b"
    rf"|(?:oh )?{AUX} {SUBJECT} (?:oh|ooh|well|aye|hm|yes|yeah|no (?:i|it|it's|let))\b"
)
# First words with which FRONTED or INVERTED can begin at all.
HEADS = words(
    """what how why when where who whom whose which since says for at in on to with by from of about
    under until till any anything anyone everything make you want this that sound work d do does did
    is are am was were can could will would should shall has have had may might must ought isn't
    aren't wasn't weren't don't doesn't didn't can't couldn't won't wouldn't shouldn't haven't
    hasn't hadn't ain't"""
)
