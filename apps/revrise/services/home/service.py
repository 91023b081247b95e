"""Home of a person, whatever their roles: the parts the policy opens to them."""

from attrs import evolve, frozen

from revrise.core.governance.actor import Actor
from revrise.services.desk import Desk
from revrise.services.home.mine import MyDay
from revrise.services.home.steps import choose
from revrise.services.home.system import Watch
from revrise.services.home.team import Others
from revrise.services.home.views import HomeView


@frozen
class Home:
    """The use case. Who has several roles sees the parts of each."""

    desk: Desk
    day: MyDay
    others: Others
    watch: Watch

    def show(self, by: Actor) -> HomeView:
        """What waits for the actor now."""
        view = HomeView(
            (),
            self.day.read(by),
            self.others.team(by),
            self.others.coaching(by),
            self.others.enabling(by),
            self.watch.system(by),
            self.desk.clock.now(),
        )
        return evolve(view, steps=choose(view))
