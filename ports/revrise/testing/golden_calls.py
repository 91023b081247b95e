"""Calls small enough to be measured by hand, English and Chinese."""

from attrs import evolve

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word

REP, CUSTOMER = Speaker("R", "seller", "Rep"), Speaker("C", "buyer", "Customer")
BOTH = (REP, CUSTOMER)


def chat(call: Transcript) -> Transcript:
    """The same words without any time, as a chat has them."""
    bare = tuple(evolve(one, start_ms=None, end_ms=None, words=()) for one in call.utterances)
    return evolve(call, utterances=bare, duration_ms=None)


def _words(*words: tuple[str, int, int]) -> tuple[Word, ...]:
    return tuple(Word(*word) for word in words)


ENGLISH = Transcript(
    "en",
    BOTH,
    (
        Utterance("R", "Hi Sam so tell me about your current process", 0, 10_000),
        Utterance(
            "C", "We use spreadsheets and um it takes the team a very long time", 10_500, 20_500
        ),
        Utterance("R", "mm-hmm", 14_000, 14_500),
        Utterance("C", "It is slow and people hate it", 21_000, 30_000),
        Utterance("R", "Would a weekly report help you", 32_000, 36_000),
        Utterance(
            "C", "No we need something daily because finance asks every morning", 35_000, 45_000
        ),
        Utterance("R", "I see so uh daily it is", 44_000, 50_000),
    ),
    60_000,
)
CHINESE = Transcript(
    "zh-CN",
    BOTH,
    (
        Utterance("R", "您好，请问你们现在用什么CRM？", 0, 4000),
        Utterance("C", "我们现在用的是表格，呃，很麻烦", 5000, 9000),
        Utterance("R", "嗯", 6000, 6400),
        Utterance("R", "那个，您能不能说说麻烦在哪里", 9500, 12_500),
        Utterance("C", "数据很乱，而且这个报表太慢了", 12_000, 18_000),
        Utterance("R", "明白了", 18_200, 18_900),
        Utterance("R", "我们的产品很快", 20_500, 24_500),
        Utterance("C", "好，没有问题", 25_000, 27_000),
    ),
    30_000,
)
MIXED = Transcript(
    "zh-CN",
    BOTH,
    (
        Utterance("R", "你们的CRM系统现在用得怎么样？😊", 0, 5000),
        Utterance("C", "还可以，就是report太慢了😭", 5500, 9500),
        Utterance("C", "👍", 9600, 10_000),
        Utterance("R", "OK，那我周五把demo发给你", 11_000, 15_000),
        Utterance("C", "好的，没问题 🎉🎉", 15_500, 17_500),
    ),
    20_000,
)
PANEL = Transcript(
    "en",
    (REP, *(Speaker(name, "buyer", name) for name in ("Ana", "Ben", "Cho"))),
    (
        Utterance("R", "Our platform costs two hundred a seat", 0, 6000),
        Utterance("Ana", "That is too expensive for us", 6500, 9500),
        Utterance("R", "I understand, what do you compare it with?", 10_000, 16_000),
        Utterance("Ben", "We compare it to what we pay today", 16_500, 20_500),
        Utterance(
            "R",
            "Most teams earn it back in three months because errors stop, does that help?",
            21_000,
            29_000,
        ),
        Utterance("Cho", "Yes that makes sense", 29_500, 31_500),
        Utterance("Ben", "We could live with that", 30_500, 33_500),
        Utterance("R", "I will send you the proposal by Friday", 34_000, 38_000),
    ),
    40_000,
)
WORDS = Transcript(
    "en",
    BOTH,
    (
        Utterance(
            "R",
            "How do you work today",
            0,
            10_000,
            None,
            _words(
                ("How", 0, 400),
                ("do", 400, 600),
                ("you", 600, 900),
                ("work", 4000, 4500),
                ("today", 4500, 5000),
            ),
        ),
        Utterance(
            "C",
            "By hand um mostly",
            6000,
            12_000,
            None,
            _words(
                ("By", 6000, 6500),
                ("hand", 6500, 7000),
                ("um", 9000, 9500),
                ("mostly", 9500, 10_500),
            ),
        ),
        Utterance("R", "Okay", 7200, 7600, None, _words(("Okay", 7200, 7600))),
        Utterance(
            "R",
            "Do you like it",
            10_000,
            14_000,
            None,
            _words(
                ("Do", 10_000, 10_200),
                ("you", 10_200, 10_600),
                ("like", 10_600, 11_000),
                ("it", 12_000, 13_000),
            ),
        ),
    ),
    20_000,
)
GUEST = Transcript(
    "en",
    (REP, Speaker("X", "unknown", "Guest")),
    (
        Utterance("R", "What do you use today", 0, 4000),
        Utterance("X", "We use a spreadsheet", 5000, 9000),
    ),
    10_000,
)
ALONE = Transcript("en", BOTH, (Utterance("R", "Is anybody there", 0, 2000),), 10_000)
NOBODY = Transcript("zh", BOTH, (), 60_000)
STRANGERS = Transcript(
    "en",
    (Speaker("A"), Speaker("B")),
    (Utterance("A", "Good morning", 0, 1000), Utterance("B", "Good morning to you", 1500, 3000)),
    4000,
)
SHORT = Transcript(
    "en", BOTH, (Utterance("R", "Hello there", 0, 900), Utterance("C", "Hi you", 1000, 1800)), 2000
)
BAD_TIMES = Transcript(
    "en",
    BOTH,
    (
        Utterance("C", "We bought it in spring", 5000, 8000),
        Utterance("R", "What did they buy", -1000, 3000),
        Utterance("R", "Tell me", 4000, 2000),
        Utterance("C", "No times here"),
        Utterance("C", "Our director signed it", 7000, 12_000),
    ),
    10_000,
)
