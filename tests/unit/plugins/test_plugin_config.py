"""Settings from TOML and environment; an error names the key and the way out."""

from collections.abc import Mapping
from typing import Literal

import pytest
from attrs import asdict, frozen, validators
from hypothesis import given
from hypothesis import strategies as st

from revrise.adapters.plugins.config import structure
from revrise.adapters.plugins.failures import Failure
from revrise.adapters.plugins.schema import config_schema
from revrise.ports import setting

POINTS = "REVRISE_PLUGINS_DEAL_WON_POINTS"


@frozen
class Limits:
    daily: int = 3
    share: float = 0.5


@frozen
class Config:
    account: str = setting("Who is asked")
    points: int = setting("Points for each", 10, validator=validators.ge(1))
    teams: tuple[str, ...] = setting("Only these teams", ())
    weights: Mapping[str, float] = setting("Weight of each stage", {})
    mode: Literal["all", "first"] = setting("What counts", "all")
    active: bool = setting("Whether it runs", default=True)
    cap: int | None = setting("At most so many", None)
    limits: Limits = setting("Limits", Limits())  # noqa: RUF009


def settings(table=None, **environ):
    return structure("deal-won", Config, {"account": "a", **(table or {})}, environ)


def complaint(table, **environ):
    with pytest.raises(Failure) as caught:
        structure("deal-won", Config, table, environ)
    assert caught.value.code == "RR-PLG-008"
    return caught.value.cause


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({}, "plugins.deal-won.account: required, but not set"),
        ({"points": "ten"}, "plugins.deal-won.points: expected an integer, got 'ten'"),
        ({"points": "10"}, "plugins.deal-won.points: expected an integer, got '10'"),
        ({"points": 1.5}, "plugins.deal-won.points: expected an integer, got 1.5"),
        ({"points": True}, "plugins.deal-won.points: expected an integer, got True"),
        ({"account": "a", "points": 0}, "plugins.deal-won.points: must be >= 1: 0"),
        ({"pionts": 3}, "plugins.deal-won.pionts: unknown key; did you mean 'points'?"),
        ({"active": 1}, "plugins.deal-won.active: expected true or false, got 1"),
        ({"teams": "abc"}, "plugins.deal-won.teams: expected a list, got 'abc'"),
        ({"teams": ["a", 1]}, "plugins.deal-won.teams[1]: expected a text, got 1"),
        ({"mode": "last"}, "plugins.deal-won.mode: expected one of 'all', 'first', got 'last'"),
        ({"cap": "x"}, "plugins.deal-won.cap: expected an integer, got 'x'"),
        ({"weights": {"a": "x"}}, "plugins.deal-won.weights['a']: expected a number, got 'x'"),
        ({"limits": {"daily": "x"}}, "plugins.deal-won.limits.daily: expected an integer"),
        ({"limits": {"dialy": 1}}, "plugins.deal-won.limits: unknown key; did you mean 'daily'?"),
        (3, "plugins.deal-won: expected a table, got 3"),
    ],
)
def test_a_wrong_setting_is_named_by_its_key(table, said):
    assert said in complaint(table)


def test_every_wrong_setting_is_named_at_once():
    said = complaint({"points": "ten", "active": "yes", "tems": []})
    assert said.count("plugins.deal-won.") == 4


def test_the_environment_wins_over_the_file():
    assert settings({"points": 3}, **{POINTS: "5"}).points == 5


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("account", "10", "10"),
        ("points", "7", 7),
        ("active", "false", False),
        ("teams", '["a", "b"]', ("a", "b")),
        ("cap", "4", 4),
        ("limits", "{daily = 9}", Limits(daily=9)),
        ("mode", "first", "first"),
    ],
)
def test_a_variable_is_read_as_its_field_needs(key, text, value):
    config = settings({}, **{f"REVRISE_PLUGINS_DEAL_WON_{key.upper()}": text})
    assert getattr(config, key) == value


def test_a_wrong_variable_is_named_as_the_operator_knows_it():
    said = complaint({"account": "a"}, **{POINTS: "ten"})
    assert said == f"{POINTS}: expected an integer, got 'ten'"


def test_a_variable_of_a_plugin_with_a_longer_name_is_not_taken():
    environ = {"REVRISE_PLUGINS_DEAL_WON_TWICE_CAP": "1"}
    config = structure("deal-won", Config, {"account": "a"}, environ, ["deal-won-twice"])
    assert config == Config("a")


def test_a_plugin_without_settings_refuses_any():
    with pytest.raises(Failure, match=r"plugins\.deal-won\.x: the plugin has no settings"):
        structure("deal-won", None, {"x": 1}, {})


SETTINGS = st.fixed_dictionaries(
    {"account": st.text()},
    optional={
        "points": st.integers(1),
        "teams": st.lists(st.text()),
        "weights": st.dictionaries(st.text(), st.floats(allow_nan=False)),
        "mode": st.sampled_from(["all", "first"]),
        "active": st.booleans(),
        "cap": st.none() | st.integers(),
        "limits": st.fixed_dictionaries({}, optional={"daily": st.integers()}),
    },
)


@given(SETTINGS)
def test_right_settings_come_out_as_they_went_in(table):
    config = asdict(structure("deal-won", Config, table, {}))
    for key, value in table.items():
        if key == "limits":
            assert value.items() <= config[key].items()
        else:
            assert config[key] == (tuple(value) if isinstance(value, list) else value)


@given(st.dictionaries(st.text(), st.recursive(st.none() | st.integers() | st.text(), st.lists)))
def test_no_table_gets_through_but_as_a_config_or_a_failure(table):
    try:
        assert isinstance(structure("deal-won", Config, table, {}), Config)
    except Failure:
        return


def test_a_config_class_is_a_json_schema():
    schema = config_schema(Config)
    assert schema["required"] == ["account"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["points"] == {
        "type": "integer",
        "description": "Points for each",
        "default": 10,
    }
    assert schema["properties"]["teams"]["items"] == {"type": "string"}
    assert schema["properties"]["mode"]["enum"] == ["all", "first"]
    assert schema["properties"]["cap"]["anyOf"] == [{"type": "integer"}, {"type": "null"}]
    assert schema["properties"]["limits"]["default"] == {"daily": 3, "share": 0.5}


@frozen
class Keyed:
    api_key: str = setting("Its key")
    url: str = setting("Where", "")


def test_a_secret_in_the_file_or_kept_is_found_where_it_says() -> None:
    def secret(reference: str) -> str:
        return f"found at {reference}"

    for where in ({"table": {"api_key": "env:KEY", "url": "env:URL"}},
                  {"table": {"url": "env:URL"}, "stored": {"api_key": "env:KEY"}}):  # fmt: skip
        table, stored = where["table"], where.get("stored", {})
        made = structure("keyed", Keyed, table, {}, stored=stored, secret=secret)
        assert (made.api_key, made.url) == ("found at env:KEY", "env:URL")
