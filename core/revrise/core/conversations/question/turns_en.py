"""Where a question begins in the middle of a run of speech that nobody punctuated."""

import re

from revrise.core.conversations.question.words_en import (
    AMOUNT,
    AUX,
    NOUN,
    PLAIN_VERB,
    SUBJECT,
    VERB,
    VERBS,
)
from revrise.core.conversations.words.lexicon import any_of, words

# A condition first, then the question: "if I pay today is there a discount".
CONDITIONAL = re.compile(
    r"(?:(?:so|and|but|or|well|now|okay) )*if (?:\S+ ){2,14}?"
    r"(?:(?:is|was) (?:someone|anyone|your|there)"
    r"|are (?:you|we|they|there|the|your)"
    r"|(?:do|did) (?:you|we|they|i)|does (?:it|that|this|the|your|he|she)"
    r"|(?<!\bi )(?<!maybe you )(?<!that )(?<!then )(?:can|could|would|will|should) "
    r"(?:you|we|they|i|it|he|she|that|the|your)"
    r"|(?<!then )(?:what|how|why|when|where|who)"
    rf"(?:'s| (?:many |much |\S+ times )?{AUX}| happens| about)) "
)

# What "did it", where that is all that was done, goes on with.
_DONE = any_of(
    """i you we they he she it there the a my his her for to by in on at with without off and but so
    when because again all today well too once twice first before after as like that this one"""
)
# An inversion that a statement may go on with too, most of all after _REPORTING.
_INVERTED = re.compile(
    r"(?:(?:do|did|are|were|don't|didn't|aren't) (?:you|we|they)"
    r"|(?:can|could|would|will|should|have|may|shall|couldn't|wouldn't|can't|won't) "
    r"(?:i|you|we|they|he|she))\b(?! (?:go|are|is|know|see|guess|think|mean)\b)"
    r"|do you (?:know|see|guess|think|mean)\b"
    r"|(?:wouldn't|would|could|will|can) (?:that|this|he|she)\b"
    rf"|(?:does|did) (?:it|that|this|he|she) (?!{_DONE}\b)\S"
    r"|(?:is|was) (?:it|there|he|she|this|that) (?:a|an|the|any|anything|something|possible|okay|"
    r"ok|true|still|fair|alright|right|fine|correct|good|in|available|because|like|only)\b"
    r"|(?:are|were) (?:there|these|those)\b"
    r"|(?:is|are) (?:the|your) \S+ (?:included|available|negotiable|firm|okay|ok|good|still)\b"
    r"|(?:what|how|why|when|where) (?:do|does|did|are|can|could|would|will|should|is|was|were|"
    rf"have|has) (?:{SUBJECT}|{NOUN})\b"
    r"|(?:what's|how's|where's|who's) (?:the|your|that|this|up)\b"
    r"|(?:what|how) about\b|what (?:if|else)\b"
    rf"|how {AMOUNT} (?:\S+ ){{0,3}}?{AUX} {SUBJECT}\b"
)
# After these it is reported speech, a relative clause or a comparison.
_REPORTING = words(
    """so nor neither as than what which who that whether know if see understand wonder knows of on
    about is was matter that's where when how why thing i you we they it don't the to for with sure
    remember decide idea are only never not he she there all shows show in at from exactly just like
    say says said saying wherever whatever does do kind because"""
)
# Whether it is understood or suits: asks after any word.
_CHECKED = re.compile(
    r"how (?:are|about) you$|"
    r"(?:does|did|would|will) (?:that|this|it) (?:make sense|work|sound|help|answer)\b"
)

