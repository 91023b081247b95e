"""Somebody who reads in a unit of work: what they have plain, and how the rest is shown to them."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, evolve, field

from revrise.core.conversations.call import CallTranscript
from revrise.core.conversations.correction import Correction
from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import SYSTEM, Actor
from revrise.core.governance.redaction.redacting import redacted, redacted_text
from revrise.core.governance.rule import ALWAYS
from revrise.core.governance.scope import Scope
from revrise.ports.policy import Policy
from revrise.ports.storage import UnitOfWork
from revrise.services.cleared.naming import NOBODY, Names, Naming
from revrise.services.cleared.spoken import Spoken
from revrise.services.cleared.walking import told

UNMASK = "unmask"
_WHOLE = ("transcript", "corrections")
Row = Mapping[str, Any]


@define(eq=False)
class Reader:
    """The actor of a unit of work; rows of `call_transcript` that they may `unmask` are plain."""

    policy: Policy
    work: UnitOfWork
    _unmask: Scope | None = field(init=False)
    _clear: dict[tuple[Any, ...], bool] = field(init=False, factory=dict)
    _known: dict[tuple[str, str], Names | None] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._unmask = _unmask(self.policy, self.work.actor)

    @property
    def has_all(self) -> bool:
        """Whether they have all words plain."""
        if self.work.actor.person_id == SYSTEM:
            return True
        scope = self._unmask
        if scope is None or scope.denials:
            return False
        return any(one.rule == ALWAYS for one in scope.grants)

    def has_all_in(self, scope: Scope, spoken: Spoken) -> bool:
        """Whether they have the words of all rows plain that a scope gives them."""
        if scope.reason or self.has_all:
            return True
        mine = self._unmask
        if mine is None or mine.denials or spoken.owner != "owner_id":
            return False
        return {one.rule for one in scope.grants} <= {one.rule for one in mine.grants}

    def is_plain(self, row: Row, spoken: Spoken, *, theirs: bool = True) -> bool:
        """Whether they have the words of a row plain; `theirs` is what they wrote themselves."""
        if theirs and spoken.author and row[spoken.author] == self.work.actor.person_id:
            return True
        call = row[spoken.call] if spoken.call else None
        name = row["id"] if spoken.call == "call_id" else None
        return self._is_clear((name, call, row[spoken.owner], row["team_id"]))

    def learn(self, rows: Iterable[Row], spoken: Spoken) -> None:
        """Finds out at once what is to be hidden in these rows."""
        of = spoken.call or spoken.owner
        kind = "call" if spoken.call else "person"
        ids = {str(row[of]) for row in rows if row[of]}
        new = {one for one in ids if (kind, one) not in self._known}
        if new:
            naming = Naming(self.work)
            found = naming.of_calls(new) if spoken.call else naming.of_people(new)
            self._known |= {(kind, one): names for one, names in found.items()}

    def shown(self, one: Any, row: Row, spoken: Spoken) -> Any:
        """A record or row of cells as they see it, once it was learnt of."""
        names = self.names(row, spoken)
        if names is None:
            return one
        if isinstance(one, CallTranscript):
            return without(one, names)
        if "transcript" in spoken.words:  # as cells it is not given at all
            return {**one, **{name: None for name in _WHOLE if name in one}}
        return told(one, spoken.words, lambda text: redacted_text(text, names))

    def names(self, row: Row, spoken: Spoken) -> Names | None:
        """Whom to hide in a row, None for nothing at all."""
        of = spoken.call or spoken.owner
        return self._known.get(("call" if spoken.call else "person", str(row[of])), NOBODY)

    def _is_clear(self, key: tuple[Any, ...]) -> bool:
        if self._unmask is None:
            return False
        if key not in self._clear:
            columns = ("id", "call_id", "owner_id", "team_id")
            self._clear[key] = _admits(self._unmask, dict(zip(columns, key, strict=True)))
        return self._clear[key]


def without(one: CallTranscript, names: Names) -> CallTranscript:
    """Words as those read them who may not have what is personal in them."""
    former = (each.before for each in one.corrections)
    voices = {name for each in (*one.transcript.speakers, *former) if (name := each.name)}
    said = redacted(one.transcript, names | voices)
    return evolve(one, transcript=said, corrections=tuple(map(_unnamed, one.corrections)))


def _unnamed(one: Correction) -> Correction:
    """Whoever was taken for a colleague may be none: nobody is named."""
    return evolve(one, before=evolve(one.before, name=None), after=evolve(one.after, name=None))


def _admits(scope: Scope, row: Row) -> bool:
    try:
        return scope.admits(row)
    except Invalid:  # a rule about what is not known here stays closed
        return False


def _unmask(policy: Policy, by: Actor) -> Scope | None:
    try:
        return policy.scope(by, "call_transcript", UNMASK)
    except Refused:
        return None
