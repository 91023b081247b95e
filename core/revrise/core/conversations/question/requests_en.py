"""Requests that ask ("tell me about"), and what makes a question an open one."""

import re

from revrise.core.conversations.question.words_en import AUX, CONTRACTED, VERB
from revrise.core.conversations.words.lexicon import words

# Others who "will tell us more" are not asked.
_ASK_ABOUT = (
    r"(?<!will )(?<!'ll )(?<!can )(?<!didn't )(?<!don't )(?<!not )(?:"
    r"tell (?:me|us) (?:about|more|a bit|a little|how|what|why)|talk (?:to|with) (?:me|us) about|"
    r"(?:walk|talk|take|guide|run) (?:me|us) through|help (?:me|us) understand|"
    r"give (?:me|us) (?:a sense|an idea|an example|a feel|an overview)|"
    r"share (?:with (?:me|us)|a bit|a little|more))"
)
ASKED = re.compile(
    rf"\b(?:{_ASK_ABOUT}|tell (?:me|us) (?:where|who|when|which|whether|if)|"
    r"(?:i'm|i am|we're|just) (?:curious|interested) (?:about|how|what|why|if|whether|"
    r"to (?:know|hear|learn|understand))|"
    r"(?:i wonder|wondered|wondering) (?:if|whether|(?:what|who)(?! (?:i|we)\b))|"
    r"(?:i'd|we'd|i would|we would) (?:love|like) to (?:hear|know|understand|learn|ask)|"
    r"(?:can|could|may|might) i ask|let me ask you|"
    r"wanted to ask (?:you )?(?:about|if|whether|how|what|why|when|where|who|which)|"
    r"(?:i'd|i) (?:want|wanted) to (?:know|hear|understand) (?:about|how|what|why|more|if|whether)"
    r")\b"
    r"|^(?:just )?curious (?:how|what|why|when|who|where|whether|if)\b"
    r"|^(?:describe|explain|elaborate on|expand on|paint me) "
    r"(?:how|what|why|your|the|that|a|me|for)\b"
)
# What asks though a full stop follows.
PLAIN = re.compile(rf"\b(?:{_ASK_ABOUT})\b")
# Words without one of which ASKED cannot match.
ASKERS = words(
    """talk tell through understand give share curious interested wonder wondered wondering love
    like ask want wanted describe explain elaborate expand paint"""
)

OPEN_ASK = re.compile(
    rf"\b(?:{_ASK_ABOUT}|describe|explain|elaborate|expand on|"
    r"(?:curious|interested|wondering|wonder|love to|like to|want to) "
    r"(?:to )?(?:(?:hear|know|learn|understand) )?(?:more )?(?:about|how|what|why))\b"
)
OPEN_WH = re.compile(
    rf"\b(?:what|how|why)(?:{CONTRACTED}\b| {AUX}\b| (?:\S+ ){{1,4}}?{AUX}\b|"
    rf" {VERB}\b| (?:about|else|come|not|if)\b| so$|$)"
)
FACT = re.compile(
    r"\b(?:how (?:many|much|often|long|soon|far|big|old|large|late|early)|"
    r"what (?:time|date|day|year|month|percentage|number|size|version)|"
    r"what(?:'s| is) your (?:name|email|number|budget|title)|"
    r"how are you(?: (?:doing|today|all|guys|tonight))?$|how's it going)\b"
)
