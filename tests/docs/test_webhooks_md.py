"""docs/webhooks.md names the events that receivers may ask for, all of them and no others."""

import re
from pathlib import Path

from revrise.core.webhooks.names import NAMES

TEXT = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")


def test_the_table_names_every_event_and_no_other() -> None:
    table = TEXT.split("| event | subject | data |", 1)[1].split("\n\n", 1)[0]
    firsts = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    assert sorted(re.findall(r"`([a-z_.]+)`", " ".join(firsts))) == sorted(NAMES)
