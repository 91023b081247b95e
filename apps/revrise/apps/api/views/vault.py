"""The keys of what is kept encrypted: ids, ages and counts, never a key."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Count, View


class TenantKey(View):
    """A key that wraps the data keys of this organisation."""

    id: str
    state: Annotated[str, Meta(description="active, or retiring once a newer one follows.")]
    made_at: datetime
    master: Annotated[str, Meta(description="The id of the master key that wraps it.")]
    wraps: Annotated[Count, Meta(description="Data keys that it wraps now.")]


class SealedKind(View):
    """The data keys of one kind of thing."""

    kind: Annotated[str, Meta(description="call (words), blob (files) or token (secrets).")]
    active: Count
    shredded: Count
    stale: Annotated[Count, Meta(description="Wrapped by an older tenant key.")]
    oldest: Annotated[datetime | None, Meta(description="When the oldest in use was made.")]


class VaultStatus(View):
    """How the keys stand."""

    master: Annotated[str, Meta(description="The id of the master key that wraps now.")]
    tenant: Annotated[str, Meta(description="The id of the tenant key that wraps now.")]
    stale_tenants: Count
    stale: Annotated[Count, Meta(description="Data keys still to be wrapped anew.")]
    active: Count
    shredded: Count
    plain: Annotated[Count, Meta(description="Cells that are not encrypted yet.")]
    tenants: list[TenantKey]
    kinds: list[SealedKind]


class Rotated(View):
    """A rotation; its job shows how far the wrapping is."""

    keys: Annotated[Count, Meta(description="Data keys that are to be wrapped anew.")]
    job: Annotated[str | None, Meta(description="None where there is nothing to wrap.")]


class Shred(Command):
    """What nobody is to read again."""

    kind: Annotated[
        str, Meta(pattern="^(call|blob)$", description="call or blob.", examples=["call"])
    ]
    subject_id: Annotated[
        str,
        Meta(min_length=1, max_length=80, description="A call's id, or the SHA-256 of a file."),
    ]
    reason: Annotated[
        str,
        Meta(
            pattern="^(erasure|withdrawal|retention|leak|mistake)$",
            description="erasure, withdrawal, retention, leak or mistake.",
            examples=["withdrawal"],
        ),
    ]


class Shredded(View):
    """How many keys there were; 0 when they were gone already."""

    keys: Count
