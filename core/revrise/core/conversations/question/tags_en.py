"""What is hung on at the end to make a question of it."""

import re

from revrise.core.conversations.question.words_en import SUBJECT
from revrise.core.conversations.words.lexicon import words

# Whole clauses that ask for it again.
ASKED_AGAIN = frozenset(
    {
        "really",
        "oh really",
        "excuse me",
        "pardon",
        "pardon me",
        "say again",
        "say that again",
        "come again",
    }
)
# A wh-word where the answer belongs, after one of these: "start with a different what".
PLACED = words("what who whom")
PLACES = words("be a an the with for to of in on at about different")

# Tried against the last words of a clause of more than one word.
TAG = re.compile(
    rf".*\b(?:isn't|aren't|wasn't|weren't|don't|doesn't|didn't|can't|couldn't|won't|wouldn't|"
    rf"shouldn't|haven't|hasn't) {SUBJECT}$"
    r"|.+ (?:and (?:you|yours|yourself)|huh|eh|is that right|is that correct|am i right|"
    r"if i may ask|or what|or something else|or is it|"
    r"(?<!what )(?<!one )you mean|"
    r"(?<!about )(?<!know )(?<!sure )(?<!matter )(?<!that's )(?<!depends on )"
    r"how (?:much|long|many|far))$"
    r"|.*\b(you|he|she|it|they) .*(?<!so )(?<!as )(?<!what )(?<!nor )(?<!neither )"
    r"(?:do|does|did|have|has|can|will|would|are|is) \1$"
    r"|.*\b(?:it's|it is|that's|that is|this is|there's) .+ is (?:it|that|there)$"
    r"|.*(?:n't|\b(?:no|not|never|nothing|hardly)) .+ "
    r"(?:is|are|was|were|does|did|can|will|would) (?:you|they|he|she|it|we|there)$"
)
# "For keeps or for a season": what is offered begins alike on both sides.
EITHER = re.compile(
    r"(?:(?:and|so|oh|okay) )*(?!(?:it's|they|i|we|you|like|to) )(\S+) (?:\S+ ){1,8}?or \1 "
)
# Last words of a tag.
ENDS = words(
    """you i we they he she it there y'all ya u yours yourself huh eh no right correct not ask
    what else mean much long many far"""
)
AGREED = words(
    """that's all is are you're it's be not the was about yeah okay oh mm yes that uhhuh but
    well and exactly probably quite absolutely totally right no half"""
)
