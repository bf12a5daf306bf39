"""Rendering of a piece's cards, its cover without text, and contact sheets of many cards."""

import hashlib
import logging
import multiprocessing
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from PIL import Image

from bumi.brief import Brief
from bumi.cards.brand_kit import BrandKit, kit_of
from bumi.cards.cache import cache_key
from bumi.cards.content import Card
from bumi.cards.cropping import crop_box, cut
from bumi.cards.drawing import draw
from bumi.cards.encoding import Format, encode
from bumi.cards.fonts import require_raqm
from bumi.cards.layout import lay_out
from bumi.cards.patterns import paint
from bumi.cards.photo import SafePhoto, scaled_jpeg
from bumi.cards.selection import CardJob, main_card, selected_cards
from bumi.cards.sizes import Size
from bumi.cards.template import card_template
from bumi.current_province import province_folder, serving
from bumi.errors import BadInput
from bumi.file_cache import FileCache
from bumi.image_metadata import SourceType, xmp_packet
from bumi.lifetime import end_with_parent
from bumi.messages import message, messages
from bumi.piece import CRAFT, PHOTO, Fields, Media

_log = logging.getLogger(__name__)

_WORTH_PROCESSES = 12_000_000
"""Below this number of pixels starting processes costs more than it saves."""
_WIDTH, _HEIGHT = 1200, 675
_SCALE = 1.1  # pixels per design pixel
_BUDGET = 300_000  # bytes
_GALLERY_SIDE = 1600  # pixels of the longer side
_ROW_HEIGHT, _GAP = 360, 24
_GROUND = "#DCD9D2"
_SHOWN = (Size.SQUARE, Size.PORTRAIT, Size.STORY, Size.A4, Size.WIDE, Size.ICON)


@dataclass(frozen=True)
class FittedJob:
    """A job in the template where its texts fit, or the reasons (Persian) and names of texts that do not."""

    job: CardJob
    reasons: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()


def cards_for(
    fields: Fields,
    brief: Brief,
    kit: BrandKit | None = None,
    photo: SafePhoto | None = None,
    cache: FileCache | None = None,
    number: int | None = None,
    before: Fields | None = None,
) -> list[tuple[Media, bytes]]:
    """Return the cards of a piece with Persian alt text, in its agency's kit; cards that do not fit are left out.

    `number` is that of the piece: its neighbours look different. `before` is what a published piece says until this
    corrects it. Deterministic. NotAvailable where Persian cannot be shaped; BadInput, with all problems, where a text
    cannot be drawn or no card holds the texts at a legible size.
    """
    require_raqm()
    kit = kit or kit_of(brief.agency)
    settled = [fitted(job, kit) for job in selected_cards(fields, brief, photo, number, before)]
    jobs = [each.job for each in settled if not each.reasons]
    if not jobs:
        raise BadInput(*dict.fromkeys(reason for each in settled for reason in each.reasons))
    images = draw_cards(jobs, kit, cache)
    return [(_media(job, image), image) for job, image in zip(jobs, images, strict=True)]


def fitted(job: CardJob, kit: BrandKit) -> FittedJob:
    """Return the job in its template, or in a fallback template where its texts do not fit."""
    tried = job
    while True:
        unfit = lay_out(tried.card, tried.size, kit).unfit
        if not unfit:
            return FittedJob(tried)
        if not (otherwise := card_template(tried.card.template).otherwise):
            return FittedJob(job, tuple(_reason(text, tried) for text in unfit), unfit)
        tried = replace(tried, card=replace(tried.card, template=otherwise))


def draw_cards(jobs: Sequence[CardJob], kit: BrandKit, cache: FileCache | None = None) -> list[bytes]:
    """Return the images of fitted jobs, in order, from the cache or drawn; large work uses one process per core."""
    keys = [cache_key(job, kit) if cache else "" for job in jobs]
    found = [cache.get(key) if cache else None for key in keys]
    missing = [number for number, image in enumerate(found) if image is None]
    drawn = _drawn([jobs[number] for number in missing], kit)
    for number, image in zip(missing, drawn, strict=True):
        found[number] = image
        if cache:
            cache.put(keys[number], image)
    if cache and missing:
        cache.tidy()
    return [image for image in found if image is not None]


def _drawn(jobs: Sequence[CardJob], kit: BrandKit) -> Iterable[bytes]:
    pixels, cores = sum(job.size.width * job.size.height for job in jobs), os.cpu_count() or 1
    if pixels < _WORTH_PROCESSES or len(jobs) < 2 or cores < 2:
        return [_image(job, kit) for job in jobs]
    order = sorted(range(len(jobs)), key=lambda number: -jobs[number].size.width * jobs[number].size.height)
    try:
        draw_one = partial(_image_for, province_folder(), kit=kit)
        images = list(_processes(cores).map(draw_one, [jobs[number] for number in order]))
    except BrokenProcessPool:  # killed, perhaps for lack of memory
        _log.exception("A process that draws cards died; they are drawn in this one.")
        _processes.cache_clear()
        return [_image(job, kit) for job in jobs]
    by_number = dict(zip(order, images, strict=True))
    return [by_number[number] for number in range(len(jobs))]


def _image_for(province: Path, job: CardJob, kit: BrandKit) -> bytes:
    with serving(province):
        return _image(job, kit)


