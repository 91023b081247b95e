"""A hostile zoo: whatever a plugin does on being loaded costs only itself."""

import pytest
from tests.unit.plugins.zoo import GOOD, ZOO, hook


@pytest.mark.parametrize("name", ZOO)
def test_a_beast_is_out_of_use_with_code_cause_and_way_out_and_the_rest_goes_on(name, cage):
    animal = ZOO[name]
    limit = 0.2 if animal.code == "RR-PLG-003" else 5.0
    catalogue = cage(**{name: animal.source}, limit=limit)
    states = {state.id: state for state in catalogue.states()}
    beast = states.get(name.replace("_", "-")) or states["else"]
    assert (beast.state, beast.code) == (animal.state, animal.code), beast
    assert animal.cause in beast.cause
    assert animal.remedy in beast.remedy
    assert beast.docs == f"PLUGINS.md#{animal.code.lower()}"
    assert states["healthy"].state == "enabled"
    assert list(catalogue.criteria()) == ["budget"]


def test_the_whole_zoo_at_once_leaves_the_healthy_plugin_alone(cage):
    sources = {name: animal.source for name, animal in ZOO.items()}
    catalogue = cage(**sources, limit=0.3)
    states = catalogue.states()
    assert [state.id for state in states if state.state == "enabled"] == ["healthy"]
    assert len(states) == len(ZOO) + 1
    assert catalogue.criteria()["budget"]({"budget": 2}, "1") is True


def test_a_slow_plugin_that_is_back_in_time_is_welcome(cage):
    catalogue = cage(slow="import time; time.sleep(0.05)\n" + GOOD)
    assert [state.state for state in catalogue.states()] == ["enabled", "enabled"]


def test_of_two_plugins_with_one_id_the_first_stays(cage):
    second = hook("return []").replace("id=NAME", "id='healthy'")
    catalogue = cage(healthy_=second)
    assert [one.code for one in catalogue.states()] == ["", "RR-PLG-005"]


def test_the_place_of_an_error_is_a_line_of_the_plugin(cage, tmp_path):
    catalogue = cage(beast=hook("import json; json.loads('{')"))
    (beast,) = [state for state in catalogue.states() if state.id == "beast"]
    lines = (tmp_path / "beast.py").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "json.loads" in text)
    assert f"beast.py:{line}" in beast.cause


def test_the_environment_selects_plugins_by_name(cage):
    catalogue = cage(other=GOOD, environ={"REVRISE_PLUGINS": "other"})
    assert [(one.id, one.state) for one in catalogue.states()] == [
        ("healthy", "disabled"),
        ("other", "enabled"),
    ]
    assert catalogue.criteria() == {}


def test_an_empty_selection_imports_no_plugin(cage):
    catalogue = cage(beast="1 / 0", environ={"REVRISE_PLUGINS": ""})
    assert {one.state for one in catalogue.states()} == {"disabled"}


def test_a_selected_plugin_that_is_not_installed_is_named_with_the_closest(cage):
    catalogue = cage(environ={"REVRISE_PLUGINS": "healthi"})
    (absent, _) = catalogue.states()
    assert (absent.id, absent.state, absent.code) == ("healthi", "blocked", "RR-PLG-001")
    assert absent.remedy == "did you mean healthy?"


def test_a_table_for_a_plugin_that_is_not_there_is_no_secret(cage):
    catalogue = cage(config={"heathly": {}})
    assert [one.code for one in catalogue.states()] == ["", "RR-PLG-001"]


def test_the_host_finds_its_bundled_plugins_by_the_door_of_a_stranger():
    from revrise.adapters.plugins.discovery import installed

    names = {one.name for one in installed() if one.distribution == "revrise"}
    assert {"csv", "discovery", "deal-won", "transcripts"} <= names
