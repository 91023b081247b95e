"""JSON that may be hostile."""

import json
from typing import Any, BinaryIO, NoReturn

from revrise.core.errors import Invalid
from revrise.plugins.calls import encoding

_MOST_PARTS = 3_000_000
"""Objects and lists: a day of words has 700,000. An empty one takes 64 bytes of memory."""


def json_of(stream: BinaryIO, name: str, limit: int) -> Any:
    """The value in a JSON file; of keys that occur twice the last one counts.

    Raises Invalid naming file and line for broken JSON, NaN or Infinity, nesting too deep, or
    millions of parts.
    """
    text = encoding.text_of(stream, name, limit)
    if text.count("{") + text.count("[") > _MOST_PARTS:
        remedy = "give the transcript of one call"
        raise Invalid(f"has more than {_MOST_PARTS:,} parts", culprit=name, remedy=remedy)

    def constant(value: str) -> NoReturn:
        raise Invalid(f"{value} is no number", culprit=name, remedy="leave the value out")

    try:
        return json.loads(text, parse_constant=constant)
    except json.JSONDecodeError as error:
        culprit = f"{name}:{error.lineno}"
        problem = f"broken JSON at column {error.colno}: {error.msg}"
        raise Invalid(problem, culprit=culprit, remedy="export the transcript again") from None
    except RecursionError:
        raise Invalid("nested too deep", culprit=name, remedy="no transcript looks so") from None
    except ValueError as error:  # a number of thousands of digits
        raise Invalid(str(error), culprit=name, remedy="export the transcript again") from None
