"""Plugins load at the first question, once."""

from revrise.adapters.plugins import load
from revrise.adapters.plugins.lazy import when_asked


def test_nothing_loads_until_asked_and_then_once() -> None:
    loads = []

    def loading():
        loads.append(1)
        return load({}, environ={"REVRISE_PLUGINS": "deal-won"})

    catalogue = when_asked(loading)
    assert loads == []
    assert [rule.definition.id for rule in catalogue.reward_rules()] == ["deal-won"]
    assert catalogue.rubrics() == []
    assert loads == [1]
