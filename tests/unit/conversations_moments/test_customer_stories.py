"""Which lines of sellers tell of another customer."""

from time import process_time

import pytest

from revrise.plugins.detectors.customer_stories import CustomerStories
from revrise.testing.sample_calls import call


def told(said):
    """The words by which it is told, or None."""
    found = list(CustomerStories().find(call(f"B: hm\nS: {said}")))
    return said[slice(found[0].span.start, found[0].span.end)] if found else None


@pytest.mark.parametrize(
    "said",
    [
        "One company we work with saved forty hours a month.",
        "a builder I work with swears by it",
        "we work with a firm very like yours in Chicago",
        "a couple of our clients moved over from them this year",
        "I was talking to a customer last week who said the same",
        "there's a dental practice in Bristol that uses it every day",
        "we helped a hospital in Denver do exactly that",
        "our customer in Manchester had the same issue with returns",
        "one lady had hers put in twelve years ago",
        "the garage down the road has been using ours since May",
        "your neighbour at number twelve had it done in March",
        "last month a client called me and said it had saved their stock",
        "we put one in for a farmer near Hereford",
        "a similar company to yours saw it in three months",
        "上个月有家饭店也是这个问题",
        "之前有个客户也是做服装的",
        "像我们之前服务的一家物流公司",
        "您楼上那家公司用的就是我们的",
        "有个学员三个月就瘦了二十斤",
        "前两天一个阿姨买回去说好用",
        "某家上市公司就是用这套",
        "您樓上那家公司用的就是我們的",
        "有個學員三個月就瘦了二十斤",
        "一个做外贸的朋友用了效率高一倍",
        "您同学也是在我们这儿买的",
    ],
)
def test_what_another_customer_did_is_a_story(said):
    assert told(said)


@pytest.mark.parametrize(
    "said",
    [
        "we have a customer service line",
        "most companies your size need the larger plan",
        "a company like yours should have two",
        "did your neighbours have one",
        "you can have some of our food",
        "I'm calling from a company called Brightside",
        "a client of yours told me",
        "one of our vans is near you",
        "您有个客户在等",
        "之前有客户来看过吗",
        "最近有家里人用过吗",
        "有个家长群您进一下",
        "我们有客户经理专门服务您",
        "新客户首单八折",
    ],
)
def test_customers_as_such_the_buyers_and_general_claims_are_none(said):
    assert told(said) is None


def test_a_long_line_that_begins_stories_over_and_over_takes_linear_time():
    started = process_time()
    assert told("one of our big old a similar there's a new 我们有 上个月有 " * 20_000) is None
    assert process_time() - started < 10
