"""Which detectors hear calls, and what of that each may read."""

from pathlib import Path
from typing import Any

import pytest
from tests.services.conftest import World

from revrise.adapters.plugins import PluginCatalogue, load
from revrise.adapters.plugins.discovery import Found, single
from revrise.core.conversations.built_in import BUILT_INS
from revrise.core.conversations.detector import BUILT_IN
from revrise.core.conversations.objections import CATEGORIES
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Refused
from revrise.core.people.person import Person
from revrise.plugins.detectors import customer_stories
from revrise.services.detectors.detecting import Detectors, ListedDetector
from revrise.services.measures.analysing import Analyst

HEAD = """
from revrise.ports import Bilingual, DetectorDefinition, Moment, PluginManifest, Span, hookimpl
from attrs import frozen
from revrise.ports import setting

@frozen
class Config:
    model: str = setting("A file", "")

@hookimpl
def manifest():
    return PluginManifest(id="{id}", name="Plugin {id}", config=Config)

class Thing:
    definition = DetectorDefinition(
        "{id}-thing", 3, Bilingual("Thing", "东西"), Bilingual("A thing.", "一个东西。"), {kind}
    )

    def find(self, transcript):
        {find}

@hookimpl
def register_detectors(config):
    if config.model:
        raise OSError("no such file: " + config.model)
    return [Thing()]
"""
CALL = Transcript("en", (Speaker("B", "buyer"),), (Utterance("B", "Hello."),))
SECRET_PATH = "/srv/models/quagga.bin"


def plugin(name: str, kind: str, find: str = "return []") -> str:
    return HEAD.format(id=name, kind=kind, find=find)


@pytest.fixture
def listed(world: World, tmp_path: Path) -> Any:
    """Plugins of these sources loaded, and what somebody reads of the detectors."""

    def loaded(
        by: str, config: Any = None, environ: Any = None, **sources: str
    ) -> tuple[dict[str, ListedDetector], PluginCatalogue]:
        for name, source in sources.items():
            (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        found = [single(tmp_path / f"{name}.py") for name in sources]
        catalogue = load(config, environ=environ or {}, found=found)
        return read(by, catalogue), catalogue

    def read(by: str, catalogue: PluginCatalogue) -> dict[str, ListedDetector]:
        rows = Detectors(world.desk, catalogue).list(world.by(None if by == "owner" else by))
        return {one.id or f"plugin {one.plugin}": one for one in rows}

    loaded.read = read  # type: ignore[attr-defined]
    return loaded


def test_the_built_in_ones_come_first_with_all_their_categories(listed: Any) -> None:
    found, _ = listed("n1")
    assert list(found) == [one.kind for one in BUILT_INS]
    assert {*BUILT_IN} < {*found}
    assert {kind: tuple(found[kind].labels) for kind in BUILT_IN} == {
        "question": ("open", "closed"),
        "objection": CATEGORIES,
        "commitment": ("next_step",),
        "closing": ("attempt",),
    }
    assert "questions/A@1" in found["question"].metrics
    for one in found.values():
        assert (one.plugin, one.state) == (None, "in_use")
        assert all(text.en and text.zh for text in (one.label, one.about, *one.labels.values()))


def test_one_of_a_plugin_is_told_with_what_it_stands_in_for(listed: Any) -> None:
    found, _ = listed(
        "n1",
        alpha=plugin("alpha", '"question", instead=True, languages=("en",)'),
        beta=plugin("beta", '"rival", labels={"big": Bilingual("Big", "大")}'),
    )
    alpha, beta = found["alpha-thing"], found["beta-thing"]
    assert (alpha.ref, alpha.version, alpha.kind, alpha.instead) == (
        "alpha-thing@3", 3, "question", True)  # fmt: skip
    assert (alpha.languages, alpha.plugin, alpha.plugin_name) == (("en",), "alpha", "Plugin alpha")
    assert alpha.metrics == found["question"].metrics
    assert found["question"].replaced_by == ("alpha-thing@3",)
    assert found["objection"].replaced_by == ()
    assert (beta.metrics, [*beta.labels], beta.instead) == ((), ["big"], False)


def test_one_that_is_set_aside_says_why_to_who_may_manage_plugins_alone(
    listed: Any, world: World
) -> None:
    _, catalogue = listed("n1", alpha=plugin("alpha", '"question", instead=True', "1 / 0"))
    Analyst(catalogue).hear(CALL)
    for by, told in (("n1", False), ("enb", False), ("owner", True)):
        found = listed.read(by, catalogue)
        one = found["alpha-thing"]
        assert (one.state, one.code, one.ref) == ("set_aside", "RR-PLG-012", "alpha-thing@3")
        assert ("ZeroDivisionError" in one.cause and "alpha.py" in one.cause) == told
        assert bool(one.remedy) == told
        assert found["question"].replaced_by == ()


def test_no_path_of_a_setting_is_read_by_others(listed: Any) -> None:
    config = {"alpha": {"model": SECRET_PATH}}
    source = plugin("alpha", '"question"')
    found, catalogue = listed("n1", config, alpha=source)
    assert found["plugin alpha"].code == "RR-PLG-010"
    assert SECRET_PATH not in str(found)
    assert SECRET_PATH in str(listed.read("owner", catalogue))


def test_a_plugin_that_failed_to_load_is_named_for_nobody_knows_what_it_brings(
    listed: Any,
) -> None:
    """Not one that is switched off, and not one whose code is there without detectors."""
    sources = {
        "torn": "import quagga_of_nobody",
        "other": """
from revrise.ports import PluginManifest, hookimpl

@hookimpl
def manifest():
    raise ValueError("no")
""",
    }
    found, catalogue = listed("n1", {"gone": {"on": True}}, **sources)
    one = found["plugin torn"]
    assert (one.loaded, one.state, one.plugin_name, one.cause) == (False, "set_aside", "torn", "")
    assert one.code.startswith("RR-PLG-")
    assert (found["plugin gone"].loaded, found["plugin gone"].code) == (False, "RR-PLG-001")
    assert "plugin other" not in found
    assert all(each.loaded for each in found.values() if each.plugin not in ("torn", "gone"))
    told = listed.read("owner", catalogue)["plugin torn"]
    assert "quagga_of_nobody" in told.cause
    assert told.remedy
    off, _ = listed("n1", environ={"REVRISE_PLUGINS": "other"}, **sources)
    assert "plugin torn" not in off


def test_one_that_is_off_is_its_plugin_alone(world: World) -> None:
    """Customer stories are brought by a plugin that runs and offers none before it is asked to."""
    here = Found("customer-stories", "bundled", lambda: customer_stories)
    catalogue = load(found=[here], environ={})
    *_, last = Detectors(world.desk, catalogue).list(world.by("n1"))
    assert (last.id, last.plugin, last.state) == (None, "customer-stories", "off")
    on = load({"customer-stories": {"on": True}}, found=[here], environ={})
    *_, last = Detectors(world.desk, on).list(world.by("n1"))
    assert (last.ref, last.plugin, last.state) == (
        "customer-stories@5", "customer-stories", "in_use")  # fmt: skip


def test_who_may_not_read_trackers_is_refused(world: World) -> None:
    world.put(Person("out", "Olga", team_id="north", roles=()))
    with pytest.raises(Refused):
        Detectors(world.desk, load(found=[], environ={})).list(world.by("out"))
