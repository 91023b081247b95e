"""`revrise plugins`: what an operator and an author see."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from revrise.apps.cli.plugins import plugins
from revrise.core.errors import NotFound, RevRiseError

BAD = "raise OSError('no disk')"
GOOD = '''
"""Does nothing, well."""
from revrise.ports import PluginManifest, hookimpl

@hookimpl
def manifest():
    return PluginManifest(id="good", name="好插件")
'''


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The command in a folder of its own, with the plugins `good` and `bad`."""
    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / "good.py").write_text(GOOD, encoding="utf-8")
    (folder / "bad.py").write_text(BAD, encoding="utf-8")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("REVRISE_PLUGIN_FOLDER", str(folder))
    monkeypatch.setenv("REVRISE_PLUGINS", "good,bad,deal-won")
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> Result:
        result = CliRunner().invoke(plugins, arguments)
        if isinstance(result.exception, RevRiseError):
            raise result.exception
        return result

    return command


def test_the_list_shows_each_plugin_with_state_code_and_way_out(run):
    shown = run("list")
    lines = {line.split()[0]: line for line in shown.stdout.splitlines()}
    assert shown.exit_code == 0
    assert "enabled" in lines["good"]
    assert "reward-rule" in lines["deal-won"]
    assert "RR-PLG-002 OSError: no disk" in lines["bad"]
    assert "(fix: " in lines["bad"]
    assert "disabled" in lines["csv"]


def test_a_plugin_that_offers_nothing_yet_says_so(run, monkeypatch):
    monkeypatch.setenv("REVRISE_PLUGINS", "gong,deal-won")
    lines = {line.split()[0]: line for line in run("list").stdout.splitlines()}
    assert "offers nothing as it is set (revrise plugins show gong)" in lines["gong"]
    assert "offers nothing" not in lines["deal-won"]


def test_the_list_is_one_json_array(run):
    states = {one["id"]: one for one in json.loads(run("list", "--json").stdout)}
    assert states["bad"]["code"] == "RR-PLG-002"
    assert states["good"]["name"] == "好插件"


def test_show_gives_the_settings_with_defaults(run):
    shown = run("show", "deal-won").stdout
    assert "plugins.deal-won.points" in shown
    schema = json.loads(run("show", "deal-won", "--json").stdout)["config"]
    assert schema["properties"]["points"]["type"] == "integer"


def test_show_names_the_closest_for_an_unknown_id(run):
    with pytest.raises(NotFound, match="did you mean deal-won"):
        run("show", "deal-wan")


def test_check_of_a_file_names_what_is_missing_for_each_level(run, tmp_path):
    checked = run("check", str(tmp_path / "plugins" / "good.py"), "--json")
    (report,) = json.loads(checked.stdout)
    assert (report["level"], checked.exit_code) == ("bronze", 0)
    assert {one["rule"] for one in report["checks"] if not one["met"]} == {
        "contracts",
        "readme",
        "types",
    }


def test_a_file_of_the_plugin_folder_is_checked_by_its_id(run):
    assert json.loads(run("check", "good", "--json").stdout)[0]["level"] == "bronze"
    states = {one["id"]: one for one in json.loads(run("list", "--level", "--json").stdout)}
    assert (states["good"]["level"], states["bad"]["level"]) == ("bronze", "-")


def test_check_of_a_plugin_that_does_not_load_exits_with_one(run, tmp_path):
    checked = run("check", str(tmp_path / "plugins" / "bad.py"))
    assert checked.exit_code == 1
    assert "bad: none" in checked.stdout
    assert "no disk" in checked.stdout


def test_new_writes_a_plugin_that_the_host_can_load(run, tmp_path):
    made = run("new", "reward-rule", "--name", "First call", "--output", "mine", "--json")
    answer = json.loads(made.stdout)
    assert answer["id"] == "first-call"
    assert (tmp_path / "mine" / "revrise_first_call.py").is_file()
    assert json.loads(run("check", "mine", "--json").stdout)[0]["level"] == "gold"


def test_new_asks_for_what_is_not_given(run):
    assert CliRunner().invoke(plugins, ["new"], input="").exit_code == 1
    made = CliRunner().invoke(plugins, ["new"], input="rubric\nMy rubric\n")
    assert made.exit_code == 0
    assert "revrise_my_rubric.py" in made.stdout


def test_an_unknown_kind_is_a_usage_error(run):
    assert run("new", "nonsense").exit_code == 2
