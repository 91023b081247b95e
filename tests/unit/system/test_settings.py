"""Settings: who wins, what is refused, where a value comes from, what is never shown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from revrise.apps import settings
from revrise.core.errors import Misconfigured

Write = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No settings but those of the test."""
    import os

    for name in list(os.environ):
        if name.startswith(settings.PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def user_file(place: Path) -> Path:
    path = place / "config" / "revrise" / "revrise.toml"
    path.parent.mkdir(parents=True)
    return path


def origin(name: str) -> tuple[str, str]:
    """Value and origin of a setting."""
    (found,) = [one for one in settings.origins() if one.name == name]
    return found.value, found.origin


def test_each_place_wins_over_those_before_it(
    place: Path, user_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defaults, the user's file, the folder's file, the environment, a file it names."""
    assert (settings.load().tenant, origin("tenant")) == ("local", ("local", "default"))
    user_file.write_text('[revrise]\ntenant = "user"\n')
    assert origin("tenant") == ("user", str(user_file))
    (place / "revrise.toml").write_text('[revrise]\ntenant = "folder"\n')
    assert settings.load().tenant == "folder"
    assert origin("tenant") == ("folder", str(place / "revrise.toml"))
    monkeypatch.setenv("REVRISE_TENANT", "environment")
    assert settings.load().tenant == "environment"
    assert origin("tenant") == ("environment", "REVRISE_TENANT")
    (place / "secret").write_text("named\n")
    monkeypatch.setenv("REVRISE_TENANT_FILE", str(place / "secret"))
    assert settings.load().tenant == "named"
    assert origin("tenant") == ("named", "REVRISE_TENANT_FILE")


def test_settings_within_a_section_work_the_same(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "revrise.toml").write_text('[revrise.speech]\nmodel = "a"\ndevice = "cuda"\n')
    monkeypatch.setenv("REVRISE_SPEECH_MODEL", "b")
    found = settings.load().speech
    assert (found.model, found.device, found.compute_type) == ("b", "cuda", "auto")
    assert origin("speech.device") == ("cuda", str(place / "revrise.toml"))


def test_every_setting_says_what_it_is() -> None:
    assert all(one.help for one in settings.origins())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[revrise]\nnope = 1\n", ["revrise.toml", "nope"]),
        ("[revrise.speech]\nloudness = 1\n", ["revrise.toml", "loudness"]),
        ("[revrize]\n", ["revrise.toml", "revrize", "revrise or plugins"]),
        ("[revrise\n", ["revrise.toml", "line 1"]),
        ("[revrise]\nlocale = 'fr'\n", ["locale", "fr", "en or zh"]),
        ("[revrise]\nlog_level = 'loud'\n", ["log_level", "loud"]),
        ("[revrise]\ntenant = ''\n", ["tenant"]),
        ("[revrise]\ntenant = '../../etc'\n", ["tenant", "../../etc"]),
        ("[revrise]\ncurrency = 'yuan'\n", ["currency", "yuan"]),
    ],
)
def test_what_cannot_be_is_refused_by_name(place: Path, text: str, words: list[str]) -> None:
    (place / "revrise.toml").write_text(text)
    with pytest.raises(Misconfigured) as refusal:
        settings.load()
    for word in words:
        assert word in str(refusal.value)


def test_a_file_that_is_no_text_is_named(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "binary").write_bytes(b"\xff\xfe\x00")
    monkeypatch.setenv("REVRISE_DATABASE_URL_FILE", str(place / "binary"))
    with pytest.raises(Misconfigured, match="REVRISE_DATABASE_URL_FILE"):
        settings.load()
    monkeypatch.setenv("REVRISE_DATABASE_URL_FILE", str(place / "missing"))
    with pytest.raises(Misconfigured, match="REVRISE_DATABASE_URL_FILE"):
        settings.load()
    monkeypatch.delenv("REVRISE_DATABASE_URL_FILE")
    (place / "revrise.toml").write_bytes(b"\xff")
    with pytest.raises(Misconfigured, match=r"revrise\.toml"):
        settings.load()


def test_a_value_no_command_accepts_can_still_be_traced(place: Path) -> None:
    """`config show --origin` is the way out, so it must work then."""
    (place / "revrise.toml").write_text("[revrise]\nlocale = 'fr'\n")
    assert origin("locale") == ("fr", str(place / "revrise.toml"))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann:geheim@db.example/revrise",
        "postgresql://ann:geheim@x@db.example/revrise",
        "postgresql://db.example/revrise?user=ann&password=geheim",
        "postgresql://db.example/revrise?sslpassword=geheim&sslmode=require",
    ],
)
def test_a_password_is_never_shown(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("REVRISE_DATABASE_URL", url)
    shown, _ = origin("database_url")
    assert "geheim" not in shown
    assert "db.example/revrise" in shown
    assert settings.load().database == url


def test_the_database_lies_in_the_data_folder_by_default(place: Path) -> None:
    assert settings.load().database == f"sqlite:///{place}/data/revrise/revrise.sqlite"


def test_plugin_tables_are_joined_and_later_files_win(place: Path, user_file: Path) -> None:
    user_file.write_text("[plugins.good]\na = 1\nb = 1\n[plugins.other]\nc = 1\n")
    (place / "revrise.toml").write_text("[plugins.good]\nb = 2\n")
    assert settings.plugin_tables() == {"good": {"a": 1, "b": 2}, "other": {"c": 1}}
