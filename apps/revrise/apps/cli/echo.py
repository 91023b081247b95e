"""Lines on the terminal: nothing that people said or named steers it."""

import re

import rich_click as click

# Control characters, but for tabs and the ends of lines.
_STEERS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")


def visible(text: str) -> str:
    """The text with U+FFFD for each control character."""
    return _STEERS.sub("\ufffd", text)


def echo(text: object = "", *, err: bool = False, nl: bool = True) -> None:
    """A line on stdout, or on stderr; without its end where `nl` is false."""
    click.echo(visible(str(text)), err=err, nl=nl)
