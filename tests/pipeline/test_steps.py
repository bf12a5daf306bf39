"""The steps without Prefect: what waits is taken on, failures stay with their piece, and a crash loses nothing."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import func, select

from bumi.brief import brief_from
from bumi.cards import safe_photo
from bumi.credentials import CredentialState, new_certificate, verify_image
from bumi.image_metadata import SourceType
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.archive import (
    PhotoDetails,
    PhotoImage,
    add_to_archive,
    edit_photo,
    set_focus,
    withdraw_photo,
)
from bumi.newsroom.content.photos import give_photo
from bumi.newsroom.content.pieces import findings, piece, pieces, submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.media.store import keep
from bumi.newsroom.publication.stories import media_bytes
from bumi.newsroom.states import State
from bumi.newsroom.tables import PhotoConsent, PhotoRights, StepDuration, TimelineLine
from bumi.newsroom.tables.content import Checkup, Revision
from bumi.newsroom.workflow.revisions import edit
from bumi.piece import CRAFT, Draft, Fields, Media, ModelNote, Source, Variant
from bumi.pipeline.films import film_of_piece
from bumi.pipeline.photos import described_otherwise
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.steps import check, copy_edited
from bumi.pipeline.worker import anything_waits, at_once, carry
from bumi.publishing import renditions
from bumi.settings import ROOT, Settings
from tests.cards.samples import picture
from tests.flows.stage import TOPICS, PlainWriter, brief, hand_in


def states(newsroom: Newsroom) -> list[State]:
    with newsroom.session() as session:
        return [each.state for each in pieces(session)]


def test_what_waits_is_written_checked_illustrated_and_submitted(bench: RunContext) -> None:
    ids = hand_in(bench.newsroom, *TOPICS)
    assert anything_waits(bench)
    assert carry(bench, at_once) == ids
    with bench.newsroom.session() as session:
        for id in ids:
            done = piece(session, id)
            assert done.state is State.SUBMITTED
            assert done.revision and done.revision.checkup
            assert [media.name for media in done.revision.media] == ["square", "wide", "craft"]
            assert done.revision.model_note and done.revision.model_note.name == "plain"
            assert done.revision.sources_model[0].rests_on == ("topic", "county")
    assert not anything_waits(bench)


def test_every_step_records_how_long_it_took_and_whether_it_failed(bench: RunContext) -> None:
    hand_in(bench.newsroom, TOPICS[0], TOPICS[1], "کار نشدنی")
    carry(bench, at_once)
    with bench.newsroom.session() as session:
        counted = Counter[tuple[str, str]]()
        for row in session.scalars(select(StepDuration)):
            counted[row.step, row.outcome] += row.count
    done = {(step, "done"): 2 for step in ("draft", "check", "illustrate", "submit")}
    assert counted == {**done, ("draft", "failed"): 1}


def test_the_photo_of_a_brief_reaches_its_cards_with_its_focal_point(bench: RunContext) -> None:
    """A bright field with a dark red subject at the far right: a crop round the left edge does not show it."""
    ids = hand_in(bench.newsroom)
    made = safe_photo(picture(1600, 700))
    keep(bench.newsroom, [made.data])
    with bench.newsroom.session() as session:
        ali = user(session, "ali")
        for said in ("۹۵٪، ۵۰٪ غرفه‌ها", "5%, 50% غرفه‌ها"):
            new = submit(session, brief(kind="recap", photo=said), ali)
            give_photo(session, new, ali, made.data, *made.size)
            ids.append(new.id)
    carry(bench, at_once)
    red = []
    with bench.newsroom.session() as session:
        for id in ids:
            revision = piece(session, id).revision
            assert revision
            wide = next(media for media in revision.media if media.name == "wide")
            assert wide.content_type == "image/jpeg" and wide.alt.endswith("عکس: غرفه‌ها")
            assert [(each.name, each.alt) for each in revision.media][2:] == [("photo", "غرفه‌ها")]
            pixels = np.asarray(Image.open(BytesIO(media_bytes(session, wide.sha256)))).astype(int)
            red.append((pixels[:, :450, 0] - pixels[:, :450, 1] > 80).mean())
    assert red[0] > 0.05 > 0.01 > red[1]


def test_a_photo_of_the_archive_brings_its_caption_credit_and_gallery(bench: RunContext) -> None:
    hand_in(bench.newsroom)
    shots = [safe_photo(picture(1600, 700)), safe_photo(picture(900, 1200))]
    keep(bench.newsroom, [each.data for each in shots])
    with bench.newsroom.session() as session:
        ali = user(session, "ali")
        new = submit(session, brief(kind="recap", photo="غرفه‌ها از نزدیک"), ali)
        for number, shot in enumerate(shots):
            image = PhotoImage(shot.data, shot.data, *shot.size)
            rights = (PhotoRights.OWN, PhotoRights.AGENCY)[number]
            told = PhotoDetails(f"بازار {number}", "آرش کامیاب", rights, consent=PhotoConsent.NOBODY, captured=True)
            kept = add_to_archive(session, ali, image, told)
            set_focus(session, kept.id, ali, (0.9, 0.5))
            give_photo(session, new, ali, shot.data, *shot.size)
        id = new.id
    carry(bench, at_once)
    with bench.newsroom.session() as session:
        revision = piece(session, id).revision
        assert revision
        shown = [each for each in revision.media if each.is_cover]
        assert [(it.name, it.alt, it.credit) for it in shown] == [
            ("photo", "غرفه‌ها از نزدیک", "آرش کامیاب"),
            ("photo-2", "بازار 1", "آرش کامیاب"),
        ]
        assert [it.source for it in shown] == [SourceType.CAPTURE, None], "an agency says so of its own work alone"
        assert shown[1].focus == (0.9, 0.5) and shown[1].height == 1200
        assert {each.width for each in revision.images[-1].renditions} == {360, 720, 900}


def test_a_film_shows_what_was_approved_and_no_photo_that_may_not_be_used(bench: RunContext) -> None:
    shot = safe_photo(picture(900, 900))
    keep(bench.newsroom, [shot.data])
    hand_in(bench.newsroom)
    with bench.newsroom.session() as session:
        ali = user(session, "ali")
        new = submit(session, brief(kind="recap"), ali)
        told = PhotoDetails("بازار", "آرش کامیاب", PhotoRights.OWN, consent=PhotoConsent.NOBODY)
        kept = add_to_archive(session, ali, PhotoImage(shot.data, shot.data, *shot.size), told).id
        give_photo(session, new, ali, shot.data, *shot.size)
        id = new.id
    carry(bench, at_once)
    with bench.newsroom.session() as session:
        found, ali = piece(session, id), user(session, "ali")
        revision = found.revision
        assert revision and described_otherwise(session, found, revision) == set()
        found.approved_hash = revision.approvable_hash
        edit_photo(session, kept, ali, replace(told, caption="بازار دیگر"))
        assert described_otherwise(session, found, revision) == {"photo"}

        def shown() -> set[str]:
            photos = (each.card.photo for each in film_of_piece(session, found)[1].scenes)
            return {each.caption if each else "" for each in photos}

        assert shown() == {"بازار"}
        withdraw_photo(session, kept, ali, "رضایتش را پس گرفت")
        assert shown() == {""}


def test_images_are_signed_before_an_editor_sees_them(bench: RunContext, home: Path) -> None:
    new_certificate(home / "keys", "استانداری نمونه")
    anchor = (home / "keys" / "anchor.pem").read_bytes()
    bench.settings = bench.settings.model_copy(update={"content_credentials": home / "keys"})
    ids = hand_in(bench.newsroom, *TOPICS[:2])
    carry(bench, at_once)
    with bench.newsroom.session() as session:
        shown = [found for id in ids if (found := piece(session, id).revision)]
        signed = [each.media["sha256"] for one in shown for each in one.images]
        signed += [each.sha256 for one in shown for row in one.images for each in row.renditions]
        states = {verify_image(media_bytes(session, sha256), anchor).state for sha256 in signed}
    assert len(signed) > 10 and states == {CredentialState.TRUSTED}


def test_an_edit_of_the_words_makes_renditions_of_new_images_alone(
    bench: RunContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture of a piece stays what it is, and encoding it takes half of the time of a save."""
    encoded: list[str] = []

    def count(media: Media, data: bytes) -> list[tuple[Variant, bytes]]:
        encoded.append(media.name)
        return renditions(media, data)

    monkeypatch.setattr("bumi.pipeline.steps.renditions", count)
    (id,) = hand_in(bench.newsroom, TOPICS[0])
    carry(bench, at_once)
    assert len(encoded) == 2 and CRAFT in encoded
    with bench.newsroom.session() as session:
        found = piece(session, id)
        assert found.revision
        fields = found.revision.fields_model.model_copy(update={"headline": "تیتری تازه برای همین مطلب"})
        edit(session, found, fields, user(session, "ali"), found.revision.number)
    carry(bench, at_once)
    assert len(encoded) == 3 and encoded.count(CRAFT) == 1


