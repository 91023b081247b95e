"""Plugin settings over HTTP: stored, stale, put back, secrets never shown."""

from typing import Any

from tests.support.api import Api

AT = "/v1/plugins/deal-won/settings"
ADMIN = "per_admin"


def change(api: Api, **sent: Any) -> Any:
    return api.ask("PATCH", AT, ADMIN, json=sent)


def points(api: Api) -> Any:
    values = api.ask("GET", AT, ADMIN).json()["values"]
    return next((one["value"], one["origin"]) for one in values if one["key"] == "points")


def test_settings_are_stored_seen_and_put_back(api: Api) -> None:
    before = api.ask("GET", AT, ADMIN).json()["version"]
    made = change(api, settings={"points": 120}, version=before)
    assert made.status == 200
    assert made.json()["settings"] == {"points": 120}
    assert points(api) == (120, "stored")
    stale = change(api, settings={"points": 130}, version=before)
    assert stale.status in (409, 412)
    wrong = change(api, settings={"points": 0})
    assert (wrong.status, "points" in wrong.text) == (422, True)
    assert points(api) == (120, "stored")
    back = api.ask("POST", f"{AT}:restore", ADMIN, json={"version": made.json()["version"]})
    assert back.status == 200
    assert points(api) == (100, "default")


def test_a_plugin_is_switched_off_and_on(api: Api) -> None:
    assert change(api, enabled=False).json()["enabled"] is False
    assert api.ask("GET", "/v1/plugins/deal-won", ADMIN).json()["state"] == "disabled"
    assert change(api, enabled=True).json()["enabled"] is True
    assert api.ask("GET", "/v1/plugins/deal-won", ADMIN).json()["state"] == "enabled"
