"""Options that say who agreed that a call is recorded and analysed."""

from collections.abc import Callable
from typing import Any

import rich_click as click

from revrise.services.calls.commands import CONSENTS

_OPTIONS = (
    click.option(
        "--consent",
        type=click.Choice(CONSENTS),
        default="none",
        show_default=True,
        help="Who agreed to recording and analysis; without it nothing is analysed.",
    ),
    click.option("--jurisdiction", default="unknown", help="Where the strictest participant was."),
    click.option("--separately", is_flag=True, help="They agreed to each purpose by itself."),
)


def agreeing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
