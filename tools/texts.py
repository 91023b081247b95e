"""The texts of the web app: which have no Chinese, and which stand in a page untranslated.

Run: python -m tools.texts [--check] [SCREEN…]. Without `--check` it adds what is missing to the
`zh.po` of the screens named (or `ui`), with an empty `msgstr` to be filled in.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from attrs import Factory, define, frozen
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from revrise.apps.web.i18n import HERE, read

_MARKS = {"_", "marked", "gettext", "ngettext"}
_SPEAKERS = {"words", "Words"}
_SPOKEN = {"aria-label", "title", "placeholder", "alt"}
_WORD = re.compile(r"[A-Za-z]{2,}|[\u4e00-\u9fff]")
# Names and keys, the same in both languages.
_SAME = re.compile(r"RevRise|Excel|Ctrl|Esc|\bK\b|CSV|JSON|OpenAPI|HTTP|URL|MEDDICC")
# An attribute that a macro writes into a tag.
_ATTRIBUTE = re.compile(r"\s*[\w-]+=\"")
_HIDDEN = ("script", "style", "code", "kbd", "svg")
_VOID = ("input", "meta", "link", "br", "hr", "img", "path", "line", "rect", "circle", "use", "col")


@frozen
class Text:
    """A text's key (and that of its plural) and the catalogue that should have it."""

    key: str
    plural: str | None
    catalogue: Path


def missing() -> list[Text]:
    """The texts of templates and handlers that have no Chinese, in their order."""
    shared = _known(HERE / "ui" / "zh.po")
    found: dict[tuple[str, Path], Text] = {}
    for text in _all():
        if text.key not in shared and text.key not in _known(text.catalogue):
            found.setdefault((text.key, text.catalogue), text)
    return list(found.values())


def literals() -> list[str]:
    """Words in templates that no translation passes through, as `file: words`."""
    return [
        f"{path.relative_to(HERE)}: {word}"
        for path in _templates()
        for word in literal_words(path.read_text(encoding="utf-8"))
    ]


def literal_words(template: str) -> list[str]:
    """The words of one template a reader would meet untranslated."""
    reader = _Reader()
    reader.feed(_without_code(template))
    return reader.words


def add(texts: Iterable[Text]) -> None:
    """Appends texts to their catalogues, to be translated."""
    for text in texts:
        if text.catalogue.exists() and f"msgid {_quoted(text.key)}\n" in text.catalogue.read_text():
            continue
        lines = ["", f"msgid {_quoted(text.key)}"]
        if text.plural:
            lines += [f"msgid_plural {_quoted(text.plural)}", 'msgstr[0] ""']
        else:
            lines.append('msgstr ""')
        new = not text.catalogue.exists()
        with text.catalogue.open("a", encoding="utf-8") as stream:
            if new:
                stream.write(_HEAD)
            stream.write("\n".join(lines) + "\n")


_HEAD = """msgid ""
msgstr ""
"Language: zh_Hans_CN\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""


@define
class _Reader(HTMLParser):
    words: list[str] = Factory(list)
    _inside: list[str] = Factory(list)

    def __attrs_post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _SPOKEN and value:
                self._note(value)
        if tag not in _VOID:
            self._inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Has no content."""

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not any(tag in _HIDDEN for tag in self._inside):
            self._note(data)

    def _note(self, text: str) -> None:
        if _WORD.search(_SAME.sub("", text)) and not _ATTRIBUTE.match(text):
            self.words.append(" ".join(text.split()))


def _without_code(template: str) -> str:
    """The template with expressions taken out, and texts that are translated."""
    text = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    text = re.sub(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}", "", text, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)


def _all() -> Iterator[Text]:
    environment = Environment(  # noqa: S701 - parses only
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for path in _templates():
        tree = environment.parse(path.read_text(encoding="utf-8"))
        yield from _texts((message for _, _, message in extract_from_ast(tree)), path)
    for path in sorted(HERE.rglob("*.py")):
        yield from _texts(in_python(ast.parse(path.read_text(encoding="utf-8"))), path)


def _texts(messages: Iterable[object], path: Path) -> Iterator[Text]:
    for message in messages:
        parts = message if isinstance(message, tuple) else (message,)
        texts = [part for part in parts if isinstance(part, str)]
        if texts:
            yield Text(texts[0], texts[1] if len(texts) > 1 else None, _catalogue(path))


def in_python(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    """The texts that handlers say: each alone, or with its plural."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        plural = isinstance(function, ast.Attribute) and function.attr == "n"
        named = function.value if plural and isinstance(function, ast.Attribute) else function
        if _speaks(named):
            texts = tuple(a.value for a in node.args[: 1 + plural] if isinstance(a, ast.Constant))
            if texts:
                yield texts


def _speaks(named: ast.expr) -> bool:
    """Whether what is called says texts: `_`, or `words(request)` at the very place."""
    if isinstance(named, ast.Call):
        return isinstance(named.func, ast.Name) and named.func.id in _SPEAKERS
    return isinstance(named, ast.Name) and named.id in _MARKS


def _templates() -> list[Path]:
    return sorted(HERE.rglob("*.html"))


def _catalogue(path: Path) -> Path:
    inside = path.relative_to(HERE).parts
    return (
        HERE.joinpath("screens", inside[1], "zh.po")
        if inside[0] == "screens"
        else HERE / "ui/zh.po"
    )


def _known(path: Path) -> set[object]:
    return set(read(path)) if path.is_file() else set()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main(arguments: list[str]) -> int:
    """0 when nothing is missing."""
    named = [one for one in arguments if one != "--check"]
    lacking = [text for text in missing() if not named or text.catalogue.parent.name in named]
    if "--check" not in arguments:
        add(text for text in lacking if text.catalogue.parent.name in named)
    for text in lacking:
        print(f"{text.catalogue.relative_to(HERE)}: {text.key}")
    plain = literals()
    print("\n".join(plain))
    return 1 if lacking or plain else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
