"""Next steps as the API shows and takes them."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from revrise.apps.api.views.common import Command


class NextStep(Struct):
    """Something that waits for you now."""

    id: str
    kind: str
    about: str
    detail: str
    href: Annotated[str, Meta(description="The page where it is done.")]
    minutes: Annotated[int, Meta(description="What such a thing takes as a rule.")]
    due_at: datetime | None = None
    late_days: Annotated[int | None, Meta(description="Negative before it is due.")] = None


class NextSteps(Struct):
    """The few that press most, the most pressing first; and those set aside."""

    items: list[NextStep]
    aside: list[NextStep]


class SettingAside(Command):
    """Whether it is done, open again, or until when it stays away."""

    state: Annotated[str, Meta(pattern="^(done|snoozed|open)$", examples=["snoozed"])]
    until: Annotated[
        str,
        Meta(
            pattern="^(tomorrow|next_week)$",
            description="Of a snoozed step: the first moment of tomorrow, or of next Monday, UTC.",
            examples=["tomorrow"],
        ),
    ] = "tomorrow"
