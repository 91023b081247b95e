"""A model as a file: the same bytes both ways, and what is refused by name."""

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.learning_calls import calls

from revrise.core.conversations.learned.examples import TASKS, examples
from revrise.core.conversations.learned.model import Checked, Labels, LinearModel
from revrise.core.conversations.learned.model_json import MOST_BYTES, parse, render
from revrise.core.conversations.learned.training import train
from revrise.core.errors import Invalid

NUMBERS = st.floats(-100, 100).map(lambda one: round(one, 4))
SHARES = st.none() | st.floats(0, 1)
FIGURES = st.fixed_dictionaries(
    {
        "precision": SHARES,
        "recall": SHARES,
        "f1": SHARES,
        "ci95": st.none() | st.lists(st.floats(0, 1), min_size=2, max_size=2),
    }
)
COUNTS = st.integers(1, 1 << 40)
SIGNS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip)
MODELS = st.builds(
    LinearModel,
    st.sampled_from(TASKS),
    st.lists(st.sampled_from(["en", "zh", "de"]), unique=True).map(tuple),
    NUMBERS,
    NUMBERS,
    st.dictionaries(SIGNS, NUMBERS, max_size=20),
    COUNTS,
    NUMBERS,
    st.builds(Labels, COUNTS, COUNTS, COUNTS, st.just("0a" * 32)),
    st.builds(Checked, COUNTS, FIGURES, FIGURES),
)


@cache
def document():
    return json.loads(render(train("objections", examples("objections", calls()))))


def put(path, value):
    """The document of a good model with one value changed, or taken away."""
    changed = json.loads(json.dumps(document()))
    *way, last = path
    at = changed
    for key in way:
        at = at[key]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return json.dumps(changed).encode()


@settings(deadline=None)
@given(MODELS)
def test_a_model_comes_back_as_it_was_and_so_do_its_bytes(model):
    text = render(model)
    again = parse(text.encode(), "m.json")
    assert again == model
    assert render(again) == text


@pytest.mark.parametrize(
    ("path", "value", "culprit"),
    [
        (["schema"], "revrise.linear-model/2", "m.json: schema"),
        (["task"], "acts", "m.json: task"),
        (["signs"], 99, "m.json: signs"),
        (["base"], float("inf"), "m.json"),
        (["base"], float("nan"), "m.json"),
        (["base"], None, "m.json: base"),
        (["base"], True, "m.json: base"),
        (["enough"], 10**400, "m.json: enough"),
        (["weights", "w x"], "1", "m.json: weights.w x"),
        (["weights", "w x"], 101, "m.json: weights.w x"),
        (["weights", " "], 1, "m.json: weights.' '"),
        (["weights", "y" * 500], 1, f"m.json: weights.{'y' * 60!r}"),
        (["weights"], [], "m.json: weights"),
        (["languages"], ["not a tag"], "m.json: languages"),
        (["labels", "digest"], "xyz", "m.json: labels.digest"),
        (["labels", "lines"], 0, "m.json: labels.lines"),
        (["labels", "lines"], 1 << 60, "m.json: labels.lines"),
        (["checked", "learned", "f1"], 2, "m.json: checked.learned.f1"),
        (["checked", "learned", "ci95"], [0.1], "m.json: checked.learned.ci95"),
        (["checked", "rules"], ..., "m.json: checked.rules"),
        (["labels"], ..., "m.json: labels"),
        (["date"], "2026", "m.json: date"),
    ],
)
def test_what_is_wrong_is_named_with_the_way_out(path, value, culprit):
    with pytest.raises(Invalid) as caught:
        parse(put(path, value), "m.json")
    assert caught.value.culprit == culprit
    assert caught.value.remedy or "must be" in caught.value.message


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"\xff", "no JSON"),
        (b"{", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "must be an object"),
        (b'{"schema": 1, "schema": 2}', "'schema' is there twice"),
        (b'{"base": -Infinity}', "-Infinity is no number"),
        (b" " * (MOST_BYTES + 1), "larger than 16 MB"),
    ],
)
def test_what_is_no_model_at_all_is_refused(raw, says):
    with pytest.raises(Invalid, match=says) as caught:
        parse(raw, "m.json")
    assert caught.value.culprit == "m.json"


@given(st.binary(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
).map(lambda one: json.dumps(one).encode()))  # fmt: skip
def test_nothing_but_a_model_is_read_as_one(raw):
    with pytest.raises(Invalid):
        parse(raw, "m.json")
