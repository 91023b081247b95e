"""A comment while consent is taken back, or after: gone with the rest, or refused; never left."""

from threading import Thread
from typing import Any

import pytest
from attrs import evolve, frozen
from tests.services.conftest import World
from tests.services.test_clips_service import desks

from revrise.core.coaching.comment import CallComment
from revrise.core.errors import Withheld
from revrise.core.governance.consent import Consent
from revrise.services.calls.consents import Consents
from revrise.services.coaching.feedback import AddComment, Feedback
from revrise.services.privacy.purging import Purging

__all__ = ["desks"]
COMMAND = AddComment("c1", "she said the price is 40,000")


@frozen
class Between:
    """Ids, and what somebody else does once the comment was agreed to and before it is stored."""

    ids: Any
    other: Thread

    def new(self, prefix: str) -> str:
        if prefix == "cmt" and self.other.ident is None:
            self.other.start()
            self.other.join(0.5)  # where it has to wait for the comment it goes on afterwards
        return str(self.ids.new(prefix))


def take_back(world: World) -> None:
    said = [one for one in world.all(Consent) if one.purpose == "coach"]
    Consents(world.desk).withdraw(said[0].id, world.by("n1"))
    Purging(world.desk, "acme").purge("c1")


@pytest.mark.usefixtures("desks")
def test_consent_taken_back_while_a_comment_is_written_leaves_no_word(world: World) -> None:
    other = Thread(target=take_back, args=(world,))
    racing = evolve(world.desk, ids=Between(world.desk.ids, other))
    Feedback(racing).comment(COMMAND, world.by("coach"))
    other.join(30)
    assert not other.is_alive()
    assert "call.purged" in world.audited
    assert world.all(CallComment) == []


@pytest.mark.usefixtures("desks")
def test_nobody_comments_once_it_was_taken_back_and_others_may_before(world: World) -> None:
    Feedback(world.desk).comment(COMMAND, world.by("coach"))
    assert len(world.all(CallComment)) == 1
    take_back(world)
    with pytest.raises(Withheld, match="took back"):
        Feedback(world.desk).comment(COMMAND, world.by("coach"))
    assert world.all(CallComment) == []
