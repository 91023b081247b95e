"""Which metrics stand and fall together in the golden calls."""

from collections.abc import Mapping

Values = Mapping[str, float | str]
"""A value, or the reason why there is none, by key."""

TALK = ("talk_share", "talk_share/A", "talk_share/C")
SELLER_TALK = ("longest_monologue", "speech_rate", "fillers")
FLOOR = ("interactivity", "interactivity/minute")
PATIENCE = ("patience", "patience_overlaps")
OVER = ("overtalk", "interruptions", "interruptions_buyer")
SILENCE = ("silence", "silence_events")
LISTENING = ("backchannel_rate", "backchannel_rate_buyer")
BUYER_TALK = ("longest_customer_story", "speech_rate_buyer")
ASKED = ("questions", "questions_per_hour", "questions_open_share")
THIRDS = ("questions_first_third", "questions_middle_third", "questions_last_third")
ASKED_BUYER = tuple(f"{key}_buyer" for key in ASKED)
FELT = (
    "sentiment",
    "sentiment_first_third",
    "sentiment_middle_third",
    "sentiment_last_third",
)
BOTH = (*PATIENCE, *OVER, *LISTENING, "customer_engagement")
TIMED = (
    *TALK[:2],
    *SELLER_TALK,
    *FLOOR,
    *BOTH,
    *SILENCE,
    *BUYER_TALK,
    "questions_per_hour",
    "questions_per_hour_buyer",
)
UNASKED: Values = {"questions_buyer": 0, "questions_open_share_buyer": "no_questions"}
PLAIN: Values = {"objection_handling": "no_objections", "commitments": 0}
CALM: Values = {
    "patience_overlaps": 0,
    "overtalk": 0,
    "interruptions": 0,
    "interruptions_buyer": 0,
    "backchannel_rate": 0,
    "backchannel_rate_buyer": 0,
}


def all_of(reason: str, *keys: str) -> Values:
    """No value of these, for one reason."""
    return dict.fromkeys(keys, reason)


BUYERLESS = (*BUYER_TALK, *BOTH, *ASKED_BUYER, *FELT)
