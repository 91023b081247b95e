"""Modules and functions stay small; `make test` prints the same report at its end."""

from tools.sizes import Module, Sizes, measure, report


def test_no_module_is_too_long_and_the_typical_one_and_its_functions_are_small(root):
    sizes = measure(root)
    assert sizes.too_long == ()
    assert len(sizes.modules) > 200, "the measure looks at the wrong folders"
    assert sizes.hold, "\n".join(report(sizes))


def test_a_planted_giant_is_named(tmp_path):
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "giant.py").write_text("def f():\n" + "    x = 1\n" * 300)
    sizes = measure(tmp_path)
    assert sizes.too_long == (Module("core/giant.py", 301, (301,)),)
    assert not sizes.hold
    assert any("301 core/giant.py" in line for line in report(sizes))


def test_long_functions_break_the_measure_in_short_modules():
    modules = tuple(Module(f"core/{n}.py", 40, (38,)) for n in range(3))
    assert not Sizes(modules).hold
