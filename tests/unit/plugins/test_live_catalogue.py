"""What a tenant stores about plugins takes effect in the same process and in others."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.errors import NotFound, Refused, Stale
from revrise.core.people.person import Person
from revrise.services.plugins.settings import ConfigurePlugin, WrongSettings

FUSSY = '''
"""Breaks on a bad day."""
from attrs import frozen
from revrise.core.deals.criterion import Check
from revrise.ports import PluginManifest, hookimpl, setting

@frozen
class Config:
    size: int = setting("How large", 1)
    token: str = setting("Of the vendor", "")

class Larger:
    id = "larger"
    def __init__(self, size): self.size = size
    def met(self, deal, argument): return deal["n"] > self.size

@hookimpl
def manifest():
    return PluginManifest(id="fussy", name="Fussy", config=Config)

@hookimpl
def register_criteria(config):
    if config.size == 13:
        raise RuntimeError("an unlucky size")
    return [Larger(config.size)]
'''
Site = Callable[[], RevRise]


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def site(request, tmp_path: Path, monkeypatch) -> Iterator[Site]:
    """Makes RevRise as one more process of the same installation would."""
    (tmp_path / "fussy.py").write_text(FUSSY, encoding="utf-8")
    monkeypatch.setenv("VENDOR_TOKEN", "t0p-s3cret")
    made: list[RevRise] = []

    def one() -> RevRise:
        url = request.getfixturevalue(request.param)
        found = RevRise(Settings(database_url=url, data_dir=str(tmp_path), tenant="acme",
                                 plugin_folder=str(tmp_path)))  # fmt: skip
        found.people.actor(None)
        made.append(found)
        return found

    yield one
    for each in made:
        each.engine.dispose()


def met(app: RevRise, n: int) -> bool:
    return app.catalogue.criteria()["larger"]({"n": n}, "")


def state(app: RevRise):
    return next(one for one in app.catalogue.states() if one.id == "fussy")


def test_settings_switching_failing_and_putting_back(site: Site):
    app = site()
    by, desk = app.actor(), app.plugin_settings
    assert met(app, 5)
    assert desk.configure(ConfigurePlugin("fussy", {"size": 9}, version=0), by).version == 1
    assert not met(app, 5)
    assert not met(site(), 5)

    with pytest.raises(Stale):
        desk.configure(ConfigurePlugin("fussy", {"size": 2}, version=0), by)
    with pytest.raises(WrongSettings) as wrong:
        desk.configure(ConfigurePlugin("fussy", {"size": "ten", "sise": 1}), by)
    assert set(wrong.value.problems) == {"size", "sise"}

    desk.configure(ConfigurePlugin("fussy", {"size": 13}), by)
    assert (state(app).state, state(app).code) == ("quarantined", "RR-PLG-010")
    desk.restore("fussy", None, by)
    assert state(app).state == "enabled"
    assert not met(app, 5)

    desk.configure(ConfigurePlugin("fussy", enabled=False), by)
    assert state(app).state == "disabled"
    assert state(app).config is not None
    assert "larger" not in app.catalogue.criteria()
    with pytest.raises(NotFound):
        desk.configure(ConfigurePlugin("nobody", enabled=False), by)


def test_a_secret_is_a_reference_and_never_comes_back(site: Site):
    app = site()
    by, desk = app.actor(), app.plugin_settings
    with pytest.raises(WrongSettings, match="env:NAME"):
        desk.configure(ConfigurePlugin("fussy", {"token": "t0p-s3cret"}), by)
    with pytest.raises(WrongSettings, match="is not set"):
        desk.configure(ConfigurePlugin("fussy", {"token": "env:NO_SUCH"}), by)
    kept = desk.configure(ConfigurePlugin("fussy", {"token": "env:VENDOR_TOKEN"}), by)
    assert (kept.settings, kept.secrets) == ({}, ("token",))
    told = repr([kept, app.plugin_host.values("fussy"), app.governance.audit_entries(by, 9)])
    assert "t0p" not in told
    assert "VENDOR_TOKEN" not in told
    (plugin,) = [one for one in app.catalogue.plugins if one.id == "fussy"]
    assert plugin.config.token == "t0p-s3cret"


def test_only_who_may_configure_plugins_does(site: Site):
    app = site()
    rep = Person("rep", "Rana", roles=("rep",)).actor("acme", ())
    with pytest.raises(Refused):
        app.plugin_settings.configure(ConfigurePlugin("fussy", enabled=False), rep)
    with pytest.raises(Refused):
        app.plugin_settings.show("fussy", rep)
