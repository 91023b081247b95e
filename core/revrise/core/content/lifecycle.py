"""The states of a version of content, and the one table of the steps between them."""

from collections.abc import Mapping

from revrise.core.errors import Refused

STATES = ("draft", "in_review", "approved", "published", "expired", "retired")
# (state, step) → the state after it. What is not here is not possible. `agree` is the approval of
# one of several, `approve` the last that was needed; `withdraw` is the author's, `send_back` an
# approver's.
MOVES: Mapping[tuple[str, str], str] = {
    ("draft", "submit"): "in_review",
    ("draft", "retire"): "retired",
    ("in_review", "agree"): "in_review",
    ("in_review", "approve"): "approved",
    ("in_review", "send_back"): "draft",
    ("in_review", "withdraw"): "draft",
    ("approved", "publish"): "published",
    ("approved", "send_back"): "draft",
    ("approved", "withdraw"): "draft",
    ("approved", "retire"): "retired",
    ("published", "expire"): "expired",
    ("published", "retire"): "retired",
    ("expired", "renew"): "published",
    ("expired", "retire"): "retired",
}
_REACHED = {
    "submit": "in_review",
    "agree": "approved",
    "approve": "approved",
    "send_back": "draft",
    "withdraw": "draft",
    "publish": "published",
    "expire": "expired",
    "renew": "published",
    "retire": "retired",
}


def after(state: str, step: str, culprit: str = "") -> str:
    """The state a step leads to. Raises Refused for a step that is not in the table."""
    try:
        return MOVES[state, step]
    except KeyError:
        raise Refused(
            f"a version that is {state} cannot become {_REACHED.get(step, step)}",
            culprit=culprit,
            remedy=f"possible now: {', '.join(possible(state)) or 'nothing'}",
        ) from None


def possible(state: str) -> tuple[str, ...]:
    """The steps that lead on from a state."""
    return tuple(step for at, step in MOVES if at == state)
