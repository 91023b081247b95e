"""What templates ask modules and parts of pages for is there: else a page fails once it asks."""

from collections.abc import Iterator

from jinja2 import Environment, nodes

from revrise.apps.web.render import environment
from revrise.apps.web.screens.coaching import views

PARTS = ("ui", "marks", "charts")


def parsed(env: Environment) -> Iterator[tuple[str, nodes.Template]]:
    """Every template by name."""
    assert env.loader is not None
    for name in env.list_templates(extensions=["html"]):
        yield name, env.parse(env.loader.get_source(env, name)[0])


def asked(tree: nodes.Template, name: str) -> set[str]:
    """The attributes of a name that a template uses."""
    found = tree.find_all(nodes.Getattr)
    return {one.attr for one in found if isinstance(one.node, nodes.Name) and one.node.name == name}


def said(tree: nodes.Template) -> set[str]:
    """The macros and values that a template has for others."""
    set_there = (one.target for one in tree.find_all(nodes.Assign))
    values = {one.name for one in set_there if isinstance(one, nodes.Name)}
    return {one.name for one in tree.find_all(nodes.Macro)} | values


def test_every_name_that_a_template_asks_for_is_there() -> None:
    trees = dict(parsed(environment("en")))
    missing, seen = [], 0
    for name, tree in trees.items():
        offered = {part: said(trees[f"{part}.html"]) for part in PARTS}
        offered["views"] = set(dir(views))
        for one in tree.find_all(nodes.Import):
            assert isinstance(one.template, nodes.Const)
            offered[one.target] = said(trees[one.template.value])
        for other, names in offered.items():
            wanted = asked(tree, other)
            seen += len(wanted)
            missing += [f"{name}: {other}.{one}" for one in sorted(wanted - names)]
    assert seen > len(trees)
    assert missing == []
