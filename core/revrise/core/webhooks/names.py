"""Which events receivers may be told of; docs/webhooks.md says what each holds."""

from difflib import get_close_matches
from fnmatch import fnmatchcase

_WORDS = {
    "call": "added scored blocked failed corrected mentioned commented reviewed",
    "tracker": "heard",
    "call_arrival": "waits",
    "dispute": "raised decided",
    "deal": "added advanced won lost synced",
    "plan": "proposed accepted completed due",
    "gap": "found",
    "course": "assigned completed due submitted approved returned",
    "role_play": "passed failed",
    "one_on_one": "planned",
    "consent": "withdrawn answered",
    "points": "granted",
    **dict.fromkeys(("team", "person", "product", "account", "card"), "synced"),
}
NAMES: tuple[str, ...] = tuple(
    f"{noun}.{verb}" for noun, verbs in _WORDS.items() for verb in verbs.split()
)


def known(wanted: str) -> bool:
    """Whether a name or pattern fits any of them."""
    return any(fnmatchcase(name, wanted) for name in NAMES)


def closest(wanted: str) -> str:
    """What was probably meant; empty where nothing is like it."""
    return next(iter(get_close_matches(wanted, NAMES, 1)), "")
