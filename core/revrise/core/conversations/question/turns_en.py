"""Where a question begins in the middle of a run of speech that nobody punctuated."""

import re

from revrise.core.conversations.question.words_en import AMOUNT, AUX, NOUN, SUBJECT
from revrise.core.conversations.words.lexicon import words

# Words without one of which CONDITIONAL cannot match.
CONDITIONS = words("if since once")
# A condition first, then the question: "if I pay today is there a discount".
CONDITIONAL = re.compile(
    r"(?:(?:so|and|but|or|well|now|okay) )*(?:if|since|once) (?:\S+ ){2,14}?"
    r"(?:(?:is|was) (?:someone|anyone|your|there)|(?<!that )(?:is|was) (?:that|this|it|the)"
    r"|are (?:you|we|they|there|the|your)"
    r"|(?:do|did) (?:you|we|they|i)|does (?:it|that|this|the|your|he|she)"
    r"|(?<!\bi )(?<!maybe you )(?<!that )(?<!then )(?:can|could|would|will|should) "
    r"(?:you|we|they|i|it|he|she|that|the|your)"
    r"|(?<!then )(?:what|how|why|when|where|who)"
    rf"(?:'s| (?:many |much |\S+ times )?{AUX}| happens| about)) "
)

# An inversion in the middle; tried at a word of TURNERS.
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
    rf"have|has) (?:{SUBJECT}|{NOUN})\b"
    r"|(?:what's|how's|where's|who's) (?:the|your|a|that|this|up|going)\b"
    r"|(?:what|how) about\b|what (?:if|else)\b"
    rf"|how {AMOUNT} (?:\S+ ){{0,3}}?{AUX} {SUBJECT}\b"
)
TURNERS = words(
    """do did are were don't didn't aren't can could would will should have may shall couldn't
    wouldn't can't won't does isn't doesn't is was what how why when where who what's how's where's
    who's"""
)
# Second words of INSIDE and CHECKED, one of which may be run into another by ' or -.
TURNED = words(
    """i you we they he she it that this there these those the your do does did are can could would
    will should is was were have has a an our my his her their its any anyone anybody anything
    someone somebody something everyone everybody everything all some people most both either one
    y'all ya u up going about if else many much long often soon far big old"""
)
# After these it is reported speech, a relative clause or a comparison.
UNTURNED = words(
    """so nor neither as than what which who that whether know if see understand wonder knows of on
    about is was matter that's where when how why thing i you we they it don't the to for with sure
    remember decide idea are only not he she there all shows show in at from exactly just like
    say says said saying wherever whatever does do kind because uh um"""
)
CHECKED = re.compile(
    r"how (?:are|about) you$|"
    r"(?:does|did|would|will) (?:that|this|it) (?:make sense|work|sound|help|answer)\b"
)
