"""The wording of English questions, matched at the start of a clause or from a word on.

Clauses are folded words joined by single spaces, so every pattern is anchored where it is tried.
"""

import re

from revrise.core.conversations.lexicon import any_of, words

_CONTRACTED = "(?:'s|'re|'d|'ll|'ve)"
_PLAIN_AUX = any_of(
    """do does did is are am was were can could will would should shall has have had may might must
    ought isn't aren't wasn't weren't don't doesn't didn't can't couldn't won't wouldn't shouldn't
    haven't hasn't hadn't ain't"""
)
_SUBJECT = any_of("you i we they he she it there y'all ya u")
_NOUN = any_of(
    """the a an this that these those your our my his her their its any anyone anybody anything
    someone somebody something everyone everybody everything all some people most both either
    one"""
)
_VERB = any_of(
    """happens happened made makes drives drove brought brings prompted led changed keeps kept
    caused causes comes came matters stands stops stopped owns signs decides approves handles
    manages uses runs pays needs wants said says"""
)
# Between wh-word and auxiliary there is never a subject, or it is "what I did".
_BETWEEN = any_of(
    """i you we they he she it there this these those the if i'm you're we're they're it's i've
    we've you've they've he's she's that's to happens by"""
)
_MODIFIERS = rf"(?:(?!{_BETWEEN} )\S+ ){{1,4}}?"
_WH = any_of("what how why when where who whom whose which")
_AMOUNT = any_of("many much long often soon far big old")

# What comes before the question proper and does not change it.
LEAD = re.compile(
    r"(?:(?:okay|ok|so|well|um|uh|uhm|umm|er|erm|hm|hmm|mm|and|but|or|yeah|yes|no|nope|yep|right|"
    r"oh|ah|like|alright|all right|hey|hi|hello|now|just|actually|basically|then|because|cuz|"
    r"please|sorry|great|good|sure|thanks|thank you|you know|i mean|i see|got it|wait|let's see|"
    r"also|anyway|perfect|cool|awesome|first|finally|again|in that case|by the way|uh-huh|"
    r"mm-hmm|mhm|excuse me|maybe) )+"
)
FRONTED = re.compile(
    rf"(?!which {_PLAIN_AUX}\b){_WH}(?:{_CONTRACTED}\b| (?:exactly|else|then|again|on earth))?"
    rf"(?: {_PLAIN_AUX}\b| {_MODIFIERS}{_PLAIN_AUX} (?:{_SUBJECT}|{_NOUN})\b|$)"
    rf"|(?:what|who|where|how|when|why){_CONTRACTED}\b"
    r"|(?:what|how) about\b|how (?:come|so)\b|what (?:if|else|for|kind of|sort of|type of)\b"
    rf"|why not\b|(?:who|where) else\b|since when\b|says who\b|how {_AMOUNT}\b"
    r"|which (?:is (?:it|better|the|your|more)|one|ones|of (?:the|these|those))\b"
    rf"|(?:what|who) {_VERB}\b"
    r"|(?:for|at|in|on|to|with|by|from|of|about|under|until|till|since) "
    r"(?:what|which|whom|whose|how many|how much|how long)\b"
    rf".*\b{_PLAIN_AUX} (?:{_SUBJECT}|{_NOUN})\b"
)
# "when is not", "who was also": the sentence goes on about something, nobody asks.
RELATIVE = re.compile(
    r"(?:when|where|who|whose)"
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
    rf"{_PLAIN_AUX} {_SUBJECT}\b(?! (?:go|are|is|have|mean)$)"
    r"|(?:can|could|will|would|should|don't|do|may|might) "
    rf"(?!(?:all|one|either|both|something|anything|everything|that|this|some|most)\b){_NOUN}\b"
    r"|(?:can|could|will|would|should) (?:that|this|one|anyone|someone|either)\b"
    r"|(?:has|hasn't) (?:the|anyone|anybody|your|that|this|any)\b"
    r"|(?:is|are|isn't|aren't|wasn't|weren't|was|were|does|did|doesn't|didn't) "
    rf"(?!(?:{_NOT_A_SUBJECT}|you know|in fact)\b)\S+"
    r"|any (?!(?:of|one|way|time|day|more|case|kind|sort|and|that|the)\b)\S+(?: |$)"
    r"|(?:anything|anyone) else\b|everything okay\b|make sense\b|you (?:mean|sure)\b"
    r"|(?:do|are) people\b|you (?:still )?interested\b"
)
# "so do we", "neither did I": agreement.
ECHO = re.compile(rf"(?:.* )?(?:so|neither|nor) {_PLAIN_AUX} {_SUBJECT}$")
# First words with which FRONTED or INVERTED can begin at all.
HEADS = words(
    """what how why when where who whom whose which since says for at in on to with by from of about
    under until till any anything anyone everything make you do does did is are am was were can
    could will would should shall has have had may might must ought isn't aren't wasn't weren't
    don't doesn't didn't can't couldn't won't wouldn't shouldn't haven't hasn't hadn't ain't"""
)

