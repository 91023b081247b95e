"""Errors named after what the caller should do about them.

The caller's doing: `Invalid`, `NotFound`, `Refused`, `Conflict`. The world's: `Retriable`,
`Fatal`. Only the edges (CLI, API) turn them into exit codes or HTTP.
"""


class RevRiseError(Exception):
    """Something RevRise can name, with the way out.

    `culprit` names the file, line, field or key at fault; `remedy` is the sentence that says
    what to do. Both may be empty.
    """

    def __init__(self, message: str, *, culprit: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.culprit = culprit
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: culprit, what is wrong, the way out."""
        head = f"{self.culprit}: {self.message}" if self.culprit else self.message
        return f"{head} ({self.remedy})" if self.remedy else head


class Invalid(RevRiseError):
    """The input is wrong; change it and try again."""


class NotFound(RevRiseError):
    """There is no such thing, or none that the actor may see: the two look alike."""


class Refused(RevRiseError):
    """The actor may not do this, or a rule of the business forbids it."""


class Withheld(Refused):
    """Consent is missing. Whoever raises it has written the refusal down already."""


class Conflict(RevRiseError):
    """Somebody else changed it first, or it is in the wrong state; look again."""


class Stale(Conflict):
    """Somebody else changed it since it was read; load it again and repeat the change."""


class Clash(Conflict):
    """What was to be put in is there already, or what it points at went: look and decide again.

    Storage raises it, mostly of somebody who did the same meanwhile.
    """


class Retriable(RevRiseError):
    """The world failed for now; the same call may work later."""


class Busy(Retriable):
    """Somebody else's system asks to wait: `wait_s` seconds, where it said so, else None."""

    def __init__(
        self, message: str, *, wait_s: float | None = None, culprit: str = "", remedy: str = ""
    ) -> None:
        super().__init__(message, culprit=culprit, remedy=remedy)
        self.wait_s = wait_s


class Fatal(RevRiseError):
    """The world failed and will go on failing until somebody mends it."""


class Full(Fatal):
    """There is no room left on a disk: nothing was written; free some and do it again."""


class Misconfigured(Fatal):
    """A setting, mapping or plugin configuration is wrong; `culprit` names the key."""
