"""Hours of speech analysed in a minute on one core, beside a bare reading of the same text.

Run: python bench/transcripts.py [calls]. Baseline: json.loads and str.split of the transcripts.
"""

import json
import random
import sys
from time import process_time

from attrs import asdict

from revrise.apps.assembly import plugins
from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word
from revrise.services.calls.views import document
from revrise.services.measures.analysing import Analyst

ENGLISH = """we looked at the numbers last quarter and the team was not happy with the current
tool|so tell me about how your team handles renewals today|what would happen if nothing changed|
um that is a good question i think it would cost us a lot|right|mm-hmm|okay|
the price is too high for us this year|i understand what part of the budget worries you most|
could you send me the contract by friday|you know we would need approval from finance first|
let's schedule a demo next tuesday with your manager|our onboarding takes about six weeks and the
support team is very helpful|is there anything else you would like to see|
we already use another vendor and switching sounds risky""".replace("\n", " ").split("|")
CHINESE = """我们上个季度看了一下数据团队对现在的工具不太满意|您能介绍一下你们现在的续约流程吗|
如果什么都不改变会怎么样|呃这个问题问得好我觉得成本会很高|对|嗯|好的|今年这个价格对我们来说太贵了|
我理解您主要担心预算的哪一部分呢|您可以周五之前把合同发给我吗|那个我们得先找财务审批|
我们下周二安排一次演示请您经理也参加|上线大概需要六周我们的支持团队很专业|您还有什么想看的吗|
我们已经在用另一家的CRM了换起来风险很大""".replace("\n", "").split("|")


def call(seed: int, *, chinese: bool) -> Transcript:
    """About an hour in 600 utterances, words timed."""
    rng = random.Random(seed)
    clock, said = 0, []
    for number in range(600):
        lines = CHINESE if chinese else ENGLISH
        text = ("" if chinese else " ").join(rng.choices(lines, k=rng.choice((1, 1, 2))))
        words, start = [], clock
        for word in text if chinese else text.split():
            length = rng.randrange(150, 400) if chinese else rng.randrange(200, 500)
            words.append(Word(word, clock, clock + length))
            clock += length + rng.randrange(60)
        speaker = "rep" if number % 2 else "buyer"
        said.append(Utterance(speaker, text, start, clock, 0, tuple(words)))
        clock += rng.randrange(-200, 1500)
    speakers = (Speaker("rep", "seller"), Speaker("buyer", "buyer"))
    return Transcript("zh" if chinese else "en", speakers, tuple(said), clock)


def main(calls: int) -> float:
    """Prints the figures; returns hours a minute, scored on the bundled rubrics."""
    corpus = [call(seed, chinese=bool(seed % 2)) for seed in range(calls)]
    texts = [json.dumps(asdict(one), ensure_ascii=False) for one in corpus]
    hours = sum(one.duration_ms or 0 for one in corpus) / 3_600_000
    words = sum(len(said.words) for one in corpus for said in one.utterances)
    started = process_time()
    for text in texts:
        for said in json.loads(text)["utterances"]:
            said["text"].split()
    baseline = process_time() - started
    started = process_time()
    for one in corpus:
        analyse(one)
    analysed = process_time() - started
    analyst = Analyst(plugins())
    started = process_time()
    for one in corpus:
        document(analyst.analyse(one))
    scored = process_time() - started
    print(f"{calls} calls, {hours:.1f} hours, {words:,} timed words or 字")
    print(f"analyse              {hours / analysed * 60:10,.0f} hours of speech per minute")
    print(f"  + rubrics + JSON   {hours / scored * 60:10,.0f} hours of speech per minute")
    print(f"json.loads + split   {hours / baseline * 60:10,.0f} hours of speech per minute")
    print(f"ratio analyse / baseline {analysed / baseline:.2f}")
    return hours / scored * 60


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