def _image(job: CardJob, kit: BrandKit) -> bytes:
    xmp = xmp_packet(_source_of(job.card), job.card.names[0] if job.card.names else "", job.card.alt)
    return encode(draw(lay_out(job.card, job.size, kit)), job.format, job.budget, xmp)


def _source_of(card: Card) -> SourceType:
    return SourceType.COMPOSITE if card.photo else SourceType.ALGORITHM


def _source_of_photo(photo: SafePhoto) -> SourceType | None:
    """Return how a photo came to be, if its rights let us say so."""
    return SourceType.CAPTURE if photo.captured else None


@cache
def _processes(count: int) -> ProcessPoolExecutor:
    """Return a process pool, started once; not forked, since callers may have threads."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return ProcessPoolExecutor(count, context, initializer=end_with_parent)


def _reason(text: str, job: CardJob) -> str:
    said = job.card.words.get(text, "").replace("\n", " ")
    name = messages().get(f"card/text.{text}", text)
    if not said:
        return message("card/room.empty", name=name)
    return message("card/room", name=name, size=job.size.persian, said=said)


def _media(job: CardJob, image: bytes) -> Media:
    return Media(
        name=job.name,
        sha256=hashlib.sha256(image).hexdigest(),
        content_type=job.format.content_type,
        width=job.size.width,
        height=job.size.height,
        alt=job.card.alt,
        source=_source_of(job.card),
    )


def covers_for(
    fields: Fields,
    brief: Brief,
    kit: BrandKit | None = None,
    photo: SafePhoto | None = None,
    gallery: Sequence[SafePhoto] = (),
    number: int | None = None,
) -> list[tuple[Media, bytes]]:
    """Return the images of a piece for pages, without text: its cropped photo and its whole gallery, or its craft.

    Empty where the card has neither, as beside a death or a danger. Deterministic; `number` is that of the piece.
    """
    if photo:
        return [
            _lead(photo, brief.agency),
            *(_of_gallery(each, place, brief.agency) for place, each in enumerate(gallery, 2)),
        ]
    card, kit = main_card(fields, brief, number=number), kit or kit_of(brief.agency)
    found = card_template(card.template)
    if not found.shows_craft:
        return []
    laid = lay_out(card, Size.WIDE, kit)
    scale = _SCALE * laid.look.scale
    picture = paint(laid.look.craft, _WIDTH, _HEIGHT, laid.picture, scale, mirror=laid.look.mirror)
    return [_cover(CRAFT, picture, Format.PNG, SourceType.ALGORITHM, xmp_packet(SourceType.ALGORITHM))]


def _lead(photo: SafePhoto, agency: str) -> tuple[Media, bytes]:
    """Return the photo cropped for the head of a page, with its focal point in the crop."""
    source = _source_of_photo(photo)
    xmp = xmp_packet(source, photo.credit or agency, photo.caption)
    media, data = _cover(PHOTO, cut(photo, _WIDTH, _HEIGHT), Format.JPEG, source, xmp)
    focus = None
    if photo.focus:
        (wide, high), (x, y) = photo.size, photo.focus
        focus = crop_box(photo, _WIDTH, _HEIGHT).holds_at(x * wide, y * high)
    return media.model_copy(update={"alt": photo.caption, "credit": photo.credit, "focus": focus}), data


def _of_gallery(photo: SafePhoto, number: int, agency: str) -> tuple[Media, bytes]:
    """Return the whole photo in the size of a large screen."""
    source = _source_of_photo(photo)
    xmp = xmp_packet(source, photo.credit or agency, photo.caption)
    data = scaled_jpeg(photo, _GALLERY_SIDE, xmp)
    width, height = replace(photo, data=data).size
    media = Media(
        name=f"{PHOTO}-{number}",
        sha256=hashlib.sha256(data).hexdigest(),
        content_type=Format.JPEG.content_type,
        width=width,
        height=height,
        alt=photo.caption,
        credit=photo.credit,
        focus=photo.focus,
        source=source,
    )
    return media, data


def _cover(name: str, image: Image.Image, format: Format, source: SourceType | None, xmp: bytes) -> tuple[Media, bytes]:
    data = encode(image, format, _BUDGET, xmp)
    media = Media(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        content_type=format.content_type,
        width=image.width,
        height=image.height,
        alt="",
        source=source,
    )
    return media, data


def contact_sheet(cards: Sequence[tuple[Card, BrandKit]], sizes: Sequence[Size] = _SHOWN) -> Image.Image:
    """Return one picture with a row per card and a column per size; a card that does not fit is left out."""
    widths = [round(_ROW_HEIGHT * size.width / size.height) for size in sizes]
    width = sum(widths) + _GAP * (len(sizes) + 1)
    sheet = Image.new("RGB", (width, len(cards) * (_ROW_HEIGHT + _GAP) + _GAP), _GROUND)
    for row, (card, kit) in enumerate(cards):
        right = width - _GAP
        for size, across in zip(sizes, widths, strict=True):
            if small := _small(card, size, kit, across):
                sheet.paste(small, (right - across, _GAP + row * (_ROW_HEIGHT + _GAP)))
            right -= across + _GAP
    return sheet


def _small(card: Card, size: Size, kit: BrandKit, across: int) -> Image.Image | None:
    settled = fitted(CardJob(size.name, card, size, Format.PNG, 0), kit)
    if settled.reasons:
        return None
    drawn = draw(lay_out(settled.job.card, size, kit))
    return drawn.resize((across, _ROW_HEIGHT), Image.Resampling.LANCZOS, reducing_gap=3)
