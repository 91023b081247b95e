"""Plugins in use: answers are checked, failures cost the one who fails."""

from datetime import UTC, datetime

import pytest
from tests.unit.plugins.zoo import GOOD, hook

from revrise.core.errors import NotFound, Retriable
from revrise.core.events import Event
from revrise.ports.catalogue import PluginFailed, surviving

WON = Event("deal.won", "deal_1", datetime(2026, 1, 1, tzinfo=UTC), "p", {"tags": ["a"], "n": {}})
RAISES = hook("return [Thing()]").replace("return True", "return 1 / 0")


def states(catalogue):
    return {one.id: one for one in catalogue.states()}


def observer(body):
    return f"{GOOD}\n@hookimpl\ndef on_event(event, tools):\n    {body}\n"


def router(body):
    return f"{GOOD}\n@hookimpl\ndef route_deal(deal, candidates):\n    {body}\n"


def test_a_thing_that_raises_later_takes_its_plugin_out_of_use(cage):
    catalogue = cage(beast=RAISES)
    checks = catalogue.criteria()
    with pytest.raises(PluginFailed, match="RR-PLG-012 ZeroDivisionError") as caught:
        checks["beast"]({}, "1")
    assert caught.value.plugin_id == "beast"
    assert states(catalogue)["beast"].state == "quarantined"
    assert list(catalogue.criteria()) == ["budget"]


def test_a_plugin_out_of_use_is_not_called_again(cage):
    source = hook("return [Thing()]").replace(
        "return True", "self.calls = getattr(self, 'calls', 0) + 1; raise OSError(self.calls)"
    )
    check = cage(beast=source).criteria()["beast"]
    for _ in range(2):
        with pytest.raises(PluginFailed, match="OSError: 1"):
            check({}, "1")


def test_a_wrong_answer_takes_its_plugin_out_of_use(cage):
    source = hook("return [Thing()]").replace("return True", "return 'yes'")
    catalogue = cage(beast=source)
    with pytest.raises(PluginFailed, match=r"RR-PLG-011 met\(\) of a criterion answered 'yes'"):
        catalogue.criteria()["beast"]({}, "1")


def test_the_survivors_of_a_call_are_those_that_answer(cage):
    catalogue = cage(beast=RAISES)
    checks = catalogue.criteria()
    answered = surviving(sorted(checks), lambda name: checks[name]({"budget": 5}, "1"))
    assert list(answered) == [("budget", True)]


def test_an_observer_that_raises_hides_no_event_from_the_others(cage):
    catalogue = cage(beast=observer("raise OSError('gone')"), last=observer("tools.log('seen')"))
    catalogue.emit(WON)
    assert {one.id: one.state for one in catalogue.states()} == {
        "beast": "quarantined",
        "healthy": "enabled",
        "last": "enabled",
    }


@pytest.mark.parametrize(
    "change",
    [
        "event.data['x'] = 1",
        "event.data['tags'].append(1)",
        "event.name = 'x'",
        "event.data['n']['x'] = 1",
    ],
)
def test_an_observer_cannot_change_what_the_next_one_sees(cage, change):
    catalogue = cage(beast=observer(change))
    catalogue.emit(WON)
    assert states(catalogue)["beast"].code == "RR-PLG-012"
    assert WON.data == {"tags": ["a"], "n": {}}


def test_an_observer_may_ask_for_an_event_again(cage):
    source = "from revrise.core.errors import Retriable\n" + observer("raise Retriable('later')")
    catalogue = cage(beast=source)
    with pytest.raises(Retriable, match="later"):
        catalogue.emit(WON)
    assert states(catalogue)["beast"].state == "enabled"


def test_the_first_plugin_with_an_opinion_routes_a_deal(cage):
    assert cage(other=router("return candidates[0]")).route({}, ["a", "b"]) == "b"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("return 'stranger'", "RR-PLG-011"),
        ("return 1 / 0", "RR-PLG-012"),
        ("deal['value'] = 0", "RR-PLG-012"),
    ],
)
def test_a_router_that_fails_leaves_the_choice_to_the_next(cage, body, code):
    catalogue = cage(beast=router(body), environ={"REVRISE_PLUGINS": "beast"})
    assert catalogue.route({"value": 1}, ["a"]) is None
    assert states(catalogue)["beast"].code == code


def test_an_unknown_id_is_answered_with_the_closest(cage):
    with pytest.raises(NotFound, match="no rubric 'discovry'"):
        cage().rubric("discovry")


@pytest.mark.parametrize(
    ("body", "message"),
    [("tools.secret('token')", "declared"), ("tools.secret('other')", "is not declared")],
)
def test_secrets_are_the_declared_ones(cage, body, message):
    """An undeclared secret is refused, and asking for it takes the plugin out of use."""
    source = observer(body).replace("name='A beast'", "name='x', secrets=['token']")
    catalogue = cage(beast=source, environ={"REVRISE_SECRET_BEAST_TOKEN": "s3cret"})
    catalogue.emit(WON)
    beast = states(catalogue)["beast"]
    assert (beast.state == "enabled") == (message == "declared")
    assert "s3cret" not in repr(catalogue.states())


def test_an_observer_that_hangs_hides_no_event_from_the_others(cage):
    catalogue = cage(beast=observer("import time; time.sleep(30)"), last=observer("tools.log('x')"))
    catalogue.event_s = 0.2
    catalogue.emit(WON)
    found = states(catalogue)
    assert found["beast"].state == "quarantined"
    assert found["beast"].code == "RR-PLG-014"
    assert found["last"].state == "enabled"
