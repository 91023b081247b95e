"""Every text of the web app is there in both languages."""

import ast

import pytest
from tools import texts

from revrise.apps.web.i18n import HERE, Words, catalogues, negotiate, read, translations


def test_every_text_has_chinese():
    assert [f"{one.catalogue.parent.name}: {one.key}" for one in texts.missing()] == []


def test_no_word_of_a_template_bypasses_translation():
    assert texts.literals() == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>{{ _('Saved') }} · 3 / 4</p>", []),
        ("<p>Saved</p>", ["Saved"]),
        ("<p>已保存</p>", ["已保存"]),
        ('<input aria-label="Your name">', ["Your name"]),
        ("<code>call.scored</code><svg><title>x</title></svg>", []),
        ("{% trans %}A day{% endtrans %}", []),
        ("{# a remark #}<kbd>Ctrl K</kbd>", []),
    ],
)
def test_an_untranslated_word_is_found(template: str, words: list[str]):
    assert texts.literal_words(template) == words


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('_("Saved")', [("Saved",)]),
        ('_.n("%(num)s day", "%(num)s days", 2)', [("%(num)s day", "%(num)s days")]),
        ('words(request)("Saved", name=one)', [("Saved",)]),
        ('Words("zh").n("a", "b", 2)', [("a", "b")]),
        ('print("Saved")', []),
        ('words("Saved")', []),
    ],
)
def test_a_text_of_a_handler_is_found(source: str, said: list[tuple[str, ...]]):
    assert list(texts.in_python(ast.parse(source))) == said


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parent.name)
def test_a_translation_keeps_the_values_of_its_text(path):
    for key, text in read(path).items():
        english = key[1] if isinstance(key, tuple) else key
        assert _values(english) >= _values(text), english
        assert "您" not in text, english


def _values(text: str) -> set[str]:
    return {part.partition(")")[0] for part in text.split("%(")[1:]}


def test_a_screens_own_text_wins_over_that_of_another():
    chosen = [path for path in catalogues() if path.parent.name not in ("ui",)]
    for path in chosen[:4]:
        own, spoken = read(path), translations("zh", path.parent.name)
        for key in [one for one in own if isinstance(one, str)][:20]:
            assert spoken.gettext(key) == own[key]


def test_what_has_no_chinese_is_said_in_english():
    assert Words("zh")("no such text %(n)s", n=3) == "no such text 3"
    assert Words("zh").n("%(num)s day", "%(num)s days", 2) == "2 天"
    assert Words("en").n("%(num)s day", "%(num)s days", 2) == "2 days"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.2", "en"),
        ("fr;q=0.9, zh;q=0.4", "zh"),
        ("zh;q=nonsense", "en"),
        ("", "en"),
    ],
)
def test_the_better_language_of_a_browser_is_spoken(header: str, language: str):
    assert negotiate(header) == language


def test_the_catalogues_stand_beside_their_screens():
    assert {path.relative_to(HERE).parts[-1] for path in catalogues()} == {"zh.po"}
