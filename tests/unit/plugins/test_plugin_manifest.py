"""A manifest is right, or says which of its fields is not."""

import pytest

from revrise.core.errors import Misconfigured
from revrise.ports import PluginManifest


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "First"),
        ("id", "first_call"),
        ("id", "-first"),
        ("id", ""),
        ("id", "first\n"),
        ("name", " "),
        ("name", None),
        ("api", 1),
        ("api", "1.0"),
        ("config", dict),
        ("config", {}),
        ("network", "api.example.com"),
        ("network", ("https://api.example.com",)),
        ("network", ("api.example.com/v1",)),
        ("secrets", ("API-KEY",)),
        ("secrets", (1,)),
        ("tier", "root"),
        ("summary", None),
    ],
)
def test_a_wrong_field_is_named(field, value):
    fields = {"id": "first-call", "name": "First call", field: value}
    with pytest.raises(Misconfigured) as caught:
        PluginManifest(**fields)
    assert caught.value.culprit == f"manifest.{field}"


def test_hosts_and_secrets_may_come_in_a_list():
    manifest = PluginManifest("a", "A", network=["*.example.com:8443"], secrets=["api_key"])
    assert manifest.network == ("*.example.com:8443",)
    assert manifest.secrets == ("api_key",)
