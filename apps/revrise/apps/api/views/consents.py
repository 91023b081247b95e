"""Consents to what is done with a call."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Version, View


class SetConsent(Command):
    """What is known now, and how."""

    consent: Annotated[
        str,
        Meta(
            pattern="^(all-party|seller-only|withdrawn)$",
            description="all-party: everybody agreed; seller-only: our side; withdrawn: none.",
            examples=["all-party"],
        ),
    ]
    evidence: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=2_000,
            description="How it is known.",
            examples=["E-mail of 3 March"],
        ),
    ]
    jurisdiction: Annotated[
        str, Meta(max_length=40, description="Where they were.", examples=["DE"])
    ] = "unknown"
    separately: Annotated[bool, Meta(description="They agreed to each purpose by itself.")] = False


class ConsentSet(View):
    """How many words of participants changed."""

    changed: int


class Consent(View):
    """One participant's word on one purpose."""

    id: str
    version: Version
    call_id: str | None = None
    participant: str | None = None
    purpose: Annotated[
        str | None, Meta(description="record, transcribe, analyse, coach or train.")
    ] = None
    basis: Annotated[
        str | None, Meta(description="consent, contract, legal_duty or not_asked.")
    ] = None
    jurisdiction: str | None = None
    given_at: datetime | None = None
    evidence: str | None = None
    withdrawn_at: datetime | None = None
    source: Annotated[
        str | None, Meta(description="stated, page, notice, email or import; null: stated.")
    ] = None
    separate: Annotated[
        bool | None, Meta(description="Whether it was given to this purpose by itself.")
    ] = None
    text_version: Annotated[
        str | None, Meta(description="The version of the text they were shown.")
    ] = None
