"""Every command explains itself, and a mistyped one is named with the way out."""

from collections.abc import Iterator

import pytest
import rich_click as click
from tests.support.in_process import revrise

from revrise.apps.cli.main import COMMANDS, cli


def commands(group: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every group and command of the tree by its words."""
    yield above
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        _, command, _ = group.resolve_command(ctx, [name])
        path = (*above, name)
        if isinstance(command, click.Group):
            yield from commands(command, path)
        else:
            yield path


EVERY = list(commands(cli))


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_help_says_how_a_command_is_used(command: tuple[str, ...]) -> None:
    answer = revrise(*command, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert f"Usage: {' '.join(('revrise', *command))}" in " ".join(answer.out.split())


# What stands above other commands does nothing itself.
DOING = [one for one in EVERY if not any(other[: len(one)] == one != other for other in EVERY)]


@pytest.mark.parametrize("command", [one for one in DOING if len(one) > 1], ids=" ".join)
def test_every_command_answers_in_json_too(command: tuple[str, ...]) -> None:
    assert "--json" in revrise(*command, "--help").out


def test_the_first_page_lists_every_command_with_what_it_is_for() -> None:
    shown = " ".join(revrise("--help").out.replace("│", " ").split())
    for name, purpose in COMMANDS.items():
        assert f"{name} {purpose}" in shown


@pytest.mark.parametrize("typed", ["pipelin", "cals", "nonsense"])
def test_an_unknown_command_is_a_usage_error_that_shows_the_way_out(typed: str) -> None:
    answer = revrise(typed)
    assert (answer.code, answer.out) == (2, "")
    assert typed in answer.err
    assert "--help" in answer.err


@pytest.mark.parametrize(("typed", "meant"), [("pipelin", "pipeline"), ("reward", "rewards")])
def test_a_mistyped_command_is_guessed(typed: str, meant: str) -> None:
    said = revrise(typed).err
    assert "Did you mean" in said
    assert f"'{meant}'" in said
