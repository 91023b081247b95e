"""Options that say who speaks in a file, and how."""

from collections.abc import Callable
from typing import Any

import rich_click as click

from revrise.services.calls.reading import DELAY_MS

_OPTIONS = (
    click.option("--seller", metavar="NAME", help="Who sells: a speaker's name or ref."),
    click.option("--seller-channel", type=int, help="Which channel sells, from 0."),
    click.option(
        "--channel-delay-ms",
        type=click.IntRange(-DELAY_MS, DELAY_MS),
        default=0,
        help="How much later the second channel began; negative: the first.",
    ),
    click.option("--language", help="Language of the call, where it is not clear: en | zh."),
)


def speaking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
