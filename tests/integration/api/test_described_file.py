"""The description that is committed is the one that is served, and it says what it has to."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from revrise.adapters.rows.kinds import policy_catalogue
from revrise.apps.api.described.examples import example
from revrise.apps.api.handlers import operations
from revrise.apps.api.reference import text
from revrise.ports.policy import ACTIONS

EVERY = {"400", "401", "403", "404", "422", "429", "500", "503"}


@pytest.fixture(scope="module")
def kept(root: Path) -> Any:
    return json.loads((root / "docs/openapi.json").read_text(encoding="utf-8"))


def test_the_committed_description_is_the_one_that_is_served(root: Path, kept: Any) -> None:
    served = json.loads(text())
    lost = broken(kept, served)
    assert not lost, f"this breaks clients: {lost}"
    made = (root / "docs/openapi.json").read_bytes()
    assert made == text(), "run python -m tools.describe_api, then read the difference"


def test_a_breaking_change_is_noticed(kept: Any) -> None:
    """The control: planted breaks are all found."""

    def planted(change: Any) -> list[str]:
        after = json.loads(json.dumps(kept))
        change(after)
        return broken(kept, after)

    deals = "/v1/deals"
    assert planted(lambda d: d["paths"].pop(deals))
    assert planted(lambda d: d["paths"][deals].pop("post"))
    assert planted(lambda d: d["paths"][deals]["get"]["parameters"].pop(0))
    assert planted(lambda d: d["components"]["schemas"]["Deal"]["properties"].pop("name"))
    assert planted(lambda d: d["components"]["schemas"]["NewDeal"]["required"].append("value"))
    assert planted(
        lambda d: d["components"]["schemas"]["Deal"]["properties"]["name"].update(type="integer")
    )
    assert not planted(lambda d: d["paths"].update({"/v1/more": {}}))


@pytest.mark.parametrize("one", operations(), ids=lambda one: one.id)
def test_every_operation_says_what_it_is(one: Any, kept: Any) -> None:
    found = kept["paths"][one.path][one.method.lower()]
    assert re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", found["operationId"])
    assert found["summary"][0].isupper()
    assert not found["summary"].endswith(".")
    assert len(found["description"]) > 10
    assert set(found["responses"]) >= EVERY
    assert found["tags"][0] in {tag["name"] for tag in kept["tags"]}
    for parameter in found["parameters"]:
        assert "$ref" in parameter or parameter["schema"]
    if one.versioned is not None:
        assert set(found["responses"]) >= {"412", "428"}


@pytest.mark.parametrize("one", [one for one in operations() if one.body], ids=lambda one: one.id)
def test_an_example_is_a_body_that_is_taken(one: Any) -> None:
    made = msgspec.json.decode(msgspec.json.encode(example(one.body)), type=one.body)
    assert isinstance(made, one.body)


@pytest.mark.parametrize("one", operations(), ids=lambda one: one.id)
def test_a_permission_is_one_the_policy_knows(one: Any) -> None:
    if one.permission:
        resource, action = one.permission.split(":")
        assert resource in policy_catalogue()
        assert action in ACTIONS


def broken(before: Any, after: Any) -> list[str]:
    """What clients of the older description would miss."""
    found = []
    for path, methods in before["paths"].items():
        for method, one in methods.items():
            new = after["paths"].get(path, {}).get(method)
            if new is None:
                found.append(f"{method} {path} is gone")
                continue
            gone = _named(one["parameters"]) - _named(new["parameters"])
            found += [f"{method} {path}: {name} is gone" for name in gone]
            if one["operationId"] != new["operationId"]:
                found.append(f"{method} {path} is called otherwise")
    for name, schema in before["components"]["schemas"].items():
        found += _narrower(name, schema, after["components"]["schemas"].get(name))
    return found


def _named(parameters: Any) -> set[str]:
    return {one.get("name") or one["$ref"] for one in parameters}


def _narrower(name: str, before: Any, after: Any) -> list[str]:
    if after is None:
        return [f"{name} is gone"]
    more = set(after.get("required", ())) - set(before.get("required", ()))
    found = (
        [f"{name} now needs {field}" for field in more] if "additionalProperties" in before else []
    )
    for field, kind in before.get("properties", {}).items():
        new = after.get("properties", {}).get(field)
        if new is None:
            found.append(f"{name}.{field} is gone")
        elif kind.get("type") != new.get("type"):
            found.append(f"{name}.{field} is of another type")
    return found
