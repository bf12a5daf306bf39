"""When news may go out: not in quiet hours, and not on a day off where it would be lost."""

from datetime import datetime, timedelta

from bumi.holidays import is_day_off
from bumi.persian.calendar import start_of, tehran_day, to_tehran
from bumi.planning.plan import Quiet

__all__ = ["open_moment"]

_DAY = timedelta(days=1)


def open_moment(moment: datetime, quiet: Quiet, *, earlier: bool, any_day: bool = False) -> datetime:
    """Return the nearest moment not after `moment` (with `earlier`), or not before it, at which news may go out.

    Quiet hours are left at their nearer end, days off by whole days, unless `any_day` will do.
    """
    moment = _awake(to_tehran(moment), quiet, earlier)
    while not any_day and is_day_off(moment.date()):
        moment = _awake(moment + (-_DAY if earlier else _DAY), quiet, earlier)
    return moment


def _awake(moment: datetime, quiet: Quiet, earlier: bool) -> datetime:
    """Return `moment`, or the end of the quiet hours it is in: the one before it, or after it."""
    at, day = moment.time(), tehran_day(moment)
    if not quiet.holds(at):
        return moment
    over_midnight = quiet.begins > quiet.ends
    if earlier:
        return start_of(day - _DAY if over_midnight and at < quiet.ends else day, quiet.begins)
    return start_of(day + _DAY if over_midnight and at > quiet.begins else day, quiet.ends)
