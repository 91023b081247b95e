"""Calls are measured in one place, so that every door hears the same detectors."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2] / "apps"
ANALYSE = re.compile(r"^\s*from revrise\.core\.conversations\.analysis import .*\banalyse\b", re.M)
# The second only warms the phrases of an empty server; nobody sees what it measures.
ALLOWED = {"revrise/services/measures/analysing.py", "revrise/apps/server/serve.py"}


def test_only_the_analyst_measures_calls():
    found = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if ANALYSE.search(path.read_text("utf-8"))
    }
    assert found == ALLOWED


def test_another_way_would_be_found():
    planted = "    from revrise.core.conversations.analysis import CallAnalysis, analyse\n"
    assert ANALYSE.search(planted)
    assert not ANALYSE.search("from revrise.core.conversations.analysis import CallAnalysis\n")
