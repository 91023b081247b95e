"""The ways to measure a criterion, as an author is shown them beside the text of a rubric."""

from revrise.apps.web.i18n import marked

MEASURES: tuple[tuple[str, str], ...] = (
    (
        marked("Topics the call has to touch: each is a tracker, their share makes the level"),
        """\
[[criteria]]
id = "topics"
title = { en = "Topics covered", zh = "话题覆盖" }
competency = "discovery"
weight = 1
[criteria.measure]
kind = "topics"
bands = { 3 = 0.5, 4 = 0.75, 5 = 1 }
topics.budget = { phrases = ["budget", "预算"] }
topics.timing = { phrases = ["go live", "上线"] }
topics.decision = { phrases = ["sign off", "拍板"], side = "buyer" }
[criteria.anchors]
en = ["None", "Few", "Half of them", "Most of them", "All of them"]
zh = ["没有谈到", "谈到少数", "谈到一半", "谈到大部分", "全部谈到"]""",
    ),
    (
        marked("A metric of the call, between two ends"),
        (
            'measure = { kind = "metric", metric = "talk_share", '
            "bands = { 3 = [0.2, 0.65], 5 = [0.3, 0.55] } }"
        ),
    ),
    (
        marked("Questions that a side asks"),
        'measure = { kind = "questions", form = "open", bands = { 3 = 3, 5 = 8 } }',
    ),
    (
        marked("Lines in which somebody says one of the words"),
        (
            'measure = { kind = "tracker", bands = { 3 = 1, 5 = 3 }, '
            'tracker = { side = "seller", phrases = ["agenda", "议程"] } }'
        ),
    ),
    (
        marked("What a detector finds, counted"),
        (
            'measure = { kind = "moments", moment = "commitment", label = "next_step", '
            "bands = { 3 = 1, 5 = 3 } }"
        ),
    ),
    (
        marked("People alone give the level: nothing is counted"),
        'measure = { kind = "human" }',
    ),
    (
        marked("Steps that follow each of what a detector finds"),
        (
            'measure = { kind = "sequence", moment = "objection", '
            'steps = ["acknowledged", "answered"], bands = { 3 = 0.4, 5 = 0.8 } }'
        ),
    ),
)
"""What is measured, and how it is written: the first a whole criterion, then measures alone."""
