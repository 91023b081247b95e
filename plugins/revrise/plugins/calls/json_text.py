"""JSON that may be hostile."""

import json
from typing import Any, BinaryIO, NoReturn

from revrise.core.errors import Invalid
from revrise.plugins.calls import encoding


def json_of(stream: BinaryIO, name: str, limit: int) -> Any:
    """The value in a JSON file; of keys that occur twice the last one counts.

    Raises Invalid naming file and line for broken JSON, NaN or Infinity, or nesting too deep.
    """
    text = encoding.text_of(stream, name, limit)

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
