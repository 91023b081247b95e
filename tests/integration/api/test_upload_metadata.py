"""The metadata of an upload, in the form that tus gives it."""

from base64 import b64encode

from hypothesis import given, settings
from hypothesis import strategies as st

from revrise.apps.api.problems import Problem
from revrise.apps.api.uploads import tus


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z_]{1,9}", fullmatch=True), st.text(max_size=30)))
def test_metadata_is_read_as_it_was_written(said: dict[str, str]) -> None:
    text = ",".join(f"{n} {b64encode(v.encode()).decode()}" for n, v in said.items())
    assert tus.metadata(text) == said


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_metadata_of_any_other_form_is_refused_and_never_breaks(text: str) -> None:
    try:
        found = tus.metadata(text)
    except Problem as error:
        found, status = {}, error.code.status
    else:
        status = 422
    assert status == 422
    assert all(name and "," not in name for name in found)
