"""How a plugin declares its settings: one typed field each, with a description."""

from collections.abc import Callable
from typing import Any

from attrs import NOTHING, field


def setting(
    description: str,
    default: Any = NOTHING,
    *,
    validator: Callable[[Any, Any, Any], Any] | None = None,
    secret: bool | None = None,
) -> Any:
    """A field of a config class, with its description.

    `points: int = setting("Points for a won deal", 100)`

    Required where no default is given. The description shows in the JSON Schema, the admin form
    and the documentation; `validator` is one of attrs and may raise ValueError.

    A `secret` text is never shown, and stored only as where it is kept (`env:NAME`,
    `file:/path`). Left out, the name decides: `token`, `…_secret`, `password`, `api_key`.
    """
    metadata: dict[str, Any] = {"description": description}
    if secret is not None:
        metadata["secret"] = secret
    return field(default=default, validator=validator, metadata=metadata)
