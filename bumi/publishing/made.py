"""The page «این مطلب چگونه ساخته شد» of a story: what each sentence rests on, who drafted, and who approved."""

from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

from bumi.image_metadata import SourceType
from bumi.making import PassageOrigin, StoryMaking, StoryPassage
from bumi.persian.calendar import jalali
from bumi.persian.text import digits_to_persian
from bumi.piece import POINT, Story
from bumi.province import site_name
from bumi.publishing import keys
from bumi.publishing.objects import WebObject, text_object
from bumi.publishing.render import render
from bumi.settings import Settings

_PARTS = {
    "topic": "موضوع",
    "agency": "نام دستگاه",
    "county": "نام شهرستان",
    "lede": "خبر در یک جمله، به قلم دستگاه",
    "when": "زمان",
    "where": "مکان",
    "call": "فراخوان دستگاه",
}
_FIELDS = {"headline": "تیتر", "lede": "لید", "body": "متن"}
_BY_CONTRIBUTOR = "به قلم نویسنده"
_BY_EDITOR, _OF_DRAFT, _WITHHELD = "به قلم ویراستار", "از متن همین خبر", "از یادداشت‌های دستگاه"
# Names of what drafts without a model.
_WITHOUT_MODEL = {
    "release": "این متن از خبر رسیده دستگاه گرفته شده و برنامه‌ای آن را ویراسته است",
    "answer": "این پاسخ به قلم خود دستگاه است و هیچ ماشینی در واژه‌هایش دست نبرده است",
    "prepared": "این متن از روی اطلاعیه‌ای نوشته شده است که پیش از رویداد آماده بود",
}
_IMAGES = {
    SourceType.CAPTURE: "{} این مطلب با دوربین گرفته شده و تنها بریده و کوچک شده است.",
    SourceType.COMPOSITE: "کارت این مطلب همان عکس است که برنامه‌ای نوشته‌ها را بر آن گذاشته است.",
    SourceType.ALGORITHM: "{} این مطلب را برنامه‌ای از روی الگویی ثابت کشیده است، نه هوش مصنوعی.",
}
_GIVEN = "{} این مطلب را دستگاه داده است و تنها بریده و کوچک شده است."


class Basis(NamedTuple):
    """What a passage rests on: its name, and the words of the note where they are public."""

    name: str
    words: str = ""


class MadeLine(NamedTuple):
    """A line of the page: a passage, and what it rests on; `heading` where it is the heading of a list."""

    text: str
    bases: list[Basis]
    edited: bool = False
    heading: bool = False


def made_pages(story: Story, settings: Settings) -> list[WebObject]:
    """Return the page of how `story` was made, and a redirecting page for each former address.

    Of a story that was withdrawn or taken down it says no more than that it is gone, with status 410.
    """
    if story.making is None:
        return []
    own, gone = keys.made_key(story.slug), bool(story.withdrawn or story.taken_down)
    text = render("made_gone.html", own, settings) if gone else _page(story, story.making, own, settings)
    former = [keys.made_key(slug) for slug in story.former_slugs]
    moved = (render("moved.html", key, settings, to=own) for key in former)
    return [
        text_object(own, text, piece=story.id, gone=gone),
        *(text_object(key, text, piece=story.id) for key, text in zip(former, moved, strict=True)),
    ]


def drafting_model(making: StoryMaking) -> str:
    """Return the model that wrote the draft, or "" where none did."""
    return "" if making.model in _WITHOUT_MODEL else making.model


def _page(story: Story, making: StoryMaking, key: str, settings: Settings) -> str:
    name = _part_of_answer if story.answer else _part
    by_field = groupby(making.passages, lambda it: it.field)
    parts = [(_FIELDS[field], [_line(passage, name) for passage in each]) for field, each in by_field]
    lines = [line for _, each in parts for line in each]
    return render(
        "made.html",
        key,
        settings,
        at=keys.sections(story),
        story=story,
        drafted=_drafted(making, story),
        model=drafting_model(making),
        approved=_approved(making, settings),
        parts=parts,
        edited=any(line.edited for line in lines),
        with_notes=any(basis.words for line in lines for basis in line.bases),
        images=_images(story),
    )


def _drafted(making: StoryMaking, story: Story) -> str:
    if story.contributed:
        return f"این متن را {story.byline.name if story.byline else 'نویسنده‌ای بومی'} نوشته است"
    by_whom = "پیش‌نویس این متن را ماشین نوشته است" if making.model else "این متن را ویراستار نوشته است"
    return _WITHOUT_MODEL.get(making.model, by_whom)


def _approved(making: StoryMaking, settings: Settings) -> str:
    """Return who approved, of which house, and when; empty where nobody did."""
    if not making.approved_at:
        return ""
    house = site_name(settings).replace("؛", "،")
    return f"{making.approver} «{house}» {jalali(making.approved_at)} آن را خوانده و تأیید کرده است"


def _line(passage: StoryPassage, name: Callable[[str], str]) -> MadeLine:
    text = passage.text.removeprefix(POINT).strip()
    match passage.origin:
        case PassageOrigin.EDITOR:
            return MadeLine(text, [Basis(_BY_EDITOR)], edited=True)
        case PassageOrigin.CONTRIBUTOR:
            heading = text.endswith(":")
            return MadeLine(text, [] if heading else [Basis(_BY_CONTRIBUTOR)], heading=heading)
        case PassageOrigin.DRAFT:
            heading = text.endswith(":")
            return MadeLine(text, [] if heading else [Basis(_OF_DRAFT)], heading=heading)
        case PassageOrigin.BRIEF:
            notes = zip(passage.rests_on, passage.notes, strict=True)
            return MadeLine(text, [Basis(name(id), note) for id, note in notes] or [Basis(_WITHHELD)])


def _part(id: str) -> str:
    """Return the name of a part of a brief for readers: «یادداشت ۲ دستگاه» for n2."""
    if id in _PARTS:
        return _PARTS[id]
    number = digits_to_persian(id[1:])
    return f"نقل‌قول {number}" if id.startswith("q") else f"یادداشت {number} دستگاه"


def _part_of_answer(id: str) -> str:
    """Return the name of a part of the brief of an answer: a paragraph of the answer, or the question."""
    return f"بند {digits_to_persian(id[1:])} پاسخ دستگاه" if id.startswith("n") else "متن پرسش"


def _images(story: Story) -> list[str]:
    """Return a sentence for each way in which the images of a story came to be."""
    drawn = [each for each in story.media if each.source is SourceType.ALGORITHM]
    names = [name for name, cover in (("کارت", False), ("نقش", True)) if any(it.is_cover is cover for it in drawn)]
    named = {SourceType.CAPTURE: _photos(story, SourceType.CAPTURE), SourceType.ALGORITHM: " و ".join(names)}
    sources = {each.source for each in story.media}
    given = _photos(story, None)
    told = [said.format(named.get(source, "")) for source, said in _IMAGES.items() if source in sources]
    return [*([_GIVEN.format(given)] if given else []), *told]


def _photos(story: Story, source: SourceType | None) -> str:
    """Return «عکس», or «عکس‌های» of several photos, where `story` has photos that came to be in this way; else ""."""
    count = sum(each.shows_photo and each.source is source for each in story.media)
    return "عکس‌های" if count > 1 else "عکس" if count else ""
