"""What is typed and not saved, and briefs thrown away, on SQLite and PostgreSQL."""

from bumi.newsroom.content.typed import (
    KEPT,
    begin_draft,
    bring_back,
    drafts,
    forget_unsaved,
    keep_draft,
    keep_unsaved,
    throw_away,
    thrown_away,
    unsaved,
)
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import BriefDraft
from bumi.persian.calendar import now
from tests.newsroom.stage import correct, person, reach, words


def test_what_was_typed_last_is_kept_for_whoever_typed_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, editor, chief = reach(session, State.APPROVED), person(session, Role.EDITOR), person(session, Role.CHIEF)
        approved, version = piece.approved_hash, piece.version
        for headline in ("نخست", "سپس"):
            keep_unsaved(session, piece, editor, words(headline), 1)
        kept = unsaved(session, piece, editor)
        assert kept and (kept.fields["headline"], kept.seen) == ("سپس", 1) and unsaved(session, piece, chief) is None
        assert (piece.state, piece.approved_hash, piece.version) == (State.APPROVED, approved, version)
        forget_unsaved(session, piece, editor)
        session.expire_all()
        assert unsaved(session, piece, editor) is None


def test_what_stands_or_comes_late_is_not_kept(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, editor = reach(session, State.SUBMITTED), person(session, Role.EDITOR)
        keep_unsaved(session, piece, editor, words("تازه"), 1)
        keep_unsaved(session, piece, editor, words(), 1)  # as it stands
        assert unsaved(session, piece, editor) is None
        author = correct(session, piece).by
        keep_unsaved(session, piece, editor, words("تازه"), 1)  # upon what another has changed meanwhile
        assert unsaved(session, piece, editor)
        assert piece.revision and piece.revision.by == author
        piece.revision.by = editor.name
        session.expunge(piece.revision)  # a revision never changes: only here it is ours
        keep_unsaved(session, piece, editor, words("کهنه"), 1)
        assert unsaved(session, piece, editor) is None


def test_a_brief_thrown_away_takes_nothing_more_until_it_is_back(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        author = person(session, Role.CONTENT)
        old, new = (begin_draft(session, author, {"topic": topic}, "a page").id for topic in ("کهنه", "تازه"))
        throw_away(session, old)
        session.get_one(BriefDraft, old, populate_existing=True).dropped_at = now() - KEPT
        throw_away(session, new)
        session.expire_all()
        assert not drafts(session, author) and [each.id for each in thrown_away(session, author)] == [new]
        assert session.get(BriefDraft, old) is None
        assert keep_draft(session, author, new, {"topic": "در راه"}, "a page") == new and not drafts(session, author)
        apart = keep_draft(session, author, new, {"topic": "دیگر"}, "another page")
        bring_back(session, new)
        session.expire_all()
        assert {each.id: each.form["topic"] for each in drafts(session, author)} == {apart: "دیگر", new: "تازه"}
        assert keep_draft(session, author, new, {}, "a page") == new
