"""How private buyers object when they haggle, in English and Chinese, as phrase patterns.

Widened by the errors on the development part of the labelled negotiations (docs/quality.md).
"""

from collections.abc import Mapping

from revrise.core.conversations.words.phrase_patterns import patterns

_CLASSES = {
    "cant": "can't|cannot|can not|cant|couldn't|could not",
    "wont": "won't|will not|would not|wouldn't|wont",
    "bit": "little|bit|tad|touch",
}

_PRICE = patterns(
    """
    (a|bit|little|tad|still|way|awfully|pretty|rather|quite|kind of|very|so|seems|is|are) (high|
    steep) (for|considering|given|though|but|when) / {bit} (too|) (high|steep|rich|much) / still *
    (high|steep|too much) / price (is|seems|was|looks) * (high|steep|much) / too (rich|high|much)
    for (me|us|my) / best (i|we) can * (do|offer|go|afford|pay|give) / (i|we) can only (do|go|pay|
    afford|offer|give|spend|manage) / (most|max|maximum) (i|we) can / all (i|we) (have|can) *
    (budgeted|afford|spend|pay) / (my|our) budget (is|was|tops|only|goes) / (on|with|have) * (tight|
    small|smaller|limited|strict) budget / on a budget / (short|low|strapped) (on|for|of) * (cash|
    money|funds) / (not|n't|never) (be|) able to * (pay|afford|spend|go) / (not sure|don't know|
    doubt) if (i|we|i'll|we'll|i'd) * (pay|afford) / {wont} (pay|spend|be paying) / not (going|
    willing|prepared|able) to (pay|spend|go) / {cant} (go|do|pay|give) * (that|more|higher|over|
    above|much|any) / more than (i|we) (have|had|can|am|are|was|were|wanted|want|could) / (pay|
    spend|spending) (so|that|too) much / worth (a|) * less / not worth / is only worth / (blue|
    black) book / fair price if / price range / (lot|much) for (a|an|such|something) / seems like a
    lot / a budget (of|up|upto|around) / budget * (lower|smaller|limited|only|max|maximum) /
    (financial|money) (problem|problems|trouble|situation) / (i'm|i am) (broke|poor) / poor *
    student / nothing more than / final offer / take it or leave it / (pay|paying|willing) * any
    more / got robbed / (i|we) only have $ / (seems|looks|sounds) (really|very|pretty|so) high /
    (than|that) (i'm|i am|we're) willing to (pay|spend) / have (a lot of|that much|much|enough)
    money right now / (a|little|bit) tight (today|now|this) / a strain (for|on) / (highest|most) i
    (can|could)
    """,
    _CLASSES,
)
_PRODUCT = patterns(
    """
    (high|so many|too many|a lot of) (mileage|miles) / (due to|considering|given|because of|on
    account of|despite|since) * (its|it's|it is|the|they're) * (age|condition|mileage|wear|damage|
    damaged|old|older|used) / not (brand|exactly|really|quite|simply) new / (wear and tear|scratches
    and dents) / throwing me off / turns me off / (need|needs|require|requires) * (work|repair|
    repairs|fixing|touching up|replacing) (that|which|and|but|so|done) / (i'll|i will|i would|i'd)
    (need|have) to * (replace|repair|fix|buy|pay) / for such an old / but (it|it's|it is|they) * *
    (used|old|damaged|peeling|scratched|worn|rusty|stained|dated) / (see|notice|noticed) * *
    (peeling|rust|stain|stains|scratched|damaged|worn|cracked) / depreciated / depreciation /
    (out of date|outdated|out of business) / involved in an accident / (get|be|are) (difficult|hard)
    to (get|find|service|repair) / hard to (find|get) (parts|service)
    """,
    _CLASSES,
)
_TRUST = patterns(
    "sales pitch / (really|actually) work or / a scam / (i|we) (have|do have) a "
    "concern / you already agreed / you (just|already) said"
)
_TIMING = patterns(
    "look around / keep looking / (think|sleep) on it / let me (think|look|check|see) * (bit|first|"
    "around|about) / get back to you"
)
_COMPETITOR = patterns(
    """
    (looked at|found|saw|seen) (one|1|another|others|some) * * (for|cheaper|less|morning) / (buy|
    get) (it|one|this) * (new|cheaper) for / (i|we) can (go|get one|buy one) * (store|new|
    elsewhere) / (price|cost) of a (new|brand) / my eye on (another|a few|some|other)
    """
)
_CONTRACT = patterns(
    """
    (not|isn't|hardly|isnt) (a|) * (fair|acceptable|good deal|good offer|reasonable) / (that's|is|
    are being|so) unfair / unacceptable / terrible (offer|deal) /
    (sorry|afraid) * {wont} be able / i (don't|do not) (agree|accept) / {cant} (agree|accept) /
    {wont} (work|do) for (me|us) / (not|n't) going to (work|be able) / (not|isn't|n't) enough for
    (me|us|my|our) / fair but (i|we) * need / walk away / no deal / (i'll|i will) (have to|) pass /
    have to (decline|pass|say no) / (leaves|leaving|left) (me|us) with (only|just|nothing) / i'm
    already giving / (i|we) {cant} do / not leave (me|us) / not (really|exactly) (even|equal) / know
    about that / wish (i|we) could * * but / at a standstill / (i|we) still {cant} / (gonna|going
    to) be a problem / only fair if
    """,
    _CLASSES,
)
_ZH_PRICE = patterns("(真|可|确实|也|实在)不便宜 / 太(高级|奢侈)了")
_ZH_NEED = patterns(
    """
    (不|不是|没)(太|很|怎么|)(想去|想要|想买|感兴趣|喜欢) / (不|不是)(太|很|大)合适 / 不合适 /
    (那|还是)算了吧 / 看着都不 / 不够(玩|看|住|吃)
    """
)
_ZH_TIMING = patterns("(再|我|我们)考虑(考虑|一下) / 再(看看|想想)吧")

HAGGLING: Mapping[str, tuple[str, ...]] = {
    "price": _PRICE + _ZH_PRICE,
    "need": _ZH_NEED,
    "timing": _TIMING + _ZH_TIMING,
    "product": _PRODUCT,
    "trust": _TRUST,
    "competitor": _COMPETITOR,
    "contract": _CONTRACT,
}
