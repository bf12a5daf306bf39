"""Changes of a brief after it was sent: at once before an approval, as a request to the editors after it.

Readers see nothing of a change by itself: the text is drafted again, or an editor says that it holds, and it is
approved anew.
"""

from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bumi.brief import Brief
from bumi.brief_changes import BriefChange, brief_changes
from bumi.errors import BadInput
from bumi.newsroom.accounts.access import not_an_editor
from bumi.newsroom.content.photos import move_photos, photos_of
from bumi.newsroom.content.typed import drop_draft
from bumi.newsroom.content.work import retry_soon
from bumi.newsroom.index.search import put_in_search
from bumi.newsroom.states import EDITABLE, UNAPPROVED, State
from bumi.newsroom.tables import BriefVersion, CrisisNotice, MessageUse, Piece, SentenceProposal, User
from bumi.newsroom.workflow.brief_versions import (
    carried_sources,
    changes_since,
    keep_first,
    open_proposals,
    photo_change,
    photo_ids,
)
from bumi.newsroom.workflow.commissioned import is_commissioned, why_left_alone
from bumi.newsroom.workflow.event_times import follow_brief
from bumi.newsroom.workflow.refusals import numbered, refused
from bumi.newsroom.workflow.revisions import BriefAnswer, add_revision, answer_brief, written
from bumi.newsroom.workflow.timeline import write_line
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian, normal
from bumi.piece import Fields, Source
from bumi.words import Kind

FIXED = ("kind", "agency", "county", "axis", "urgency", "publish_at", "embargo_until", "expire_at", "release")
"""The fields of a brief that do not change once it is sent; its times are the editors' since then."""

_CHANGEABLE = EDITABLE | {State.PUBLISHING}


class WaitingRequest(NamedTuple):
    """A request for correction that waits for an editor: the piece, its topic, and who asks."""

    piece_id: int
    topic: str
    by: str


def why_fixed(session: Session, piece: Piece, by: User) -> str:
    """Return the Persian reason why `by` can no longer change the brief, or "" if they can."""
    if alone := why_left_alone(session, piece, by):
        return alone
    if piece.state not in _CHANGEABLE:
        return f"«{piece.state.persian}» است و سفارشش دیگر عوض نمی‌شود؛ سفارش تازه‌ای بنویسید"
    if session.get(CrisisNotice, piece.id):
        return "اطلاعیه بحران است؛ به جای تغییر سفارش، در «بحران» به‌روزش کنید"
    if piece.kind is Kind.ANSWER:
        return "پاسخ یک پرسش است و سفارشی ندارد؛ متن آن را در صفحه مطلب ویرایش کنید"
    if session.scalar(select(MessageUse.piece_id).where(MessageUse.piece_id == piece.id)):
        return "نسخه‌ای از پیام مشترک است و سفارشش با پیام عوض می‌شود؛ از دبیر بخواهید پیام را اصلاح کند"
    return ""


def needs_request(piece: Piece) -> bool:
    """Return whether a change of the brief is a request that an editor decides on."""
    return piece.state not in UNAPPROVED or piece.published_revision_id is not None


def change_brief(
    session: Session, piece: Piece, brief: Brief, by: User, based_on: int, draft: int, why: str = ""
) -> BriefVersion:
    """Change the brief, with the photos of the draft that it was typed in, or request it with the reason `why`.

    The draft is dropped. A wording of the time that was left as it was does not outlive a new start. Raise Refused,
    with all reasons, if the brief cannot change, if somebody changed it since version `based_on`, if nothing differs,
    or if a request has no reason.
    """
    before = piece.brief_model
    brief = brief.model_copy(update={name: getattr(before, name) for name in FIXED})
    if before.starts_at and brief.starts_at not in (None, before.starts_at) and brief.when == before.when:
        brief = brief.model_copy(update={"when": ""})
    why = " ".join(normal(why).split())
    current, sent = photo_ids(session, piece.id), [each.id for each in photos_of(session, draft_id=draft)]
    photos = photo_change(session, current, sent)
    reasons = []
    if fixed := why_fixed(session, piece, by):
        reasons.append(fixed)
    if based_on != piece.brief_version:
        reasons.append(
            "در همین میان سفارشش را کس دیگری عوض کرده است؛ صفحه مطلب را ببینید و تغییر خود را از آنجا بنویسید"
        )
    elif not brief_changes(before, brief) and not photos:
        reasons.append("چیزی در سفارش عوض نشده است؛ تغییر را بنویسید")
    if needs_request(piece) and not why:
        reasons.append("تأیید شده است و تغییر سفارشش را دبیر می‌پذیرد؛ بنویسید چه باید اصلاح شود و چرا")
    _refuse(piece, reasons)
    keep_first(session, piece)
    new = BriefVersion(
        piece_id=piece.id,
        based_on=based_on,
        brief=brief.model_dump(mode="json"),
        photos=move_photos(session, draft, piece.id) if photos else current,
        by=by.name,
        why=why,
    )
    session.add(new)
    session.flush()
    drop_draft(session, draft)
    if needs_request(piece):
        write_line(session, piece, by, f"{by.persian} اصلاح سفارش را درخواست کرد", why)
    else:
        _apply(session, piece, new, by, f"{by.persian} سفارش را عوض کرد")
    session.flush()
    return new


