"""Buy an adviser's hours free for treatment on a course, for a period a leader agreed to."""

from dataclasses import dataclass
from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import Register, RoleKey
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import staff_with_role
from hjemmebane.records.courses.actions.rules import must_be_open, must_be_soon_enough
from hjemmebane.records.courses.models import AdviserBuyout, Course

MOST_HOURS = 37


@dataclass(frozen=True)
class BuyoutWish:
    """Whose hours, how many a week, in which period, and the leader who agreed."""

    adviser: User
    hours_a_week: int
    from_on: date
    to_on: date
    agreed_by: User


@action("course.buy_out")
def buy_out_adviser(*, by: User, course: Course, wish: BuyoutWish) -> AdviserBuyout:
    """Register hours of an adviser bought free for treatment on the course (S0-FHF-27).

    Raises Refused `not_an_adviser`, `not_a_leader`, `bad_hours`, `bad_period`,
    `bought_out_already` or what the days are refused by.
    """
    name = "course.buy_out"
    must_be_open(name, course)
    is_authority = course.dossier.register == Register.AUTHORITY
    advisers = staff_with_role(RoleKey.ADVISER).filter(pk=wish.adviser.pk)
    if not is_authority or not advisers.exists():
        raise Refused(name, "not_an_adviser")
    if not staff_with_role(RoleKey.TEAM_LEADER).filter(pk=wish.agreed_by.pk).exists():
        raise Refused(name, "not_a_leader")
    if not 1 <= wish.hours_a_week <= MOST_HOURS:
        raise Refused(name, "bad_hours")
    must_be_soon_enough(name, wish.from_on, course)
    must_be_soon_enough(name, wish.to_on, course)
    if wish.to_on < wish.from_on:
        raise Refused(name, "bad_period")
    others = course.buyouts.filter(
        adviser=wish.adviser, from_on__lte=wish.to_on, to_on__gte=wish.from_on
    )
    if others.exists():
        raise Refused(name, "bought_out_already")
    made = AdviserBuyout.objects.create(
        course=course,
        adviser=wish.adviser,
        hours_a_week=wish.hours_a_week,
        from_on=wish.from_on,
        to_on=wish.to_on,
        agreed_by=wish.agreed_by,
        noted_by=by,
        noted_at=clock.now(),
    )
    log(by=by, about=made, facts={"course": course.public_id, "hours": wish.hours_a_week})
    return made
