"""For which agencies somebody speaks: content teams for one that the province lists, or that a chief gave them."""

from difflib import get_close_matches

from bumi.errors import Refused
from bumi.newsroom.accounts.access import agency_name
from bumi.newsroom.tables import User
from bumi.newsroom.workflow.states import Role
from bumi.persian.text import flat
from bumi.province import province

__all__ = ["not_listed", "refuse_to_speak_for"]

_ALIKE = 0.65  # of difflib's ratio: a word more or less, or a few slips
_MOST = 3


def refuse_to_speak_for(user: User, agency: str) -> None:
    """Raise Refused where a content team hands in for another agency than its own, or for one that nobody lists."""
    if user.role is not Role.CONTENT:
        return
    if user.agency and flat(agency_name(agency)) != flat(agency_name(user.agency)):
        raise Refused(f"«{user.name}» برای «{user.agency}» سفارش می‌دهد، نه برای «{agency}»؛ دستگاه را درست کنید")
    if not user.agency and (doubt := not_listed(agency)):
        raise Refused(f"{doubt}؛ وگرنه از سردبیر بخواهید آن را دستگاه شما کند، یا از دبیر که سفارش را ثبت کند")


def not_listed(agency: str) -> str:
    """Return in words that the province does not list an agency, with those of like name; nothing where it does."""
    if province().agency(agency):
        return ""
    near = " یا ".join(f"«{name}»" for name in _near(agency))
    hint = f"اگر {near} است همان را بنویسید" if near else "املای نامش را ببینید"
    return f"دستگاه «{agency}» در فهرست دستگاه‌های استان نیست؛ {hint}"


def _near(name: str) -> list[str]:
    """Return the agencies that one of whose names has all words of `name`, or is most like it; of no other county."""
    known = {flat(each): agency.name for agency in province().agencies for each in (agency.name, *agency.aliases)}
    words, where = set(flat(name).split()), _counties(name)
    fuller = [each for each in known if words <= set(each.split())]
    likest = get_close_matches(flat(name), known, n=2 * _MOST, cutoff=_ALIKE)
    near = dict.fromkeys(known[each] for each in (*fuller, *likest))
    return [each for each in near if not where or not _counties(each) or where & _counties(each)][:_MOST]


def _counties(agency: str) -> set[str]:
    """Return the counties that the name of an agency names, by themselves or by a town; the province is none."""
    name = f" {flat(agency)} ".replace(f" {flat(province().name)} ", " ")
    return {
        county.name
        for county in province().counties
        if any(f" {flat(place)} " in name for place in (county.name, *county.places))
    }