def accept_request(session: Session, piece: Piece, id: int, by: User) -> bool:
    """Make a requested brief the brief of the piece; return whether sentences are drafted again for it.

    Where it changes what the text rests on, the piece goes back for a new draft and a new approval. Raise Refused, with
    all reasons, unless `by` is an editor, if the brief has changed since the request, or while the piece is being
    published.
    """
    asked = _waiting_request(session, piece, id)
    reasons = not_an_editor(by)
    if asked.based_on != piece.brief_version:
        reasons.append("سفارش پس از این درخواست عوض شده است؛ درخواست را با همین دلیل رد کنید تا دوباره بنویسند")
    if piece.state not in EDITABLE:
        reasons.append(f"«{piece.state.persian}» است؛ اکنون چیزی در آن عوض نمی‌شود")
    _refuse(piece, reasons)
    asked.decided_by, asked.decided_at = by.name, now()
    _apply(session, piece, asked, by, f"{by.persian} درخواست اصلاح سفارش را پذیرفت")
    redrafts = piece.revision is not None and bool(changes_since(session, piece, piece.revision))
    if redrafts:
        if piece.state not in UNAPPROVED:
            move(session, piece, State.SUBMITTED, by)
        order_redraft(session, piece, by)
    return redrafts


def decline_request(session: Session, piece: Piece, id: int, by: User, why: str) -> None:
    """Decline a request, with a reason. Raise Refused, with all reasons, unless `by` is an editor and gives one."""
    asked = _waiting_request(session, piece, id)
    why = " ".join(normal(why).split())
    _refuse(piece, not_an_editor(by) + ([] if why else ["دلیل رد درخواست نوشته نشده است؛ در یک جمله بنویسیدش"]))
    asked.decided_by, asked.decided_at, asked.answer = by.name, now(), why
    write_line(session, piece, by, f"{by.persian} درخواست اصلاح سفارش را رد کرد", why)
    session.flush()


def order_redraft(session: Session, piece: Piece, by: User) -> None:
    """Have the writer draft the sentences again that a change of the brief concerns; a worker takes it up.

    Raise Refused if the piece has no text, if its brief has not changed since, if a contributor writes it, or if it is
    approved.
    """
    latest, reasons = written(piece), []
    if not changes_since(session, piece, latest):
        reasons.append("متن از روی همین سفارش نوشته شده است و چیزی برای از نو نوشتن نیست")
    if is_commissioned(session, piece):
        reasons.append("پدیدآور آن را می‌نویسد، نه سامانه؛ با دلیل برگردانید تا خودش از نو بنویسد")
    if piece.state not in UNAPPROVED:
        reasons.append(f"«{piece.state.persian}» است؛ نخست آن را برای اصلاح برگردانید")
    _refuse(piece, reasons)
    piece.redraft_by = by.name
    piece.settle()
    write_line(session, piece, by, f"{by.persian} خواست جمله‌هایی که سفارششان عوض شده است از نو نوشته شود")
    session.flush()


def keep_text(session: Session, piece: Piece, by: User) -> None:
    """Record that the text needs no change for the brief as it is now, by an editor; it is then checked against it.

    Raise Refused, with all reasons, unless `by` is an editor, or if the brief has not changed since the draft.
    """
    latest = written(piece)
    changed = changes_since(session, piece, latest)
    _refuse(piece, not_an_editor(by) + ([] if changed else ["سفارش پس از نوشتن متن عوض نشده است"]))
    sources = tuple(each for each in carried_sources(session, piece, latest) if each.rests_on)
    answer = BriefAnswer(latest.fields_model, sources, piece.brief_version)
    answer_brief(session, piece, answer, by, f"{by.persian} متن را با سفارش تازه هم درست دانست، بی‌تغییر")


