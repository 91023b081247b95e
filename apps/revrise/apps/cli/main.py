"""The entry point: groups are imported when used, errors become one line and an exit code."""

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

import rich_click as click
from click import Context

from revrise.core.errors import (
    Conflict,
    Misconfigured,
    Refused,
    Retriable,
    RevRiseError,
)

# name → (module, what it is for); help must not import a command to list it.
COMMANDS = {
    "access": "How far people and teams see, and roles in time.",
    "attribution": "Which contacts and behaviours go with results, and how sure that is.",
    "audit": "Verify, sign and export the audit chain.",
    "assist": "Ask a language model about calls.",
    "calls": "Add, analyse and show calls.",
    "clips": "Stretches of calls worth hearing again.",
    "coach": "Gaps with evidence, coaching plans.",
    "comments": "What people say of calls, and whom they mention.",
    "config": "Show settings and where they come from.",
    "consent": "Ask contacts, import consent, notices, rules by place.",
    "content": "The library: draft, review, publish.",
    "crm": "Bring accounts, contacts and deals in.",
    "db": "The database's schema.",
    "demo": "A simulated company goes through the whole loop.",
    "disputes": "Levels that the person scored says are wrong.",
    "doctor": "Check that everything works.",
    "home": "What to do next: list, snooze, done, again.",
    "intake": "Calls that come in by machine: sources, inbox.",
    "jobs": "Work in the background: list, show, retry, cancel; who works.",
    "keys": "API keys: how programs act for you.",
    "learn": "Courses and enrolments.",
    "metrics": "What metrics of calls mean, and what is usual.",
    "migrate": "Bring the database to this version, then end.",
    "notifications": "What you were told.",
    "people": "Who is who.",
    "pipeline": "Deals: report and moves.",
    "plugins": "See, check and write plugins.",
    "policy": "Who may see and do what, and why.",
    "practice": "Role-play a scenario.",
    "privacy": "Consent coverage, retention, holds, erasure, copies of people's data.",
    "reports": "Access review, consent, content, assessments, retention.",
    "rewards": "Points: run the rules, ledger, leaderboard.",
    "rubrics": "What calls are scored on: show, write, publish, certify, blind.",
    "scim": "The company's directory: its tokens, and what its groups give.",
    "serve": "The API and the web app over HTTP.",
    "speakers": "Who speaks in a call; put right, it is measured again.",
    "trackers": "What calls are listened for: show, set, check, try, heard, history.",
    "vault": "The keys of what is kept encrypted.",
    "webhooks": "Receivers of events.",
    "worker": "Run jobs until told to stop.",
}
EXIT = ((Misconfigured, 3), (Refused, 4), (Conflict, 5), (Retriable, 75))
USAGE, FAILURE = 2, 1
_DEBUG = "REVRISE_LOG_LEVEL=debug"

click.rich_click.TEXT_MARKUP = "markdown"
click.rich_click.MAX_WIDTH = 100


class Lazy(click.RichGroup):
    """A group whose commands are modules of this package."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002
        """Their names."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A stand-in that knows its help."""
        text = COMMANDS.get(cmd_name)
        return None if text is None else click.Command(cmd_name, help=text)

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The real command."""
        try:
            name, stand_in, rest = super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(error.message + _meant(args[0]), ctx) from None
        if stand_in is None or name is None:
            return name, stand_in, rest
        module = import_module(f"revrise.apps.cli.{name}")
        return name, getattr(module, name), rest


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="revrise", prog_name="revrise")
@click.option("--as", "person", metavar="PERSON", help="Act as this person (id, e-mail or name).")
@click.pass_context
def cli(ctx: Context, person: str | None) -> None:
    """Revenue enablement: train, practise, talk, coach, win, reward, attribute."""
    ctx.obj = {"person": person}


def main(args: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the process with its exit code."""
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    unreadable = [one for one in (sys.argv[1:] if args is None else args) if not _is_text(one)]
    if unreadable:
        return _fail(f"{unreadable[0]!a} is not valid text (write it in UTF-8)", USAGE)
    try:
        result = cli.main(args=args, prog_name="revrise", standalone_mode=False)
    except Exception as error:  # noqa: BLE001  # the last edge: nobody should read a traceback
        return _ended(error)
    return result if isinstance(result, int) else 0


def _ended(error: Exception) -> int:
    """Says what went wrong in a line; the exit code."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return FAILURE
    if isinstance(error, RevRiseError):
        return _fail(str(error), code(error))
    return _fail("stopped", FAILURE) if isinstance(error, click.Abort) else _unexpected(error)


def code(error: RevRiseError) -> int:
    """The exit code of an error: 3 settings, 4 refused, 5 conflict, 75 try again, else 1."""
    return next((number for kind, number in EXIT if isinstance(error, kind)), FAILURE)


def _unexpected(error: Exception) -> int:
    if os.environ.get("REVRISE_LOG_LEVEL", "").lower() == "debug":
        traceback.print_exception(error)
    if isinstance(error, OSError) and error.filename is not None:
        return _fail(f"{error.filename}: {error.strerror} (check the path)", FAILURE)
    what = f"{type(error).__name__}: {error}"
    return _fail(f"this is a mistake in RevRise: {what} (report what {_DEBUG} adds)", FAILURE)


def _is_text(argument: str) -> bool:
    """Bytes of the command line that are no text reach Python as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in argument)


def _meant(typed: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(typed, COMMANDS, n=1)
    return f" Did you mean '{close[0]}'?" if close else ""


def _fail(message: str, number: int) -> int:
    from revrise.apps.cli.echo import echo

    echo(f"revrise: {' '.join(message.split())}", err=True)
    return number
