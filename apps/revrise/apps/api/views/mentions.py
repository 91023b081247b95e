"""Whom a comment may mention."""

from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, View


class MentionQuery(Command):
    """What was typed after the @, and who is to read the comment."""

    typed: Annotated[str, Meta(max_length=80)] = ""
    shared: Annotated[str, Meta(pattern="^(rep|coaches)$")] = "rep"


class Named(View):
    """Somebody, by name."""

    person_id: str
    name: str


class Mentionable(View):
    """Whom a comment may mention, the best first; 8 at most."""

    items: list[Named]
