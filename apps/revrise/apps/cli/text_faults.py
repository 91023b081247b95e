"""What is wrong with a file of rubrics or trackers, said on the command line."""

from collections.abc import Sequence

from attrs import asdict

from revrise.apps.cli.acting import show_json
from revrise.apps.cli.echo import echo
from revrise.services.toml_faults import Fault


def say_faults(found: Sequence[Fault], name: str, *, as_json: bool) -> int:
    """Says each on a line; the exit code of that."""
    if as_json:
        show_json({"ok": False, **asdict(found[0]), "faults": [asdict(one) for one in found]})
        return 1
    for one in found:
        advice = f" ({one.remedy})" if one.remedy else ""
        at = f"{name}:{one.line}"
        echo(f"{at}: {one.key}: {one.problem}{advice}".replace(": :", ":"), err=True)
    return 1