def test_the_writer_hears_how_the_newest_pieces_open(bench: RunContext) -> None:
    hand_in(bench.newsroom, *TOPICS[:2])
    carry(bench, at_once)
    hand_in(bench.newsroom, TOPICS[2])
    carry(bench, at_once)
    assert isinstance(bench.writer, PlainWriter)
    assert [lede.startswith(topic) for lede, topic in zip(bench.writer.ledes, TOPICS[1::-1], strict=True)] == [True] * 2


def test_crisis_and_urgent_briefs_come_first(bench: RunContext) -> None:
    (normal,) = hand_in(bench.newsroom, TOPICS[0])
    with bench.newsroom.session() as session:
        ali = user(session, "ali")
        urgent, crisis = (submit(session, brief(urgency=word), ali).id for word in ("urgent", "crisis"))
    assert carry(bench, at_once) == [crisis, urgent, normal]


def test_a_brief_handed_in_twice_is_told_as_a_copy_of_the_first(bench: RunContext) -> None:
    hand_in(bench.newsroom)
    note = "زنان بافنده پته‌ها را در حیاط خانه تاریخی پهن می‌کنند و هر بازدیدکننده می‌تواند سوزن زدن را کنارشان بیاموزد"
    with bench.newsroom.session() as session:
        first, second = (submit(session, brief(notes=[note]), user(session, "ali")).id for _ in range(2))
    carry(bench, at_once)
    with bench.newsroom.session() as session:
        found = [[it.code for it in findings(session, piece(session, id))] for id in (first, second)]
    assert f"copy-{first}" in found[1]
    assert not [code for code in found[0] if code.startswith(("copy", "part"))]


