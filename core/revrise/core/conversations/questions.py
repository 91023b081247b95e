"""What an utterance asks: an open question, a closed one, or nothing; Chinese and English.

Rules over the words alone, so that speech without punctuation works; a question mark, where there
is one, settles it. An open question invites a story (what, how, why, "tell me about", 什么, 怎么,
介绍一下); a closed one a fact, a choice, yes or no.
"""

from typing import Literal

from revrise.core.conversations.question import chinese, english
from revrise.core.conversations.words.folding import fold
from revrise.core.conversations.words.language import count, han

Kind = Literal["open", "closed"]
_ENGLISH_CLAUSE = 3


def kind(text: str) -> Kind | None:
    """`open`, `closed`, or None where nothing is asked."""
    return asked(fold(text).text)


def asked(folded: str) -> Kind | None:
    """The same of a text that is folded already."""
    characters = han(folded)
    if not characters:
        return english.question(folded)
    found = chinese.question(folded)
    if found or count(folded) - characters < _ENGLISH_CLAUSE:
        return found
    return english.question(folded)
