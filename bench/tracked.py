"""Metrics, detectors, one rubric and 5,000 tracker phrases, beside a bare search for the phrases.

Run: python -m bench.tracked [calls]. The bare search is a textbook Aho-Corasick automaton in the
same language over the characters of the same text, folded. It knows no words, gaps, sides or
places; our own matcher, which does, is shown too. CPU time, the least of nine rounds in turn.
"""

import os
import random
import sys
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from bench.dialogues import hours
from bench.transcripts import CHINESE, ENGLISH, call
from revrise.apps import garbage
from revrise.apps.assembly import plugins
from revrise.core.conversations.reading import read
from revrise.core.conversations.trackers import Tracker, TrackerSet, words
from revrise.core.conversations.transcript import Transcript
from revrise.core.conversations.words.folding import fold
from revrise.core.conversations.words.phrases import Matcher
from revrise.services.calls.views import document
from revrise.services.measures.analysing import Analyst

PHRASES, TRACKERS, ROUNDS = 5_000, 100, 9


class Automaton:
    """Aho and Corasick, 1975."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._next: list[dict[str, int]] = [{}]
        self._ends: list[list[int]] = [[]]
        for number, phrase in enumerate(phrases):
            node = 0
            for letter in phrase:
                if letter not in self._next[node]:
                    self._next[node][letter] = len(self._next)
                    self._next.append({})
                    self._ends.append([])
                node = self._next[node][letter]
            self._ends[node].append(number)
        self._failed = [0] * len(self._next)
        self._link()

    def _link(self) -> None:
        waiting = deque(self._next[0].values())
        while waiting:
            node = waiting.popleft()
            for letter, child in self._next[node].items():
                at = self._failed[node]
                while at and letter not in self._next[at]:
                    at = self._failed[at]
                self._failed[child] = self._next[at].get(letter, 0)
                self._ends[child] += self._ends[self._failed[child]]
                waiting.append(child)

    def find(self, text: str) -> list[tuple[int, int]]:
        """(phrase, end) of every hit."""
        nodes, failed, ends = self._next, self._failed, self._ends
        node, found = 0, []
        for at, letter in enumerate(text, 1):
            while node and letter not in nodes[node]:
                node = failed[node]
            node = nodes[node].get(letter, 0)
            if ends[node]:
                found += [(number, at) for number in ends[node]]
        return found


def phrases() -> list[str]:
    """Words that are said in the calls, by twos and threes, among many that are not."""
    chance = random.Random(1)
    said = sorted({word for line in ENGLISH for word in line.split()})
    said += [f"word{number}" for number in range(600)]
    made = []
    for number in range(PHRASES):
        if number % 2:
            line = chance.choice(CHINESE)
            start = chance.randrange(max(1, len(line) - 3))
            part = line[start : start + chance.randrange(2, 4)]
            made.append(part + (chance.choice("甲乙丙丁戊己庚辛壬癸") if number % 50 > 1 else ""))
        else:
            made.append(" ".join(chance.choices(said, k=chance.choice((2, 3, 3)))))
    return made


def least(*jobs: Callable[[], object]) -> list[float]:
    found = [float("inf")] * len(jobs)
    for _ in range(ROUNDS):
        for at, job in enumerate(jobs):
            started = process_time()
            job()
            found[at] = min(found[at], process_time() - started)
    return found


def main(calls: int) -> tuple[float, float]:
    """Hours of speech a minute; how many times the bare search it takes: of calls made up.

    Dialogues people had are shown as well, where they are: every third line of ours objects.
    """
    garbage.seldom()  # as the processes do that analyse
    wanted = phrases()
    print(f"{PHRASES:,} phrases, {TRACKERS} trackers, one rubric")
    made = [call(seed, chinese=bool(seed % 2)) for seed in range(calls)]
    figures = _measured(f"{calls} calls made up", made, wanted)
    folder = Path(os.environ.get("REVRISE_SHARED_DATA", "../shared/data"))
    if folder.is_dir():
        for name, corpus in hours(folder, calls).items():
            _measured(name, corpus, wanted)
    return figures


def _measured(name: str, corpus: list[Transcript], wanted: list[str]) -> tuple[float, float]:
    spoken = sum(one.duration_ms or 0 for one in corpus) / 3_600_000
    parts = [tuple(wanted[at::TRACKERS]) for at in range(TRACKERS)]
    trackers = TrackerSet([Tracker(f"t{at}", {}, words(part)) for at, part in enumerate(parts)])
    analyst, bare = Analyst(plugins()), Automaton([fold(one).text for one in wanted])
    matcher = Matcher({f"t{at}": part for at, part in enumerate(parts)})
    texts = [said.text for one in corpus for said in one.utterances]
    whole, searched, matched = least(
        lambda: [document(analyst.analyse(one, ["discovery"], trackers)) for one in corpus],
        lambda: [bare.find(fold(text).text) for text in texts],
        lambda: [list(read(one).hits(matcher)) for one in corpus],
    )
    print(f"{name}, {spoken:.1f} hours")
    for what, took in (
        ("the whole analysis", whole),
        ("bare Aho-Corasick", searched),
        ("our own matcher", matched),
    ):
        print(
            f"  {what:20} {took * 1_000 / spoken:7.2f} ms an hour of speech, "
            f"{spoken / took * 60:8,.0f} hours a minute, {whole / took:5.1f} × in the whole"
        )
    return spoken / whole * 60, whole / searched


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
