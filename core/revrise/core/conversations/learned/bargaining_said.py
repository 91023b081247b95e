"""English words by which a line goes against a proposal, or with it (word lists)."""

from revrise.core.conversations.words.phrases import phrases

AGAINST = {
    "but": phrases("but / though / however / although / except / still / instead"),
    "need": phrases(
        """
        need / needs / needed / want / must / require / important / essential / crucial /
        priority / badly / enough / low / prefer
        """
    ),
    "deny": phrases(
        """
        not / no / can't / cannot / don't / won't / never / couldn't / wouldn't / isn't / doesn't /
        aren't / wasn't / haven't / hasn't / cant / dont / wont / nope
        """
    ),
    "also": phrases("too / also"),
}
AGREES = frozenset(
    phrases(
        """
        yes / yeah / sure / ok / okay / great / perfect / sounds / deal / agree / fine / works /
        awesome / cool / alright
        """
    )
)
FIGURES = frozenset(phrases("one / two / three / all / both / half / rest / most"))
# Long words that are about nothing: to share them is no sign.
COMMON = frozenset(
    phrases(
        """
        about / also / been / because / could / does / don't / extra / from / give / going / good /
        have / just / know / like / more / much / need / really / some / sound / sounds / sure /
        take / than / that / that's / them / then / there / they / think / this / want / were /
        what / when / will / with / would / your
        """
    )
)
