"""The role and the table of expectations that docs/policy.md shows are taken as they stand."""

import re
from pathlib import Path

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings


def test_what_is_shown_is_a_policy_and_its_table_holds(root: Path, tmp_path: Path) -> None:
    shown = (root / "docs" / "policy.md").read_text(encoding="utf-8")
    role, table = re.findall(r"```toml\n(.*?)```", shown, re.DOTALL)
    app = RevRise(Settings(data_dir=str(tmp_path)))
    owner = app.actor()
    text = app.policy_desk.show(owner).text + "\n" + role
    document = app.policy_desk.check(text, owner)
    assert "team_lead" in {one.name for one in document.roles}
    assert [one.wrong for one in app.policy_test.run(table, owner, document) if one.wrong] == []
    app.engine.dispose()