def test_when_nothing_waits_the_writer_is_not_opened(newsroom: Newsroom) -> None:
    def closed(settings: Settings) -> PlainWriter:
        raise AssertionError

    assert carry(RunContext(Settings(), newsroom, closed), at_once) == []


def test_one_that_cannot_be_written_says_why_and_stops_no_other(bench: RunContext) -> None:
    hand_in(bench.newsroom, TOPICS[0], "کار نشدنی", TOPICS[1])
    carry(bench, at_once)
    assert states(bench.newsroom) == [State.SUBMITTED, State.DRAFT, State.SUBMITTED]
    with bench.newsroom.session() as session:
        stuck = piece(session, 2)
        assert stuck.problem_step == "draft" and stuck.attempts == 1
        assert "نوشتن" in stuck.problem and "no words for this" in stuck.problem
    assert anything_waits(bench)


def test_a_step_that_fails_keeps_the_rooms_own_sentence(bench: RunContext) -> None:
    (id,) = hand_in(bench.newsroom, "ط" * 160)  # no word of it can be broken, so it fits on no card
    carry(bench, at_once)
    with bench.newsroom.session() as session:
        stuck = piece(session, id)
        assert stuck.problem_step == "illustrate" and stuck.state is State.DRAFT
        assert stuck.problem and "خطایی پیش آمد" not in stuck.problem


