"""What many commands and views share."""

from datetime import datetime
from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType

Absent = UnsetType
ABSENT = UNSET

Id = Annotated[str, Meta(min_length=1, max_length=80, description="An id, e.g. `deal_0195…`.")]
Text = Annotated[str, Meta(max_length=2_000)]
Line = Annotated[str, Meta(min_length=1, max_length=300)]
Words = Annotated[str, Meta(max_length=100_000)]
Count = Annotated[int, Meta(ge=0)]
Time = Annotated[
    datetime,
    Meta(tz=True, description="RFC 3339, in UTC.", examples=["2026-03-01T09:30:00Z"]),
]
Version = Annotated[
    int, Meta(ge=1, description="Goes up with every change; also the ETag.", examples=[3])
]
Tongue = Annotated[str, Meta(pattern="^(en|zh)$", description="en or zh.", examples=["en"])]
Free = dict[str, Any]


class Command(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Something to do; unknown fields are refused."""


class View(Struct):
    """Something shown. A field hidden from you is null, or absent where you may never see it."""


class Amount(Struct, forbid_unknown_fields=True):
    """An exact amount of money."""

    amount: Annotated[
        str,
        Meta(
            pattern=r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,3})?$",
            description="Major units as a decimal text, exact.",
            examples=["12500.00"],
        ),
    ]
    currency: Annotated[
        str,
        Meta(pattern="^[A-Z]{3}$", description="ISO 4217.", examples=["CNY"]),
    ]


class Accepted(View):
    """Work that goes on in the background: look at the job until it has ended."""

    job: Annotated[str, Meta(description="The job's id.", examples=["job_0195…"])]
    href: Annotated[str, Meta(description="Where to look.", examples=["/v1/jobs/job_0195…"])]


class Item(View):
    """What became of one item of a batch, in the order they were sent."""

    index: Annotated[int, Meta(ge=0, description="Its place in the request, from 0.")]
    status: Annotated[int, Meta(ge=200, le=599, description="The HTTP status it would have got.")]
    id: Annotated[str | None, Meta(description="The thing's id, where there is one.")] = None
    problem: Annotated[Free | None, Meta(description="The problem, as for a single request.")] = (
        None
    )


class Batch(View):
    """One result an item; each item stood or fell alone."""

    items: list[Item]
    succeeded: Count
    failed: Count
