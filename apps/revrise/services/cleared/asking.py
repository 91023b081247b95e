"""Questions about words by who does not have them plain: no answer tells what they hide.

A filter finds a row only if what is shown of it fits as well. That holds for asking what is in a
text; to ask what is not in it, how it compares and in which order it stands would tell more.
"""

from collections.abc import Collection

from revrise.core.errors import Refused
from revrise.core.governance.rule import HAS, All, AnyOf, Compare, Const, IsNull, Rule, columns
from revrise.ports.query import Query

_FITS = frozenset({HAS, "==", "in"})


def answerable(query: Query, words: Collection[str]) -> None:
    """Raises Refused for a filter or order that would tell what is hidden."""
    named = {name for name, _ in query.order} & set(words)
    if named or not _answerable(query.where, set(words)):
        raise _closed(named or columns(query.where) & set(words))


def closed(names: Collection[str], words: Collection[str]) -> None:
    """Raises Refused where one of the columns holds words."""
    if named := set(names) & set(words):
        raise _closed(named)


def _answerable(rule: Rule, words: set[str]) -> bool:
    match rule:
        case All(rules) | AnyOf(rules):
            return all(_answerable(one, words) for one in rules)
        case Compare(op, _, Const()) if op in _FITS:
            return True
        case IsNull(_):
            return True
        case _:
            return not columns(rule) & words


def _closed(names: Collection[str]) -> Refused:
    return Refused(
        "words of a conversation are not filtered, sorted or counted by without clearance",
        culprit=", ".join(sorted(names)),
        remedy="ask by something else",
    )
