"""Cards (کارت): what a piece says as branded images, in the sizes of its channels."""

import hashlib
import logging
import multiprocessing
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache

from bumi.brief import Brief
from bumi.cards.arrange import arrange
from bumi.cards.canvas import draw
from bumi.cards.content import NAMES
from bumi.cards.encode import encode
from bumi.cards.fonts import require_raqm
from bumi.cards.kit import Kit
from bumi.cards.kits import kit_of
from bumi.cards.photo import Photo
from bumi.cards.plan import Job, planned
from bumi.cards.recipe import Shelf, address
from bumi.cards.template import template
from bumi.errors import BadInput
from bumi.lifetime import end_with_parent
from bumi.piece import Fields, Media

__all__ = ["Settled", "cards_for", "make", "settle"]

_log = logging.getLogger(__name__)

_WORTH_PROCESSES = 12_000_000
"""Fewer pixels than this are drawn sooner than other processes have begun."""


@dataclass(frozen=True)
class Settled:
    """A job whose texts all fit, in its template or the one in its stead, or the reasons why there is none."""

    job: Job
    reasons: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()


def cards_for(
    fields: Fields, brief: Brief, kit: Kit | None = None, photo: Photo | None = None, shelf: Shelf | None = None
) -> list[tuple[Media, bytes]]:
    """Return the cards of a piece with their Persian alt text, in the kit of its agency; those that fit.

    The same piece gives the same bytes. NotAvailable where Persian cannot be shaped; BadInput, listing all that is
    wrong, where a text cannot be drawn, or where no card at all holds the texts at a size that can be read.
    """
    require_raqm()
    kit = kit or kit_of(brief.agency)
    settled = [settle(job, kit) for job in planned(fields, brief, photo)]
    jobs = [each.job for each in settled if not each.reasons]
    if not jobs:
        raise BadInput(*dict.fromkeys(reason for each in settled for reason in each.reasons))
    images = make(jobs, kit, shelf)
    return [(_media(job, image), image) for job, image in zip(jobs, images, strict=True)]


def settle(job: Job, kit: Kit) -> Settled:
    """Return the job in its template, or in the one in its stead where its texts do not fit there."""
    tried = job
    while True:
        unfit = arrange(tried.card, tried.size, kit).unfit
        if not unfit:
            return Settled(tried)
        if not (otherwise := template(tried.card.template).otherwise):
            return Settled(job, tuple(_reason(text, tried) for text in unfit), unfit)
        tried = replace(tried, card=replace(tried.card, template=otherwise))


def make(jobs: Sequence[Job], kit: Kit, shelf: Shelf | None = None) -> list[bytes]:
    """Return the images of settled jobs, in their order: from the shelf where they are there, else drawn.

    Many pixels are drawn by as many processes as there are cores.
    """
    keys = [address(job, kit) if shelf else "" for job in jobs]
    found = [shelf.get(key) if shelf else None for key in keys]
    missing = [number for number, image in enumerate(found) if image is None]
    drawn = _drawn([jobs[number] for number in missing], kit)
    for number, image in zip(missing, drawn, strict=True):
        found[number] = image
        if shelf:
            shelf.put(keys[number], image)
    if shelf and missing:
        shelf.tidy()
    return [image for image in found if image is not None]


def _drawn(jobs: Sequence[Job], kit: Kit) -> Iterable[bytes]:
    pixels, cores = sum(job.size.width * job.size.height for job in jobs), os.cpu_count() or 1
    if pixels < _WORTH_PROCESSES or len(jobs) < 2 or cores < 2:
        return [_image(job, kit) for job in jobs]
    order = sorted(range(len(jobs)), key=lambda number: -jobs[number].size.width * jobs[number].size.height)
    try:
        images = list(_processes(cores).map(_image, [jobs[number] for number in order], [kit] * len(jobs)))
    except BrokenProcessPool:  # one was killed, perhaps for want of memory: the next call begins others
        _log.exception("A process that draws cards died; they are drawn in this one.")
        _processes.cache_clear()
        return [_image(job, kit) for job in jobs]
    by_number = dict(zip(order, images, strict=True))
    return [by_number[number] for number in range(len(jobs))]


def _image(job: Job, kit: Kit) -> bytes:
    return encode(draw(arrange(job.card, job.size, kit)), job.format, job.budget)


@cache
def _processes(count: int) -> ProcessPoolExecutor:
    """Processes of our own, started once; never forked, for whoever calls us may have threads."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return ProcessPoolExecutor(count, context, initializer=end_with_parent)


def _reason(text: str, job: Job) -> str:
    said = job.card.words.get(text, "").replace("\n", " ")
    name = NAMES.get(text, text)
    if not said:
        return f"«{name}» واژه‌ای ندارد که روی کارت نوشته شود؛ آن را بنویسید"
    return f"«{name}» روی کارت {job.size.persian} جا نمی‌شود؛ کوتاه‌ترش کنید: «{said}»"


def _media(job: Job, image: bytes) -> Media:
    return Media(
        name=job.name,
        sha256=hashlib.sha256(image).hexdigest(),
        content_type=job.format.content_type,
        width=job.size.width,
        height=job.size.height,
        alt=job.card.alt,
    )
