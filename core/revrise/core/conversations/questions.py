"""What an utterance asks: an open question, a closed one, or nothing; Chinese and English.

Rules over the words alone, so that speech without punctuation works; a question mark, where there
is one, settles it. An open question invites a story (what, how, why, "tell me about", 什么, 怎么,
介绍一下); a closed one a fact, a choice, yes or no.
"""

import re
from typing import Literal

from revrise.core.conversations.question import chinese, english
from revrise.core.conversations.words.language import HAN, counts, has_han
from revrise.core.conversations.words.phrases import Line, tokenize

Kind = Literal["open", "closed"]
_ENGLISH_CLAUSE = 3
_LETTER = re.compile("[a-z]")
# English only asks, Chinese goes on: "why 你们要换", "can 我们再聊".
_BEGUN = re.compile(
    rf"(?:^\W*|[,.!?] ?)(?:(?:so|and|but|ok|okay|那) ?,? ?){{0,3}}(?:(why|how|what)|"
    rf"when|where|who|which|(?:can|could|do|does|will|would|should|is|are) ?[我你您他她这那])"
    rf" ?(?!的)[{HAN}]"
)


def kind(text: str) -> Kind | None:
    """`open`, `closed`, or None where nothing is asked."""
    return asked(tokenize(text))


def asked(line: Line) -> Kind | None:
    """The same of a text that is read already."""
    folded = line.folded.text
    if not has_han(folded):
        return english.question(folded, line.tokens)
    if (found := chinese.question(folded)) or not _LETTER.search(folded):
        return found
    if begun := _BEGUN.search(folded):
        return "open" if begun[1] else "closed"
    words, characters = counts(folded)
    if words - characters < _ENGLISH_CLAUSE:
        return None
    return english.question(folded, line.tokens)
