"""The page of a plugin: its settings stored and put back, on and off, by who may."""

import re
from typing import Any

import pytest

from revrise.ports.catalogue import PluginFailed

AT = "/admin/plugins/deal-won"


def version(ask: Any) -> str:
    found = re.search(r'name="version" value="(\d+)"', ask("admin", AT).text)
    assert found
    return found[1]


def send(ask: Any, part: str, who: str = "admin", **fields: str) -> Any:
    return ask(who, f"{AT}/{part}", {"version": version(ask), **fields})


def points(ask: Any) -> str:
    found = re.search(r'name="points"[^>]* value="(\d*)"', ask("admin", AT).text)
    assert found
    return found[1]


def test_settings_are_in_force_once_saved_and_can_be_put_back(ask: Any, app: Any) -> None:
    assert points(ask) == "100"
    assert send(ask, "settings", points="120").status_code == 303
    assert points(ask) == "120"
    assert "without it: 100" in ask("admin", AT).text
    rule = next(one for one in app.catalogue.reward_rules() if one.definition.id == "deal-won")
    assert rule.definition.points == 120
    assert send(ask, "restore").status_code == 303
    assert points(ask) == "100"


def test_what_will_not_do_is_said_at_its_field_and_nothing_is_stored(ask: Any) -> None:
    before = version(ask)
    for wrong, said in (("many", "A whole number, please."), ("0", "must be")):
        answer = send(ask, "settings", points=wrong)
        assert answer.status_code == 422
        assert said in answer.text
        assert 'href="#f-points"' in answer.text
        assert f'value="{wrong}"' in answer.text
    assert version(ask) == before
    assert points(ask) == "100"


def test_two_tabs_do_not_overwrite_one_another(ask: Any) -> None:
    old = version(ask)
    assert send(ask, "settings", points="130").status_code == 303
    answer = ask("admin", f"{AT}/settings", {"version": old, "points": "140"})
    assert answer.status_code in (409, 412)
    assert points(ask) == "130"
    assert send(ask, "settings", points="").status_code == 303
    assert points(ask) == "100"


def test_a_plugin_is_switched_off_and_on(ask: Any, app: Any) -> None:
    def offered() -> bool:
        return any(one.definition.id == "deal-won" for one in app.catalogue.reward_rules())

    assert send(ask, "enabled", enabled="0").status_code == 303
    assert "Switched off here." in ask("admin", AT).text
    assert not offered()
    assert send(ask, "enabled", enabled="1").status_code == 303
    assert offered()


def test_only_who_runs_the_system_changes_it(ask: Any) -> None:
    for who in ("rep", "coach", "manager", "enablement", "zh"):
        for part in ("settings", "restore", "enabled"):
            assert send(ask, part, who, points="1", enabled="0").status_code in (403, 404)
    assert points(ask) == "100"


def test_calls_are_measured_again_by_a_job_that_says_how_many(ask: Any, app: Any) -> None:
    assert "Measure calls again" in ask("admin", AT).text
    asked = ask("admin", "/admin/detectors/remeasure", {})
    assert asked.status_code == 303
    job = asked.headers["location"].rpartition("/")[2]
    app.job_engine.run_all()
    done = app.job_engine.get(job, app.actor())
    assert (done.state, done.result["measured"]) == ("succeeded", 0)
    assert ask("coach", "/admin/detectors/remeasure", {}).status_code != 303


def test_files_that_a_format_failed_at_are_counted_on_the_page(ask: Any, app: Any) -> None:
    """No stream at all is a fault that no format answers."""
    (form,) = [one for one in app.catalogue.transcript_formats() if one.id == "srt"]
    with pytest.raises(PluginFailed, match="RR-PLG-012"):
        form.read(None, "a.srt")
    text = ask("admin", "/admin/plugins/transcripts").text
    assert "It failed at 1 file since the server started" in text
    assert form.sniff(b"1\n00:00:01,000 --> 00:00:02,000\nHello\n", "a.srt")
