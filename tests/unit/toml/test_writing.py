"""Data written as TOML say the same again; what was not changed in a text keeps its lines."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.toml_parts import rewritten
from revrise.core.toml_statements import comments
from revrise.core.toml_text import written
from revrise.plugins import rubrics

FILES = sorted(Path(rubrics.__path__[0]).glob("*.toml"))
LISTS = ("criteria", "blockers")
TEXT = """\
# On top.
id = "own"   # its id
title = { en = "Own # one" }

# About the first.
[[criteria]]
id = "one"
weight = 1   # a weight
[criteria.anchors]
en = ["a", "b"]

# About the second.
[[criteria]]
id = "two"
weight = 2
"""

keys = st.text(min_size=1, max_size=8)
values = st.recursive(
    st.text(max_size=40) | st.integers(-(2**60), 2**60) | st.booleans()
    | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(st.dictionaries(keys, values, max_size=5))
def test_data_come_back_as_they_were_written(data: dict[str, Any]) -> None:
    assert tomllib.loads(written(data)) == data


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_rubric_comes_back_and_its_lines_stay_short(file: Path) -> None:
    data = tomllib.loads(file.read_text("utf-8"))
    text = written(data)
    assert tomllib.loads(text) == data
    assert max(map(len, text.splitlines())) <= 120


def changed(text: str, change: Any, lists: tuple[str, ...] = LISTS) -> str:
    after = tomllib.loads(text)
    change(after)
    return rewritten(text, tomllib.loads(text), after, lists)


def test_nothing_changed_is_the_very_text() -> None:
    assert changed(TEXT, lambda _: None) == TEXT


def test_a_key_that_is_changed_keeps_its_comments_above_it_and_all_else_its_lines() -> None:
    text = changed(TEXT, lambda one: one["criteria"][0].update(weight=3))
    assert text == TEXT.replace("weight = 1   # a weight", "# a weight\nweight = 3")


ODD = """\
[[criteria]]
title.en = "One" # English
id = 'one' # not [a list
"odd key" = [ # many
  "a]", # first
  "b",
]
title.zh = "一"
[criteria.measure]
kind = "topics"
[criteria.measure.topics."a.b"]
phrases = ["x"]
# of the anchors
[criteria.anchors]
en = \"\"\"
id = 3
[criteria.x]
\"\"\"
"""


@pytest.mark.parametrize(
    ("key", "value", "gone", "come"),
    [
        ("id", "two", "id = 'one' # not [a list\n", '# not [a list\nid = "two"\n'),
        ("weight", 3, "", "weight = 3\n[criteria.measure]\n"),
        ("odd key", ["c"], '"odd key" = [ # many\n  "a]", # first\n  "b",\n]\n',
         '# many\n# first\n"odd key" = ["c"]\n'),
        ("anchors", {"en": "z"}, ODD[ODD.index("# of the anchors") :],
         '# of the anchors\nanchors = { en = "z" }\n'),
        ("measure", {"kind": "human"}, ODD[ODD.index("[criteria.measure]") : ODD.index("# of")],
         'measure = { kind = "human" }\n'),
    ],
)  # fmt: skip
def test_whatever_its_layout_only_the_key_that_changes_is_written(
    key: str, value: Any, gone: str, come: str
) -> None:
    text = changed(ODD, lambda one: one["criteria"][0].update({key: value}))
    wanted = tomllib.loads(ODD)
    wanted["criteria"][0][key] = value
    assert tomllib.loads(text) == wanted
    assert come in text
    kept = ODD.replace(gone, "") if gone else ODD
    assert set(kept.splitlines()) - set(text.splitlines()) == set()


def test_parts_move_with_their_comments_and_a_new_one_stands_where_it_was_put() -> None:
    def change(one: dict[str, Any]) -> None:
        one["criteria"] = [one["criteria"][1], {"id": "new", "weight": 9}, one["criteria"][0]]

    text = changed(TEXT, change)
    assert comments(text) == [
        "# On top.", "# its id", "# About the second.", "# About the first.", "# a weight"
    ]  # fmt: skip
    assert "weight = 1   # a weight" in text
    assert [one["id"] for one in tomllib.loads(text)["criteria"]] == ["two", "new", "one"]


def test_comments_of_a_part_go_with_it_and_a_text_in_quotes_is_none() -> None:
    text = changed(TEXT, lambda one: one["criteria"].pop(0))
    assert comments(text) == ["# On top.", "# its id", "# About the second."]
    text = changed(TEXT, lambda one: one.update(id="other"))
    assert comments(text)[:2] == ["# On top.", "# its id"]
    assert 'en = "Own # one"' in text


@pytest.mark.parametrize(
    "text",
    [
        '# Mine.\nid = "own"\ncriteria = [{ id = "one", weight = 1 }] # all\n',
        '# Mine.\nid = "own"\n[[criteria]] # all\nid = "one"\nweight = 1\n[title]\nen = "Own"\n',
        '# Mine.\n# all\n[["criteria"]]\nid = """\n[[criteria]]\n"""\nweight = 1\n',
    ],
)
def test_a_text_laid_out_otherwise_is_written_anew_with_all_its_comments(text: str) -> None:
    after = tomllib.loads(changed(text, lambda one: one["criteria"][0].update(weight=5)))
    wanted = tomllib.loads(text)
    wanted["criteria"][0]["weight"] = 5
    assert after == wanted
    assert comments(changed(text, lambda one: one["criteria"][0].update(weight=5))) == [
        "# Mine.", "# all"
    ]  # fmt: skip


def test_an_empty_table_that_the_text_lacks_changes_nothing() -> None:
    before = tomllib.loads(TEXT)
    before["criteria"][1]["anchors"] = {}
    assert rewritten(TEXT, before, before, LISTS) == TEXT
    after = tomllib.loads(TEXT)
    after["criteria"][1]["anchors"] = {}
    after["id"] = "other"
    text = rewritten(TEXT, before, after, LISTS)
    assert text.endswith(TEXT[TEXT.index("# About the second.") :])
