"""Bodies are decoded in a time that goes with their size, whatever is wrong with them."""

from datetime import datetime
from time import process_time
from typing import Annotated, Any

import pytest
from msgspec import Meta

from revrise.apps.api.bodies import decode
from revrise.apps.api.problems import Problem


def names(count: int) -> bytes:
    """An object of so many names, the last of which stands there twice."""
    return ("{" + "".join(f'"k{at}":0,' for at in range(count)) + '"z":1,"z":2}').encode()


def took(body: bytes) -> float:
    begun = process_time()
    with pytest.raises(Problem) as error:
        decode(body, dict[str, Any])
    assert "'z' twice" in str(getattr(error.value.detail, "en", ""))
    return process_time() - begun


def test_a_name_that_stands_twice_behind_many_others_is_found_in_one_pass() -> None:
    few, many = (min(took(names(count)) for _ in range(3)) for count in (10_000, 40_000))
    assert many < 9 * few


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b'{"a": 5}', dict[str, str], "must be string, not integer"),
        (b'{"a": "x"}', dict[str, float | None], "must be number | null, not string"),
        (b"true", dict[str, str], "must be object, not boolean"),
        (b"5", datetime, "must be RFC 3339 time, not integer"),
        (b'"c"', Annotated[str, Meta(pattern="^(a-b|b)$")], "must be one of a-b, b"),
    ],
)
def test_a_wrong_type_is_told_in_words_of_json(body: bytes, kind: Any, said: str) -> None:
    with pytest.raises(Problem) as error:
        decode(body, kind)
    assert said in str(getattr(error.value.detail, "en", ""))
