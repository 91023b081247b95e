"""A healthy plugin, and those that misbehave on being loaded with what the host must say."""

from attrs import frozen

HEALTHY = """
from revrise.ports import PluginManifest, hookimpl

seen = []

class Budget:
    id = "budget"

    def met(self, deal, argument):
        return deal.get("budget", 0) > int(argument)

@hookimpl
def manifest():
    return PluginManifest(id="healthy", name="A plugin that works")

@hookimpl
def register_criteria():
    return [Budget()]

@hookimpl
def on_event(event, tools):
    Budget.seen = (event.name, tools.plugin_id)

@hookimpl
def route_deal(candidates):
    return candidates[-1]
"""


@frozen
class Animal:
    """The source of a plugin and its expected state: code, words of the cause, of the remedy."""

    source: str
    code: str
    cause: str
    remedy: str
    state: str = "quarantined"


def manifest(returned: str) -> str:
    return f"""
from revrise.ports import PluginManifest, hookimpl
NAME = __name__.removeprefix("revrise_plugin_").replace("_", "-")
@hookimpl
def manifest():
    {returned}
"""


GOOD = manifest("return PluginManifest(id=NAME, name='A beast')")
THING = """
class Thing:
    id = NAME
    def met(self, deal, argument):
        return True
"""


def hook(body: str, name: str = "register_criteria", arguments: str = "") -> str:
    return f"{GOOD}{THING}\n@hookimpl\ndef {name}({arguments}):\n    {body}\n"


ZOO = {
    "raises": Animal("1 / 0", "RR-PLG-002", "ZeroDivisionError", "author"),
    "exits": Animal("import sys; sys.exit(3)", "RR-PLG-002", "SystemExit: 3", "author"),
    "interrupts": Animal("raise KeyboardInterrupt", "RR-PLG-002", "KeyboardInterrupt", "author"),
    "broken_syntax": Animal("\ndef (:", "RR-PLG-002", "broken_syntax.py:2", "author"),
    "not_text": Animal("\x00", "RR-PLG-002", "null bytes", "author"),
    "lacks_a_package": Animal("import no_such_thing", "RR-PLG-002", "no_such_thing", "reinstall"),
    "hangs": Animal("import time; time.sleep(60)", "RR-PLG-003", "importing: not back", "slow"),
    "no_manifest": Animal("x = 1", "RR-PLG-005", "there is no manifest()", "@hookimpl"),
    "unmarked": Animal("def manifest(): ...", "RR-PLG-005", "is not marked", "@hookimpl"),
    "raising_manifest": Animal(manifest("raise KeyError('x')"), "RR-PLG-005", "KeyError", "see"),
    "hanging_manifest": Animal(
        manifest("import time; time.sleep(60)"), "RR-PLG-003", "manifest(): not back", "slow"
    ),
    "dict_manifest": Animal(manifest("return {}"), "RR-PLG-005", "answered {}", "PluginManifest"),
    "bad_host": Animal(
        manifest("return PluginManifest(id=NAME, name='x', network=('http://x/',))"),
        "RR-PLG-005",
        "manifest.network",
        "PLUGINS.md",
    ),
    "other_name": Animal(
        manifest("return PluginManifest(id='else', name='x')"), "RR-PLG-005", "'else'", "same name"
    ),
    "future": Animal(
        manifest("return PluginManifest(id=NAME, name='x', api='2')"),
        "RR-PLG-004",
        "written for API 2, this host speaks 1",
        "upgrade RevRise",
        "blocked",
    ),
    "past": Animal(
        manifest("return PluginManifest(id=NAME, name='x', api='0')"),
        "RR-PLG-004",
        "written for API 0",
        "upgrade the plugin",
        "blocked",
    ),
    "lonely": Animal(
        manifest("return PluginManifest(id=NAME, name='x', tier='isolated')"),
        "RR-PLG-013",
        "a process of its own",
        "trusted",
        "blocked",
    ),
    "misspelt": Animal(
        hook("return []", name="register_criterias"),
        "RR-PLG-006",
        "unknown hook 'register_criterias'",
        "did you mean register_criteria?",
    ),
    "unmarked_hook": Animal(
        GOOD + "def register_criteria(): return []",
        "RR-PLG-006",
        "register_criteria() is not marked",
        "@hookimpl",
    ),
    "wrong_argument": Animal(
        hook("return []", arguments="setings"), "RR-PLG-007", "asks for 'setings'", "config"
    ),
    "pure_with_tools": Animal(
        hook("return []", arguments="tools"), "RR-PLG-007", "asks for 'tools'", "config"
    ),
    "raising_register": Animal(
        hook("raise OSError('no disk')"), "RR-PLG-010", "OSError: no disk", "author"
    ),
    "half_a_generator": Animal(
        hook("yield Thing(); raise OSError('no disk')"), "RR-PLG-010", "no disk", "author"
    ),
    "endless": Animal(
        hook("\n    while True: yield Thing()"), "RR-PLG-011", "more than 1000", "end"
    ),
    "slow_register": Animal(
        hook("import time; time.sleep(60)"), "RR-PLG-003", "registering: not back", "slow"
    ),
    "answers_none": Animal(hook("pass"), "RR-PLG-011", "answered None", "return a list"),
    "answers_text": Animal(hook("return 'x'"), "RR-PLG-011", "answered 'x'", "return a list"),
    "offers_a_class": Animal(hook("return [Thing]"), "RR-PLG-011", "a class", "an instance"),
    "offers_a_number": Animal(hook("return [3]"), "RR-PLG-011", "lacks id, met", "CriterionKind"),
    "no_id": Animal(hook("Thing.id = ''; return [Thing()]"), "RR-PLG-011", "without id", "give"),
    "needs_settings": Animal(
        manifest("return PluginManifest(id=NAME, name='x', config=Config)")
        + "from attrs import frozen\n@frozen\nclass Config:\n    points: int\n",
        "RR-PLG-008",
        "plugins.needs-settings.points: required, but not set",
        "mend plugins.needs-settings.points",
    ),
    "odd_settings": Animal(
        manifest("return PluginManifest(id=NAME, name='x', config=Config)")
        + "from attrs import frozen\n@frozen\nclass Config:\n    points: 'Unknown'\n",
        "RR-PLG-008",
        "name 'Unknown' is not defined",
        "author",
    ),
    "takes_an_id": Animal(
        hook("Thing.id = 'budget'; return [Thing()]"),
        "RR-PLG-009",
        "the criterion 'budget' belongs to plugin healthy",
        "disable one",
    ),
}
