"""English words of listening and hesitating. Own compilation, lower case."""

from revrise.core.conversations.words.lexicon import words

# One breath of listening: alone in an utterance these take no floor.
BACKCHANNELS = words(
    """
    mm mmm hm hmm mhm mm-hmm mmhmm mm-hm mhmm uh-huh uhhuh uh-hum um-hum umhum aha ah oh ooh yeah
    yep yup yes ya right okay ok k alright sure cool wow nice great good exactly absolutely
    totally definitely indeed true correct really understood gotcha perfect interesting awesome
    fine
    """
) | frozenset(
    {
        "mm hmm",
        "uh huh",
        "um hum",
        "i see",
        "got it",
        "of course",
        "all right",
        "fair enough",
        "makes sense",
        "no way",
        "for sure",
        "good point",
        "i know",
        "sounds good",
        "that's right",
        "that's true",
        "that's great",
        "that's good",
        "i understand",
        "i agree",
        "very good",
        "very nice",
        "no kidding",
        "you bet",
        "ah ha",
    }
)

# Hesitations that are never anything else; the two-word ones are judged in context.
HESITATIONS = "um|umm|uhm|uh|uhh|er|erm|err|ehm|mmm"
# Before "kind of" and "sort of" they make kinds of what follows; elsewhere these hedge.
BEFORE_KINDS = (
    "a an the this that these those some any no every each all one another other what which my "
    "your our same new different certain particular special right wrong best worst only first last"
)
