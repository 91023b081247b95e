"""What stopped calls, and that they are started again."""

from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Accepted, Count, Time, View


class Cause(View):
    """One thing to mend, for all calls that wait for it."""

    id: Annotated[str, Meta(description="The cause's id.", examples=["cause_5f0c…"])]
    remedy: Annotated[str, Meta(description="What to do.", examples=["set speech.model"])]
    calls: Annotated[int, Meta(ge=1, description="How many wait for it.")]
    error: Annotated[
        str | None,
        Meta(description="What stopped most of them; null for calls of before this was kept."),
    ]
    errors: Annotated[int, Meta(ge=0, description="How many different errors it was.")]
    since: Annotated[
        Time | None, Meta(description="When the first of them stopped; null likewise.")
    ]
    job: Annotated[
        str | None, Meta(description="The job that starts them again at this moment.")
    ] = None


class StoppedCalls(View):
    """The causes, those of most calls first."""

    items: list[Cause]


class CallsRestarted(Accepted):
    """A job starts them: look at it until it has ended."""

    calls: Annotated[Count, Meta(description="How many waited when it was asked for.")]