def propose(session: Session, piece: Piece, proposals: list[SentenceProposal]) -> None:
    """Store the sentences drafted again that an editor had changed, in place of the open ones."""
    session.execute(
        delete(SentenceProposal).where(SentenceProposal.piece_id == piece.id, SentenceProposal.settled_at.is_(None))
    )
    session.add_all(proposals)
    session.flush()


def settle_proposal(session: Session, piece: Piece, id: int, by: User, take: bool) -> None:
    """Take the sentence that was drafted again into the text, in place of the editor's, or keep the editor's.

    Raise Refused if the editor's words are no longer in the text.
    """
    proposal = next((each for each in open_proposals(session, piece) if each.id == id), None)
    if proposal is None:
        raise refused(piece, "میان این دو جمله پیش از این برگزیده شده است؛ صفحه را دوباره باز کنید")
    proposal.settled_by, proposal.settled_at = by.name, now()
    if take:
        _take(session, piece, proposal, by)
    session.flush()


def waiting_requests(session: Session) -> list[WaitingRequest]:
    """Return the requests that wait for an editor, of all pieces, oldest first; up to twenty."""
    query = select(Piece.id, Piece.brief["topic"].as_string(), BriefVersion.by).join(
        BriefVersion, BriefVersion.piece_id == Piece.id
    )
    waiting = query.where(BriefVersion.number.is_(None), BriefVersion.decided_at.is_(None))
    return [WaitingRequest(*row) for row in session.execute(waiting.order_by(BriefVersion.id).limit(20))]


def open_requests(versions: list[BriefVersion]) -> list[BriefVersion]:
    """Return the requests that wait for an editor."""
    return [each for each in versions if each.waits]


def changes_of(session: Session, versions: list[BriefVersion], one: BriefVersion) -> list[BriefChange]:
    """Return what a version or a request changes in the version that it is based on."""
    before = next((each for each in versions if each.number == one.based_on), None)
    if before is None:
        return []
    changed = brief_changes(Brief.model_validate(before.brief), Brief.model_validate(one.brief))
    return changed + photo_change(session, before.photos, one.photos)


def _apply(session: Session, piece: Piece, new: BriefVersion, by: User, sentence: str) -> None:
    piece.brief_version += 1
    new.number, piece.brief = piece.brief_version, new.brief
    follow_brief(session, piece, now())
    put_in_search(session, piece)
    write_line(session, piece, by, f"{sentence} (نسخه {digits_to_persian(str(new.number))})", new.why)
    session.flush()
    if piece.revision is None:  # what kept it from being drafted may be mended
        piece.settle()
        session.flush()
        retry_soon(session, piece.id)


def _take(session: Session, piece: Piece, proposal: SentenceProposal, by: User) -> None:
    latest, name = written(piece), proposal.field
    texts = latest.fields_model.texts()
    if proposal.kept not in texts[name]:
        raise refused(piece, "جمله دبیر دیگر در متن نیست؛ جمله تازه را در صفحه ویرایش بگذارید")
    text = texts[name].replace(proposal.kept, proposal.drafted, 1) if proposal.kept else ""
    texts[name] = text or " ".join(filter(None, (texts[name], proposal.drafted)))
    fields = Fields(**{**texts, "hashtags": tuple(texts["hashtags"].split())})
    sources = [each for each in latest.sources_model if each.text in texts[each.field]]
    parts, ids = piece.brief_model.parts(), tuple(proposal.rests_on)
    if ids and latest.brief_version == piece.brief_version:
        notes = tuple(parts[id] for id in ids if id in parts)
        sources.append(Source(field=name, text=proposal.drafted, rests_on=ids, notes=notes))
    add_revision(session, piece, fields, by, sources)


def _waiting_request(session: Session, piece: Piece, id: int) -> BriefVersion:
    """Return the request, its row locked: of two answers at once the second is refused."""
    found = session.get(BriefVersion, id, with_for_update=True, populate_existing=True)
    if found is None or found.piece_id != piece.id:
        raise BadInput(f"{numbered(piece)} چنین درخواستی ندارد؛ صفحه را دوباره باز کنید")
    if not found.waits:
        raise refused(piece, "درباره این درخواست پیش از این تصمیم گرفته شده است")
    return found


def _refuse(piece: Piece, reasons: list[str]) -> None:
    if reasons:
        raise refused(piece, *reasons)