# An inversion in the middle of a run of speech that nobody punctuated.
INSIDE = re.compile(
    r"(?:(?:do|did|are|were|don't|didn't|aren't) (?:you|we|they)"
    r"|(?:can|could|would|will|should|have|may|shall|couldn't|wouldn't|can't|won't) "
    r"(?:i|you|we|they|he|she))\b(?! (?:go|are|is|know|see|guess|think|mean)\b)"
    r"|do you (?:know|see|guess|think|mean)\b"
    r"|(?:does|did|isn't|doesn't|wouldn't|would|could|will|can) (?:it|that|this|he|she)\b"
    r"|(?:is|was) (?:it|there|he|she|this|that) (?:a|an|the|any|anything|something|possible|okay|"
    r"ok|true|still|fair|alright|right|fine|correct|good|in|available|because|like|only)\b"
    r"|(?:are|were) (?:there|these|those)\b"
    r"|(?:is|are) (?:the|your) \S+ (?:included|available|negotiable|firm|okay|ok|good|still)\b"
    r"|(?:what|how|why|when|where|who) (?:do|does|did|are|can|could|would|will|should|is|was|were|"
    rf"have|has) (?:{_SUBJECT}|{_NOUN})\b"
    r"|(?:what's|how's|where's|who's) (?:the|your|a|that|this|up|going)\b"
    r"|(?:what|how) about\b|what (?:if|else)\b"
    rf"|how {_AMOUNT} (?:\S+ ){{0,3}}?{_PLAIN_AUX} {_SUBJECT}\b"
)
# First words of INSIDE.
TURNERS = words(
    """do did are were don't didn't aren't can could would will should have may shall couldn't
    wouldn't can't won't does isn't doesn't is was what how why when where who what's how's where's
    who's"""
)
# After these it is reported speech, a relative clause or a comparison.
UNTURNED = words(
    """so nor neither as than what which who that whether know if see understand wonder knows of on
    about is was matter that's where when how why thing i you we they it don't the to for with sure
    remember decide idea are only not he she there all shows show in at from exactly just like
    wherever whatever does do kind because uh um"""
)
CHECKED = re.compile(
    r"(?:does|did|would|will) (?:that|this|it) (?:make sense|work|sound|help|answer)\b"
)

# Tried against the last words of a clause of more than one word.
TAG = re.compile(
    rf".*\b(?:isn't|aren't|wasn't|weren't|don't|doesn't|didn't|can't|couldn't|won't|wouldn't|"
    rf"shouldn't|haven't|hasn't) {_SUBJECT}$"
    r"|.+ (?:and (?:you|yours|yourself)|huh|eh|or no|is that right|is that correct|am i right|"
    r"if i may ask|or what|or something else|or is it|you know what i mean)$"
    r"|.+ (?:is|are|was|were|does|did|can|will|would) (?:you|they|he|she|it|we)$"
)
AGREED = words(
    """that's all is are you're it's be not the was about yeah okay oh uh um mm yes that uhhuh but
    well and exactly probably quite absolutely totally right no half"""
)

_ASK_ABOUT = (
    r"tell (?:me|us) (?:about|more|a bit|a little|how|what|why)|"
    r"(?:walk|talk|take|guide) (?:me|us) through|help (?:me|us) understand|"
    r"give (?:me|us) (?:a sense|an idea|an example|a feel|an overview)|"
    r"share (?:with (?:me|us)|a bit|a little|more)"
)
ASKED = re.compile(
    rf"\b(?:{_ASK_ABOUT}|tell (?:me|us) (?:where|who|when|which|whether|if)|"
    r"(?:i'm|i am|we're|just) (?:curious|interested) (?:about|how|what|why|if|whether|"
    r"to (?:know|hear|learn|understand))|"
    r"(?:i wonder|wondered|wondering) (?:if|whether|how|what|why|when|where|who)|"
    r"(?:i'd|we'd|i would|we would) (?:love|like) to (?:hear|know|understand|learn|ask)|"
    r"(?:can|could|may|might) i ask|let me ask you|wanted to ask|my question is|"
    r"(?:i'd|i) (?:want|wanted) to (?:know|hear|understand) (?:about|how|what|why|more|if|whether)"
    r")\b"
    r"|^(?:describe|explain|elaborate on|expand on|paint me) "
    r"(?:how|what|why|your|the|that|a|to|me|for)\b"
)
# Words without one of which ASKED cannot match.
ASKERS = words(
    """tell through understand give share curious interested wonder wondered wondering love like ask
    question want wanted describe explain elaborate expand paint"""
)

OPEN_ASK = re.compile(
    rf"\b(?:{_ASK_ABOUT}|describe|explain|elaborate|expand on|"
    r"(?:curious|interested|wondering|wonder|love to|like to|want to) "
    r"(?:to )?(?:(?:hear|know|learn|understand) )?(?:more )?(?:about|how|what|why))\b"
)
OPEN_WH = re.compile(
    rf"\b(?:what|how|why)(?:{_CONTRACTED}\b| {_PLAIN_AUX}\b| (?:\S+ ){{1,4}}?{_PLAIN_AUX}\b|"
    rf" {_VERB}\b| (?:about|else|come|not|if)\b| so$|$)"
)
FACT = re.compile(
    r"\b(?:how (?:many|much|often|long|soon|far|big|old|large|late|early)|"
    r"what (?:time|date|day|year|month|percentage|number|size|version)|"
    r"what(?:'s| is) your (?:name|email|number|budget|title)|how are you|how's it going)\b"
)
