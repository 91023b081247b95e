"""What asks in the middle of unpunctuated English and what only looks like it, by word order."""

import pytest

from revrise.core.conversations.questions import kind


@pytest.mark.parametrize(
    "text",
    [
        "we've all been there so how do you plan your week",
        "that's the last page and how many depots do you run",
        "i like to know my people so what does a good month look like",
        "there's the old fence too how old's the gate",
        "it's about the same price what would you do in my place",
        "i can follow that what would finished mean to you",
        "sorry about the noise how do people reach you at the moment",
        "well get on with it then what's it going to be",
        "oh i see and which day is it what time's he there",
        "that's quick how've you managed that",
        "with the van and the trailer how does that sound",
        "ha so what made you change",
        "lovely and who pays for that",
        "that's helpful and who would own this on your side",
        "okay that helps and who decides on it",
        "by when",
        "for how many users",
        "at what price",
        "talk to me about your goals for this year",
    ],
)
def test_a_wh_word_with_its_inversion_asks_wherever_it_stands(text: str) -> None:
    assert kind(text)


@pytest.mark.parametrize(
    "text",
    [
        "hello this is tom from the harbour office am i speaking with mrs lund",
        "that's the offer then shall i put you down for march",
        "nine pounds and the mat is in it shall we go ahead",
        "it is your decision so can i send it to you on friday",
        "i only saw it from outside could i come by one morning",
        "with what you know now would you take it again",
        "if i leave out the wheels i'd be at ninety would they take it then",
        "you told me june last time did i hear that properly",
        "the clasp is it tight",
        "that's fine is there anyone at home before noon",
        "so are you about this weekend",
        "we can do it have you got a drawing",
        "he paid for it did he",
        "so it folds does it",
        "no rush when's that",
        "the old lamp what happened to it",
    ],
)
def test_an_auxiliary_before_a_pronoun_asks_after_a_whole_clause(text: str) -> None:
    assert kind(text)


@pytest.mark.parametrize(
    "text",
    [
        "some start with ten would ten be easier",
        "i was saying would monday morning suit you",
        "let me take the fee off would the autumn be better",
        "could anna bring the keys",
        "will norwegian be acceptable",
        "hello doctor did the new crown fit",
        "and the shed does the roof need doing",
        "good morning mr oyelaran is my voice coming through",
        "it was in the paper did everyone see it",
        "hi it's ola from the yard is now okay",
        "your french is good is friday at six possible",
        "a dog twice a month is that an issue",
        "it's a bit pricey is that your best price",
    ],
)
def test_an_auxiliary_before_a_noun_or_a_number_asks(text: str) -> None:
    assert kind(text)


@pytest.mark.parametrize(
    "text",
    [
        "a lock on the inner door you mean",
        "thirty fixed for how long",
        "brown like wood or brown like rust",
        "for keeps or for a season",
        "you want it on a monday",
        "it would fit the small one want me to measure it",
        "you happy with the colour",
        "how d'you mean closed",
        "who looks after it at night",
        "what puts you off it",
        "which part worries you most",
        "what next",
        "don't suppose you have a discount",
        "you wouldn't happen to have a pen",
        "which department decides on it",
        "mind if we record this",
        "got a second",
        "sounds fair to you",
        "any thoughts on the proposal",
        "d'you have a budget",
        "do people like it",
        "do the prices include vat",
    ],
)
def test_short_forms_ask(text: str) -> None:
    assert kind(text)


@pytest.mark.parametrize(
    "text",
    [
        "i had it on the desk and he did it in an hour",
        "the only thing is it rattles",
        "they're good but i can't see how they do it so early",
        "none of you were there that day",
        "what bakers are doing now is quite simple",
        "my brother did the floors and i did the walls",
        "that could all be done later",
        "would love to come along",
        "i see what you mean",
        "my uncle did that and broke it",
        "the app does it for you every night",
        "do they'll be glad of it",
        "i was wondering when you'd come by",
        "it depends on how much",
        "we took two of the big ones and so did they",
        "i was where they are now a year ago",
        "they ring or they write",
        "you got a deal",
        "which means we'd wait",
        "which also helps us",
        "which our sales guys hate",
        "should you need anything call me",
        "any questions let me know",
        "do the paperwork",
        "had we known that we'd have waited",
        "you know what let's do thursday",
        "anna will walk us through the numbers tomorrow",
        "they didn't tell us about the fee",
        "never have i seen that",
        "for what it's worth i liked it",
        "the problem is that your support is slow",
        "from what i hear the others are good",
    ],
)
def test_statements_with_the_same_words_do_not(text: str) -> None:
    assert kind(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "did i oh yes the one with the hat",
        "was it oh it was",
        "could we no it's too late",
        "has he well then we are late",
    ],
)
def test_an_echo_that_its_speaker_answers_asks_nothing(text: str) -> None:
    assert kind(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Does he, now. I like him for it.",
        "Then there's no need for one, is there.",
        "He can, can't he. He has the time.",
        "Good. I'd like to hear the others first.",
        "Any other day is fine, really.",
    ],
)
def test_who_writes_marks_and_closes_with_a_full_stop_asks_nothing(text: str) -> None:
    assert kind(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Lovely. Now tell me how an order reaches you, from the first call.",
        "How many seats do you have.",
    ],
)
def test_a_request_or_a_question_alone_asks_before_a_full_stop_too(text: str) -> None:
    assert kind(text)
