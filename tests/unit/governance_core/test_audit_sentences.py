"""Every action the code writes into the trail has words in both languages."""

import re
from pathlib import Path

import pytest

from revrise.services.auditing.sentences import families, sentence
from revrise.services.auditing.words import THINGS

ROOT = Path(__file__).parents[3] / "apps" / "revrise" / "services"
WRITTEN = re.compile(r'\.record\(\s*"([a-z_]+\.[a-z_]+)"')


def actions() -> list[str]:
    found = {one for path in ROOT.rglob("*.py") for one in WRITTEN.findall(path.read_text("utf-8"))}
    return sorted(found)


@pytest.mark.parametrize("action", actions())
def test_an_action_is_a_sentence(action: str) -> None:
    assert sentence(action, "en") != action
    assert re.search("[\u4e00-\u9fff]", sentence(action, "zh"))


def test_what_nobody_has_words_for_is_shown_as_it_is() -> None:
    assert sentence("plugin_x.did", "en") == "plugin_x.did"
    assert sentence("deal.advanced", "en") == "advanced a deal"
    assert sentence("deal.advanced", "zh") == "推进了商机"
    assert len(families("zh")) == len(THINGS)
