"""Templates are compiled once, and anew when they change."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from revrise.apps.web.compiled import Compiled


def environment(folder: Path, source: str = "Hello {{ name }}") -> Environment:
    return Environment(
        loader=DictLoader({"one.html": source}),
        bytecode_cache=Compiled("en", folder),
        autoescape=True,
    )


def test_a_compiled_template_is_kept_and_says_the_same(tmp_path):
    first = environment(tmp_path)
    said = first.get_template("one.html").render(name="<b>")
    second = environment(tmp_path)
    assert second.bytecode_cache.holds(second, "one.html")
    assert second.get_template("one.html").render(name="<b>") == said == "Hello &lt;b&gt;"


def test_a_changed_template_is_compiled_anew(tmp_path):
    environment(tmp_path).get_template("one.html")
    changed = environment(tmp_path, "Good day {{ name }}")
    assert not changed.bytecode_cache.holds(changed, "one.html")
    assert changed.get_template("one.html").render(name="A") == "Good day A"


def test_what_is_kept_for_one_language_is_not_anothers(tmp_path):
    environment(tmp_path).get_template("one.html")
    other = environment(tmp_path)
    other.bytecode_cache = Compiled("zh", tmp_path)
    assert not other.bytecode_cache.holds(other, "one.html")


@pytest.mark.parametrize("broken", [b"", b"j2", b"not a template at all"])
def test_a_broken_file_is_compiled_over(tmp_path, broken):
    environment(tmp_path).get_template("one.html")
    for path in tmp_path.iterdir():
        path.write_bytes(broken)
    again = environment(tmp_path)
    assert again.get_template("one.html").render(name="A") == "Hello A"
    assert again.bytecode_cache.holds(again, "one.html")


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    assert environment(tmp_path / "none").get_template("one.html").render(name="A") == "Hello A"