_NUMBERS = "two three four five six seven eight nine ten eleven twelve"
_DAYS = """monday tuesday wednesday thursday friday saturday sunday today tomorrow next
mornings afternoons evenings"""
_WHEN = any_of(f"one {_NUMBERS} {_DAYS}")
_SOMEONE = any_of("anyone anybody anything everyone everybody everything someone somebody")
# An inversion that no statement goes on with unless its subject comes first.
_SURE = re.compile(
    r"(?:(?:shall|am) (?:i|we)|(?:do|have|are|were) (?:you|we|they)"
    r"|(?:did|can|could|will|would|should) (?:i|you|we|they|he|she)"
    r"|(?:can|could|will|would|should) it) (?!know\b)\S"
    r"|is (?:it|he|she|there) (?!(?:is|was|were|that|only|just|it|i|we|you|they|had)\b)"
    r"(?!(?!(?:his|yours|hers|ours|always)\b)\S+s\b)\S"
    rf"|is (?:now|{_WHEN}) (?:\S+ ){{0,3}}?(?:okay|ok|alright|possible|bad|convenient|better)\b"
    rf"|(?:would|could|will|should) (?!(?:all|both|either|some|most|that)\b)(?:{NOUN}|{_WHEN}) "
    r"(?!would|could|will|should|little|bit)\S"
    rf"|(?:did|does|has|is|are) {_SOMEONE} \S|(?:did|does) {NOUN} (?:\S+ ){{1,3}}?{PLAIN_VERB}\b"
    r"|is that (?:something|about where|what you|okay|ok|enough|possible|right|fair)\b"
    r"|is that your (?:best|final|last|lowest)\b"
    r"|(?:is|was) (?:that|this) (?:(?:mr|mrs|ms|miss|mister|doctor|dr)\b|\S+(?: \S+)?$)"
)
_SUBJECTS = words(
    """i you we they he she it who which what how where when why there nor neither than as of like
    said say says about not to just had have has is was only whatever wherever whether if does do
    thing"""
)
# After these "it" and "you" are no subjects: "for doing it would you".
GOVERNING = words("with for about in on at to from by doing do")

_WH = "(?:what|how|why|when|where)"
# One that no statement goes on with unless it names the question.
_SUREST = re.compile(
    rf"(?:{_WH}|who) (?:do|does|did|can|could|would|will|should|are|were|have|has|had|is) "
    rf"(?:i|you|we|they|he|she|it) \S|{_WH}'s (?:it|he|she|they)\b"
    rf"|{_WH} (?:do|does|did) (?!not\b)\S|{_WH}(?:'ve|'d|'re) (?:you|they|we)\b"
    rf"|{_WH} (?:would|will|can|could|should) (?!{PLAIN_VERB}\b)\S+ {PLAIN_VERB}\b"
    rf"|how (?:old|high|tall|big|long|far|wide|heavy)(?:'s| is| are) (?:{SUBJECT}|{NOUN}|yours)\b"
    rf"|what (?!(?:{AUX}|{SUBJECT}|{NOUN})\b)\S+ (?:do|does|did|would|will|can|should|are) "
    rf"(?:{SUBJECT}|{NOUN})\b|(?:what|how) (?:\S+ )?d'you\b|want me to\b|shall (?:i|we) \S"
    r"|(?:have|has) (?:you|we|they|it|he|she|y'all) (?:got|ever)\b|what happened (?:to|with)\b"
    r"|(?:when|how|where|why)'s (?:the|this|that|your|everything|everyone)\b"
)
_NAMING = words("about is of say said says ask asks asked know with")
# What asks in the middle, and the words before it after which it does not.
TURNS = (
    (_INVERTED, _REPORTING),
    (_SURE, _SUBJECTS),
    (_SUREST, _NAMING),
    (_CHECKED, words("")),
)
# What asks after a word of BEGINNERS alone: elsewhere a statement goes on with it.
BEGUN = re.compile(
    rf"(?:{_WH}|who)(?:'s| {AUX}) (?:{SUBJECT}|{NOUN}|going|on|in)\b"
    rf"|(?:what|who) {VERB}\b(?! (?:was|is)\b)"
    rf"|who (?:would|will|can|could|should) {PLAIN_VERB}\b"
)
BEGINNERS = words("so and but okay ok well then now")

# First words, with one of which each of these begins.
TURNERS = words(
    """do did are were don't didn't aren't can could would will should have may shall couldn't
    wouldn't can't won't does is was am has what how why when where who what's how's
    where's who's when's why's what've how've where've what're how're where're what'd how'd want"""
)
# Their second words, unless the first is "what" or the second is joined by ' or -.
TURNED = words(
    f"""i you we they he she it that this there these those the your do does did are can could would
    will should is was were have has a an our my his her their its any anyone anybody anything
    someone somebody something everyone everybody everything all some people most both either one
    y'all ya u up going about if else many much long often soon far big old high tall wide heavy me
    now in on {VERBS} {_NUMBERS} {_DAYS}"""
)