def test_a_step_for_one_piece_tells_its_failure(bench: RunContext) -> None:
    (id,) = hand_in(bench.newsroom, TOPICS[0])
    with pytest.raises(AssertionError):
        check(bench, id)


ABOUT_WATER = brief_from(
    {
        "kind": "notice",
        "topic": "قطع آب",
        "agency": "آبفا",
        "county": "بم",
        "axis": "خدمات",
        "notes": ["قطع آب 2 ساعت", "دانش آموزان"],
    },
    "سفارش",
)


def test_safe_fixes_are_made_and_sources_still_match() -> None:
    body = "آب 2 ساعت قطع ميشود.\n\nآب وصل می شود."
    sources = [
        Source(field="lede", text="آب قطع است.", rests_on=("n1",), notes=("قطع آب 2 ساعت",)),
        Source(field="body", text="آب 2 ساعت قطع ميشود.", rests_on=("n1",), notes=("قطع آب 2 ساعت",)),
        Source(field="body", text="آب وصل می شود.", rests_on=("n1",), notes=("قطع آب 2 ساعت",)),
    ]
    fields = Fields(kicker="آب", headline="آب قطع ميشود", lede="آب قطع است.", body=body, hashtags=("بم",))
    note = ModelNote(name="m", adapter="a", prompt="p", seed=1)
    edited = copy_edited(Draft(fields=fields, sources=tuple(sources), model=note), ABOUT_WATER)
    assert edited.fields.body == "آب ۲ ساعت قطع می‌شود.\n\nآب وصل می‌شود."
    assert edited.fields.headline == "آب قطع می‌شود"
    assert edited.fields.hashtags == ("بم",)
    assert all(source.text in edited.fields.texts()[source.field] for source in edited.sources)


# Runs that are killed with SIGKILL right after the first thing they commit, until one finds nothing to do.
DIE_AFTER_ONE_COMMIT = """
import os, signal
from sqlalchemy import event
from sqlalchemy.orm import Session
from datetime import timedelta
from bumi.newsroom.content import work
from bumi.newsroom.database import open_newsroom
from bumi.settings import Settings
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.steps import check_fields
from bumi.pipeline.worker import at_once, carry
from tests.flows.stage import brief, draft, open_plain_writer

def run():
    bench = RunContext(Settings(), open_newsroom(Settings().database_url), open_plain_writer)
    wrote = set()
    event.listen(Session, "before_flush", lambda session, *_: wrote.add(session) if session.new or session.dirty else 0)
    event.listen(Session, "after_commit", lambda session: session in wrote and os.kill(os.getpid(), signal.SIGKILL))
    carry(bench, at_once)

work.LEASE = timedelta(0)  # the next run need not wait for the claim of the dead one to end
check_fields(draft(brief(), 0).fields, brief())  # what is loaded before the fork is loaded once
ends = [-signal.SIGKILL]
while ends[-1] == -signal.SIGKILL and len(ends) < 20:
    if not (child := os.fork()):
        run()
        os._exit(0)
    ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(*map(int, ends[1:]))
"""


def test_killed_between_any_two_steps_nothing_is_lost_and_nothing_is_done_twice(newsroom: Newsroom, home: Path) -> None:
    hand_in(newsroom, *TOPICS[:2])
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    died = subprocess.run([sys.executable, "-c", DIE_AFTER_ONE_COMMIT], cwd=home, env=env, stdout=subprocess.PIPE)
    assert died.stdout.split() == [b"-9"] * 8 + [b"0"]  # two pieces of four steps each, and a run that finds nothing
    assert states(newsroom) == [State.SUBMITTED] * 2
    with newsroom.session() as session:
        assert session.scalar(select(func.count()).select_from(Revision)) == 2
        assert session.scalar(select(func.count()).select_from(Checkup)) == 2
        moves = select(func.count()).select_from(TimelineLine).where(TimelineLine.to_state == State.SUBMITTED)
        assert session.scalar(moves) == 2
        assert [len(each.revision.media) for each in pieces(session) if each.revision] == [3, 3]
