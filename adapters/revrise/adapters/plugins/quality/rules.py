"""The rules of each level, in the order they are told."""

import ast
from collections.abc import Callable
from typing import Final

import attrs

from revrise.adapters.plugins.quality.subject import Subject
from revrise.ports.plugin_report import Level, RuleCheck

IMPORT_MS: Final = 150.0
_CONTRACTS: Final = {
    "rubric": "RubricContract",
    "detector": "DetectorContract",
    "reward-rule": "RewardRuleContract",
    "crm-connector": "CrmConnectorContract",
    "call-source": "CallSourceContract",
    "transcript-format": "TranscriptFormatContract",
    "transcriber": "TranscriberContract",
    "language-model": "LanguageModelContract",
}
_PURE: Final = {"rubric", "detector", "reward-rule", "criterion", "attribution-model"}
_IMPURE: Final = frozenset(
    {
        "asyncio",
        "http",
        "httpx",
        "os",
        "random",
        "requests",
        "secrets",
        "socket",
        "sqlite3",
        "subprocess",
        "time",
        "urllib",
    }
)

Rule = Callable[[Subject], RuleCheck]


def _result(rule: str, level: Level, problem: str, fine: str, remedy: str) -> RuleCheck:
    return RuleCheck(rule, level, not problem, problem or fine, remedy if problem else "")


def loads(subject: Subject) -> RuleCheck:
    """It is in use: manifest, API, settings and hooks are in order."""
    state = subject.plugin.state
    problem = f"{state.code} {state.cause}" if state.code else ""
    hooks = ", ".join(state.hooks)
    return _result("loads", "bronze", problem, f"implements {hooks}", state.remedy)


def manifest(subject: Subject) -> RuleCheck:
    """It says what it is for."""
    summary = subject.plugin.state.summary
    problem = "" if summary else "no summary"
    return _result("manifest", "bronze", problem, summary, "give the manifest a summary")


def settings(subject: Subject) -> RuleCheck:
    """Every setting has a description."""
    found = subject.plugin.manifest
    fields = attrs.fields(found.config) if found and found.config else ()
    bare = [one.name for one in fields if not one.metadata.get("description")]
    problem = f"not described: {', '.join(bare)}" if bare else ""
    return _result("settings", "bronze", problem, f"{len(fields)} described", "use setting(…)")


def contracts(subject: Subject) -> RuleCheck:
    """Its tests inherit the contract of the plugin and of each kind of thing."""
    kinds = [_CONTRACTS[kind] for kind in subject.plugin.things if kind in _CONTRACTS]
    wanted = ["PluginContract", *sorted(kinds)]
    missing = [name for name in wanted if name not in subject.bases]
    problem = f"no test inherits {', '.join(missing)}" if missing else ""
    remedy = "inherit them from revrise.testing in tests/"
    return _result("contracts", "silver", problem, ", ".join(wanted), remedy)


def import_time(subject: Subject) -> RuleCheck:
    """Importing it costs less than 150 ms."""
    if subject.plugin.failure:
        return _result("import-time", "silver", "not measured", "", "make it load first")
    took = subject.import_ms(IMPORT_MS)
    found = f"{took:.0f} ms of at most {IMPORT_MS:.0f}"
    remedy = "import heavy packages inside functions"
    return _result("import-time", "silver", "" if took < IMPORT_MS else found, found, remedy)


def purity(subject: Subject) -> RuleCheck:
    """Pure things import no clock, network, randomness or storage."""
    if not set(subject.plugin.things) & _PURE or set(subject.plugin.things) - _PURE:
        return _result("purity", "silver", "", "no plugin of pure things only", "")
    used = sorted(imported(subject.tree) & _IMPURE)
    problem = f"imports {', '.join(used)}" if used else ""
    return _result("purity", "silver", problem, "clean", "decide from the facts handed in")


def readme(subject: Subject) -> RuleCheck:
    """The README names the plugin and every setting."""
    found = subject.plugin.manifest
    fields = attrs.fields(found.config) if found and found.config else ()
    words = [subject.plugin.id, *(one.name for one in fields)]
    missing = [word for word in words if word not in subject.readme]
    problem = f"does not say {', '.join(missing)}" if missing else ""
    return _result("readme", "gold", problem, "names every setting", "write it in README.md")


def types(subject: Subject) -> RuleCheck:
    """Every function is annotated, so that a type checker helps its readers."""
    bare = sorted(
        node.name
        for node in ast.walk(subject.tree)
        if isinstance(node, ast.FunctionDef) and not _annotated(node)
    )
    problem = f"not annotated: {', '.join(bare)}" if bare else ""
    return _result("types", "gold", problem, "complete", "annotate arguments and results")


def imported(tree: ast.Module) -> set[str]:
    """The top-level names a module imports, inside functions too."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def _annotated(function: ast.FunctionDef) -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    named = [one for one in arguments if one.arg not in {"self", "cls"}]
    return function.returns is not None and all(one.annotation for one in named)


RULES: Final[tuple[Rule, ...]] = (
    loads,
    manifest,
    settings,
    contracts,
    import_time,
    purity,
    readme,
    types,
)
