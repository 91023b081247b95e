"""Every bundled plugin keeps the contract of plugins, as a stranger's would."""

from tests.support.learning_calls import MODEL

from revrise.adapters.plugins import load
from revrise.adapters.plugins.discovery import BUNDLED, installed
from revrise.plugins.calls import gong, language_model, learned, transcripts, twilio
from revrise.plugins.crm import csv_folder
from revrise.plugins.detectors import customer_stories
from revrise.plugins.rewards import course_completed, deal_won, practised_then_won
from revrise.plugins.rubrics import discovery, objection_handling, standards
from revrise.testing import PluginContract


class TestCsvFolder(PluginContract):
    plugin = csv_folder


class TestTranscripts(PluginContract):
    plugin = transcripts


class TestLanguageModel(PluginContract):
    plugin = language_model
    settings = {"url": "https://llm.example.org/v1", "model": "one"}  # noqa: RUF012


class TestLearned(PluginContract):
    plugin = learned
    settings = {"objections": str(MODEL)}  # noqa: RUF012


class TestGong(PluginContract):
    plugin = gong
    settings = {"access_key": "one", "access_secret": "two"}  # noqa: RUF012


class TestTwilio(PluginContract):
    plugin = twilio
    settings = {"account": "AC1", "key": "SK1", "key_secret": "two"}  # noqa: RUF012


class TestCustomerStories(PluginContract):
    plugin = customer_stories
    settings = {"on": True}  # noqa: RUF012


class TestDiscovery(PluginContract):
    plugin = discovery


class TestObjectionHandling(PluginContract):
    plugin = objection_handling


class TestStandards(PluginContract):
    plugin = standards


class TestCourseCompleted(PluginContract):
    plugin = course_completed


class TestDealWon(PluginContract):
    plugin = deal_won


class TestPractisedThenWon(PluginContract):
    plugin = practised_then_won


def test_no_bundled_plugin_is_left_out_here():
    bundled = {one.source for one in installed() if one.distribution == BUNDLED}
    contracts = (one for one in globals().values() if isinstance(one, type))
    here = {one.plugin.__name__ for one in contracts if one is not PluginContract}
    assert here == bundled


def test_the_host_loads_all_of_them():
    bundled = [one for one in installed() if one.distribution == BUNDLED]
    states = load(found=bundled, environ={}).states()
    assert {state.id: state.cause for state in states if state.state != "enabled"} == {}
    assert len(states) == len(bundled)


def test_formats_that_take_less_are_asked_first():
    """The last one of the bundled formats takes any text."""
    bundled = [one for one in installed() if one.distribution == BUNDLED]
    formats = load(found=bundled, environ={}).transcript_formats()
    assert formats[-1].id == "text"
