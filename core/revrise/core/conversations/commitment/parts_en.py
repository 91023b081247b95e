"""What English promises are made of: who will, what is done, when; and what undoes them."""

from revrise.core.conversations.words.phrase_patterns import patterns

_WORDS = {
    "day": "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "number": """
        one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1|2|3|4|5|6|7|8|9|10|11|12
        """,
    "month": "january|february|april|june|july|august|september|october|november|december",
    "part": "morning|afternoon|evening|night|week|weekend|month|quarter|year",
    "ordinal": """
        first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|
        thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|
        thirtieth
        """,
    "nth": """
        1st|2nd|3rd|4th|5th|6th|7th|8th|9th|10th|11th|12th|13th|14th|15th|16th|17th|18th|19th|
        20th|21st|22nd|23rd|24th|25th|26th|27th|28th|29th|30th|31st
        """,
    "them": "him|her|them|it|that|those|these|this|one",
}
_PARTS = {
    # Said of oneself, of both, and of what the other will have.
    "promise": """
        (i'll|we'll|i will|we will|i shall|we shall) / (i'm|i am|we're|we are) (going to|gonna) /
        i promise / happy to / (i'm|we're|i am|we are) (sending|coming|bringing|booking|calling|
        ringing|signing|doing|putting|in|on it) / (and|then|so|but) (i|we) (send|call|ring|sign|
        pay|bring|come|read|write|tell|ask)
        """,
    "sure": "i'll / i will / i shall",
    "let": "let me / lemme / let us",
    "both": """
        see (you|ya) / (speak|talk) (to you|tomorrow|then|soon|on|{day}) /
        (speak|talk) (in|at|next) / catch up / let's
        """,
    "meet": """
        let's (schedule|set up|book|meet|reconnect|plan|talk|catch up) /
        we'll (meet|speak|talk) / meet again / follow up (call|meeting) /
        (calendar|the|an) (invite|invitation)
        """,
    "yours": """
        (you'll|you will) (have|get|hear|receive|see|find) / you hear from / (with|to) you (by|
        before|within|in|on|this|tomorrow|tonight|today|next) / on (its|it's|the|their) way /
        in your (inbox|email|hands) / on your desk / consider it done /
        (you have|you've got) my word / (he'll|she'll|they'll|he|she|they|will) (call|ring|email|
        text|send|contact) you / leave it with me / will do /
        coming (your|this|today|tomorrow|tonight)
        """,
    "asked": """
        (could|can|would|will) you (send|share|introduce|bring|check|confirm|review|forward|ask|
        book|arrange|call|email) / (please|you'll) (send|share|confirm|check|review|talk to|get
        back) / send me
        """,
    "deed": """
        get (it|them|that|this|those|you|him|her) /
        send / sending / sent / email / mail / call / ring / phone / telephone / text / message /
        book / schedule / arrange / organise / organize / bring / check / ask / confirm / pay /
        transfer / order / sign / get back / come / meet / pop / drop / swing / speak / talk /
        discuss / run it / read / look / write / draw / prepare / put together / print /
        forward / share / introduce / follow up / chase / find out /
        let (you|him|her|them) know / set up / hold / block / post / reserve / fetch / collect /
        pick / deliver / invite / update / review / draft / type / copy / ping / reach out /
        circle back / pass / show / run / test / try / fill / file / register / change / fix /
        quote / ship / load / measure / install / cancel / renew
        """,
    "follow": """
        send / sending / email / call / ring / phone / text / message / write / bring / book /
        forward / post / get back / let you know / do that / do it / tell (him|her|them|you) /
        ask (him|her|them|my|our|the)
        """,
    "little": """
        have / get / do / give / tell / put / keep / make / take / sort / leave / start /
        be (in|there|at|here|back|waiting|ready) / know / wait / go / add / stick / see / talk /
        set / hear / be
        """,
    "time": """
        ({day}|tomorrow|tonight|today|noon|lunchtime|{month}|o'clock|later|straight away|right
        away|right now|first thing|the weekend|day after) / this ({part}|{day}) /
        next (time|{part}|{day}) / (by|at|before|till|after|around|about) (half|quarter|{number}|
        midday|lunch|dinner|then|close|work|school|christmas|easter) / half past /
        half {number} / end of (the|this|next|play) / in (a|the) (minute|moment|sec|second|bit|
        hour|{part}|next|few|couple) / in (an|half an) hour /
        in {number} (minute|minutes|days|weeks|hours) / within (the|a|an|{number}) /
        the {ordinal} / as soon as / once (i|you|i've|you've|we) / when (i|you) (get|have|are) /
        over the {part} / in (march|may) / (after|before) the (call|meeting) / (am|pm) /
        ({month}|march|may) {nth} / the {nth}
        """,
    "settled": """
        works for (me|us) / suits / (that|it|this|{day}|{number}|tomorrow) works / could work /
        it is then / (count|put) (me|us) (in|down) / i'm in / we're (on|in business) / deal /
        agreed / sounds like a plan / ({day}|{day}'s|tomorrow's|tomorrow) (fine|good|ok|okay|
        great|grand|it is|then|is fine|is good|suits) / let's do {them} / go for it / you're on /
        done / go on then / i'd (come|love to)
        """,
    "bid": """
        (send|bring|give|drop|ship|post) (it|them|me|us|that|those|the|over|through|him|her|out) /
        (put|book|sign|hold|reserve|keep|set|write) (it|me|us|them|one|that) / go ahead /
        do (that|it) / please do / (call|ring|email|text|phone|telephone|message|tell|ask|remind)
        (me|us|him|her|them) / come (on|over|by|round|in|to|down) / have (him|her|them) / go on
        """,
    "offer": """
        (shall|should|can|could|may|might) (i|we) / want me to / would you like / do you want /
        what if / (how|what) about / are you (free|around|in) /
        when (can|could|would|are|do|will) / (work|suit) (for you|you) / would (it|that|{day}) /
        (is|are) (that|we) agreed
        """,
    # What speaks against it.
    "perhaps": """
        might / maybe / perhaps / would / could / i'd / we'd / you'd / he'd / she'd / they'd /
        probably / whether / wouldn't / couldn't / should / wish / depends
        """,
    "not": """
        not / no / never / can't / cannot / don't / won't / didn't / isn't / wasn't / doesn't /
        nothing / nobody / wouldn't / haven't / hasn't / shan't
        """,
    "past": """
        was / were / had / did / said / told / last / ago / used to / yesterday / came / went /
        got / sent / asked / been / wanted / thought / rang / called / bought / took
        """,
    "told": """
        (he|she|they|you) (said|told|promised) / (supposed|meant) to / (was|were) going to /
        would have
        """,
    "habit": "always / usually / every / normally / sometimes / often / typically / each",
    "idle": """
        (i'll|i will|we'll) (admit|give you that|tell you|say|bet|never|confess|grant you|not|try
        not|have words|have to|need|want|miss|cry|die|skip|explain|give you an example) /
        we'll see /
        (i'll|i will) see (if|what|how|about|whether|it|that) /
        (i'll|i will) be (honest|straight|frank|fair|you|away|on holiday|on leave|out of|off) /
        let me (see|think|guess|ask you|tell you|explain|show you|walk you|finish|be|just say|
        stop|rephrase|start|understand|get this) /
        let's (say|see|be|call it|face|start|not|hear|assume|go back)
        """,
    "agree": """
        yes / yeah / yep / yup / ok / okay / sure / deal / done / perfect / great / lovely /
        good / fine / right / alright / go / cool / grand / sounds / brilliant / fair /
        excellent / noted / understood / absolutely / certainly
        """,
}


def parts() -> dict[str, tuple[str, ...]]:
    """The phrases of each part."""
    return {part: patterns(text, _WORDS) for part, text in _PARTS.items()}
