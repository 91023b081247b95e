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
# "Which also helps": the sentence goes on.
_ADVERB = any_of("also then just still now only never always again kind sort of in")
_WH = any_of("what how why when where who whom whose which")


# What comes before the question proper and does not change it.
LEAD = re.compile(
    rf"(?:(?:{_NAMED}|okay|ok|so|well|hm|hmm|mm|(?:hi|hey|hello) there|{_GREETING}|and|but|or|yeah|"
    r"yes|no|nope|yep|right|oh|ah|like|alright|all right|now|just|actually|basically|then|because|"
    r"cuz|please|sorry|great|good|sure|ha|haha|lovely|wonderful|brilliant|excellent|fine|exactly|"
    r"understood|wow|ooh|ouch|huh|thanks|thank you|you know(?: what)?|i mean|"
    r"i see|got it|wait|let's see|also|anyway|perfect|cool|awesome|first|finally|again|"
    r"in that case|by the way|uh-huh|mm-hmm|mhm|excuse me|maybe|i guess|"
    r"the (?:other )?(?:thing|one) (?:then )?is|"
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
    r"|(?:what|how) about\b|how (?:come|so)\b|what (?:now|next)$"
    r"|what (?:if|else|for|kind of|sort of|type of)\b"
    rf"|why (?:not|bother|wait|save|keep|spend|{PLAIN_VERB})\b|which \S+$"
    rf"|(?:who|where) else\b|how {AMOUNT}\b"
    rf"(?! (?:(?!{AUX}\b)\S+ ){{0,3}}(?:we|i|they)\b)"
    r"|which (?:is (?:it|better|the|your|more)|one|ones|of (?:the|these|those))\b"
    rf"|(?:what|who) {VERB}\b|what (?!{AUX}\b|{_BETWEEN} )[^ ']+ (?:you|him|her|them|us)\b"
    rf"|who (?!{AUX}\b|knows\b|cares\b)\w+s \S"
    rf"|which (?!(?:{AUX}|{SUBJECT}|{NOUN}|{_ADVERB})\b)(?!\S+(?:s|ly)\b)\S+ "
    rf"(?!{AUX}\b)\w+[^s\W]s\b"
    r"|(?:by|until|till|since) when$"
    r"|(?:for|at|in|on|to|with|by|of|under) (?:what|how many|how much|how long)(?: [a-z]+){0,2}$"
    r"|(?:for|at|in|on|to|with|by|of|about|under|until|till|since) "
    r"(?:what|which|whom|whose|how many|how much|how long)\b"
    rf".*\b{AUX} (?:{SUBJECT}|{NOUN})\b"
)
# "what'd be nice is": the sentence goes on about something, nobody asks.
RELATIVE = re.compile(
    r"what(?:'s|(?:'d| would| might) (?:be|make)) "
    r"(?!(?:the|your|a|an|this|that|it|going|up|wrong)\b)\S+ (?:is|was|if)\b"
    r"|what (?:happens|happened|appears|matters|counts|works)(?: \S+)? (?:is|was)\b"
)
_NOT_A_SUBJECT = any_of(
    """not also just really going probably kind sort why what how because been being basically
    actually like pretty very too so to good fine great is was are always never still now
    only quite more much done where when which if nice easy hard well nothing something have go
    get work look need want make seem sound a an do does did use give take say happen help cool
    part supposed trying working doing looking about for in on at from with by"""
)
# "should you need anything": a condition.
_SHOULD_YOU = r"should you (?:need|have|want|wish|require|decide|choose|ever|find)\b"
INVERTED = re.compile(
    rf"(?!(?:do|have|are|were) (?:it|he|she)\b|had (?:i|we)\b|{_SHOULD_YOU})"
    rf"{AUX} {SUBJECT}\b(?! (?:go|are|is|have|mean)$)"
    r"|(?!do (?:the|a|your|my) \S+$)(?:can|could|will|would|should|don't|do|may|might) "
    rf"(?!(?:all|one|either|both|something|anything|everything|that|this|some|most)\b){NOUN}\b"
    r"|(?:can|could|will|would|should) (?:that|this|one|anyone|someone|either)\b"
    r"|(?:can|could|will|would) (?:(?:early|late|this|next|the|a|some time|sometime|later) )*"
    r"(?:today|tomorrow|tonight|week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"morning|afternoon|evening|noon)\b"
    rf"|(?:can|could|will|would|should) (?!(?:{PLAIN_VERB}|{SUBJECT}|not|never|just|also|still|"
    rf"really|always|all) |\S+ly )\S+ (?:\S+ ){{0,4}}?{PLAIN_VERB}\b"
    r"|(?:has|hasn't) (?:the|anyone|anybody|your|that|this|any)\b"
    r"|(?:is|are|isn't|aren't|wasn't|weren't|was|were|does|did|doesn't|didn't) "
    rf"(?!(?:{_NOT_A_SUBJECT}|it up|you know|in fact|"
    r"that (?:we|they|i|it \S|if|maybe|perhaps|when))\b)"
    r"(?!(?!\S+thing\b)\S+(?:ed|ly|ing)\b)"
    r"\S+ \S"
    r"|any (?!(?:of|one|way|time|day|more|case|kind|sort|and|that|the)\b)"
    r"\S+(?: (?!(?:just|please|call|let|give|drop|send)\b)|$)"
    r"|(?:anything|anyone) else\b|make sense\b|you (?:mean|sure|serious)\b"
    r"|(?:you )?mind if (?:i|we)\b|don't suppose you\b"
    r"|you (?:wouldn't|don't|didn't) happen to\b"
    r"|got (?:an?|any|a few) (?:minutes?|moment|seconds?|sec|time)\b"
    r"|you (?:still )?(?:want (?:it|me|your|that|the|one|some)\b|got (?:an?|any|your)\b(?! deal)|"
    r"(?:okay|ok|good|happy|alright) with\b)|d'you\b|want me to\b"
    r"|you (?:still )?(?:looking|interested|planning|excited|ready|wanna)\b"
    r"|(?:this |that )?(?:sound (?:good|fair|reasonable|okay|ok|alright|like a deal)|work)"
    r"(?: (?:to|for) you)?$"
    r"|sounds (?:good|fair|reasonable|okay|ok|alright|like a deal) to you$"
)
# "so do we", "neither did I": agreement; "did I oh yes": what the speaker answers.
ECHO = re.compile(
    rf"(?:.* )?(?:so|neither|nor) {AUX} {SUBJECT}$"
    r"|(?:(?:and|so|or|just|like|well) )*(?:or|just) any\b"
    rf"|(?:oh )?{AUX} {SUBJECT} (?:oh|ooh|well|aye|hm|yes|yeah|no (?:i|it|it's|let))\b"
)
# First words with which FRONTED or INVERTED can begin at all.
HEADS = words(
    """what how why when where who whom whose which since for at in on to with by of about under
    until till any anything anyone make mind got you want this that sound sounds work d do does did
    is are am was were can could will would should shall has have had may might must ought isn't
    aren't wasn't weren't don't doesn't didn't can't couldn't won't wouldn't shouldn't haven't
    hasn't hadn't ain't"""
)
