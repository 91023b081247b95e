"""English words of listening, hesitating, liking and disliking. Own compilation, lower case."""

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
        "oh really",
        "oh wow",
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

POSITIVE = words(
    """
    good great excellent awesome amazing perfect fantastic wonderful nice love loved loves like
    liked likes enjoy enjoyed helpful useful valuable happy glad pleased delighted excited
    exciting impressed impressive interesting interested easy easier easily simple smooth fast
    faster quick reliable clear better best improve improved improvement beautiful brilliant cool
    clean clever comfortable confident convenient efficient effective fair favorite flexible
    friendly fun handy ideal intuitive thrilled outstanding positive powerful productive promising
    recommend satisfied save saves saved secure smart solid strong succeed success successful
    super superb sweet thank thanks appreciate appreciated trust worth wow yay win benefit
    benefits advantage affordable agree agreed absolutely definitely exactly welcome works
    """
)
NEGATIVE = words(
    """
    bad terrible horrible awful poor worse worst hate hated hates dislike disappointed
    disappointing disappointment annoyed annoying angry frustrated frustrating frustration upset
    unhappy unhelpful useless worthless difficult hard harder hardest complicated complex
    confusing confused slow slower expensive pricey costly overpriced problem problems issue
    issues trouble troubles concern concerned concerns worried worry worries risk risky risks fail
    failed fails failing failure broken breaks bug bugs buggy crash crashes error errors mistake
    mistakes wrong waste wasted wasting lack lacking lacks missing unclear unreliable
    unfortunately unacceptable uncomfortable unfair unsure unstable struggle struggled struggling
    struggles painful pain pains nightmare mess messy clunky outdated cancel cancelled complain
    complaint complaints delay delayed delays lost lose loses losing afraid scared skeptical doubt
    doubts hesitant reluctant sad sorry stuck stress stressful tired tough ugly weak weird boring
    insecure hassle
    """
)
NEGATORS = words(
    """
    not no never none nothing neither nor without hardly barely cannot can't don't doesn't didn't
    isn't aren't wasn't weren't won't wouldn't couldn't shouldn't haven't hasn't hadn't ain't less
    dont cant
    """
)
