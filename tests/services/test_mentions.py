"""Who is named in a comment is told of it, if they may see the call and the comment."""

import pytest
from tests.services.conftest import NOW, World

from revrise.core.coaching.comment import CallComment
from revrise.core.conversations.call import Call
from revrise.core.errors import Invalid, NotFound
from revrise.services.coaching.feedback import AddComment, Feedback
from revrise.services.coaching.mentionable import MentionablePeople

CALL = Call("c1", "Talk", "n1", "north", NOW, "en", "c1", participants=("A", "B"))


@pytest.fixture
def feedback(world: World) -> Feedback:
    world.put(CALL)
    return Feedback(world.desk)


def told(world: World) -> list[tuple[str, ...]]:
    """Whom the events of the outbox tell."""
    events = world.desk.store.claim("acme", "me", 60)
    return [tuple(one.data["people"]) for one in events if one.name == "call.mentioned"]


def test_who_is_named_and_may_see_it_is_told(world: World, feedback: Feedback) -> None:
    made = feedback.comment(AddComment("c1", "@Max and @cora, please hear this"), world.by("n1"))
    assert made.mentions == ("manager", "coach")
    assert world.all(CallComment) == [made]
    assert told(world) == [("manager", "coach")]


def test_a_colleague_who_may_not_see_the_call_cannot_be_mentioned(
    world: World, feedback: Feedback
) -> None:
    with pytest.raises(Invalid, match="Nora 2 may not see this comment"):
        feedback.comment(AddComment("c1", "Look, @Nora 2!"), world.by("n1"))
    assert world.all(CallComment) == []


def test_the_rep_is_not_mentioned_among_coaches(world: World, feedback: Feedback) -> None:
    command = AddComment("c1", "@Nora 1 is tired, @Max", shared="coaches")
    with pytest.raises(Invalid, match="Nora 1 may not see"):
        feedback.comment(command, world.by("coach"))


def test_people_are_mentioned_by_id_too_and_strange_ones_are_not_found(
    world: World, feedback: Feedback
) -> None:
    made = feedback.comment(AddComment("c1", "hear", mentions=("coach",)), world.by("manager"))
    assert made.mentions == ("coach",)
    with pytest.raises(NotFound):
        feedback.comment(AddComment("c1", "hear", mentions=("nobody",)), world.by("manager"))


def test_other_words_tell_only_who_is_new_in_them(world: World, feedback: Feedback) -> None:
    made = feedback.comment(AddComment("c1", "@Max, hear this"), world.by("n1"))
    after = feedback.reword(made.id, "@Max and @Cora, hear this", made.version, world.by("n1"))
    assert after.mentions == ("manager", "coach")
    assert told(world) == [("manager",), ("coach",)]


def test_naming_oneself_or_nobody_tells_nobody(world: World, feedback: Feedback) -> None:
    made = feedback.comment(AddComment("c1", "@Nora 1 at 3pm, or @home"), world.by("n1"))
    assert made.mentions == ()
    assert told(world) == []


def test_the_wide_at_of_chinese_keyboards_mentions_too(world: World, feedback: Feedback) -> None:
    made = feedback.comment(AddComment("c1", "请听＠Max"), world.by("n1"))
    assert made.mentions == ("manager",)


def test_only_who_may_see_call_and_comment_is_suggested(world: World, feedback: Feedback) -> None:
    people = MentionablePeople(world.desk)
    by_coach = people.show("c1", "", world.by("coach"))
    assert next(iter(by_coach)) == "n1"  # whose call it is comes first
    assert "coach" not in by_coach
    assert not {"n2", "s1"} & set(by_coach)
    assert "n1" not in people.show("c1", "", world.by("coach"), "coaches")
    assert people.show("c1", "nora", world.by("n1")) == {}
    with pytest.raises(Invalid, match="unknown"):
        people.show("c1", "", world.by("coach"), "all")


def test_everybody_suggested_can_be_mentioned(world: World, feedback: Feedback) -> None:
    for shared in ("rep", "coaches"):
        for one in MentionablePeople(world.desk).show("c1", "", world.by("coach"), shared):
            made = feedback.comment(
                AddComment("c1", "hear", shared=shared, mentions=(one,)), world.by("coach")
            )
            assert made.mentions == (one,)


def test_of_a_hidden_call_nobody_is_suggested(world: World, feedback: Feedback) -> None:
    with pytest.raises(NotFound):
        MentionablePeople(world.desk).show("c1", "", world.by("n2"))
