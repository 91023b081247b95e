"""What a call is called: as somebody typed it, or made of what its file or source is called."""

import re
from pathlib import PurePath

from revrise.core.errors import Invalid

# How many characters a title may have.
LONGEST = 300
# Nobody types them: controls, which steer a terminal, NUL, and halves of a character.
_UNTYPED = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]")
_NAMELESS = "–"


def typed(title: str) -> str:
    """A title somebody gives, in one line.

    Raises Invalid for none, one that is too long and one with control characters.
    """
    title = " ".join(title.split())
    if not title or len(title) > LONGEST or _UNTYPED.search(title):
        remedy = f"1 to {LONGEST} characters that can be typed"
        raise Invalid("must be short", culprit="title", remedy=remedy)
    return title


def cleaned(name: str) -> str:
    """What a source calls something, as a title: in one line, no longer than one may be."""
    kept = _UNTYPED.sub("", " ".join(name.split()))
    return " ".join(kept.split())[:LONGEST].strip()


def of_file(name: str) -> str:
    """The title of what is in a file: its name without the ending, where that leaves something."""
    return cleaned(PurePath(name).stem) or cleaned(name) or _NAMELESS
