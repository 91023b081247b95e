"""The words English questions are made of, as patterns."""

from revrise.core.conversations.words.lexicon import any_of, words

CONTRACTED = "(?:'s|'re|'d|'ll|'ve)"
AUX = any_of(
    """do does did is are am was were can could will would should shall has have had may might must
    ought isn't aren't wasn't weren't don't doesn't didn't can't couldn't won't wouldn't shouldn't
    haven't hasn't hadn't ain't"""
)
SUBJECT = any_of("you i we they he she it there y'all ya u") + "(?!')"
NOUN = any_of(
    """the a an this that these those your our my his her their its any anyone anybody anything
    someone somebody something everyone everybody everything all some people most both either
    one"""
)
# What "what" and "who" go on with as their own subject.
VERBS = """happens happened made makes drives drove brought brings prompted led changed keeps kept
    caused causes comes came matters stands stops stopped owns signs decides approves handles
    manages uses runs pays needs wants said says"""
VERB = any_of(VERBS)
# Verbs as they stand after an auxiliary and its subject.
PLAIN_VERB = any_of(
    """be have get come go do make take need want work fit help say mean look sound like love cost
    include cover match change sit suit bring reach arrive give send use book find show start see
    happen try own sign decide pay approve"""
)
AMOUNT = any_of("many much long often soon far big old")

# Sounds of thinking, left out wherever they fall: "does uh the".
FILLERS = words("uh uhm um umm er erm")
