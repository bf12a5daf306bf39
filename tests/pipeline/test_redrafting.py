"""A changed brief: only its sentences are drafted again, and what an editor wrote is never overwritten."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bumi.brief import Brief, brief_from
from bumi.brief_changes import brief_changes, matched
from bumi.models.realiser import Realiser
from bumi.models.request import Request
from bumi.models.writer import Writer
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.briefs import change_brief, order_redraft
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.content.typed import begin_draft
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from bumi.newsroom.workflow.brief_versions import changes_since
from bumi.newsroom.workflow.revisions import edit, written
from bumi.piece import Draft, Fields
from bumi.pipeline.redrafting import Redrafted, SentenceChoice, merged, whole_fields
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.steps import copy_edited
from bumi.pipeline.worker import at_once, carry
from tests.flows.stage import PlainWriter, hand_in, open_plain_writer

NOTES = ["ورود برای همه آزاد است.", "ظرفیت سالن ۱۲۰ نفر است.", "پارکینگ رایگان", "شاعران شهر شعر می‌خوانند"]


class _NoModel:
    name, adapter = "none", ""

    def realise(self, requests: list[Request], seed: int) -> list[list[Any]]:
        return [[] for _ in requests]


def brief(**changes: Any) -> Brief:
    data = {
        "kind": "event",
        "topic": "شب شعر یلدا در راور",
        "agency": "اداره فرهنگ و ارشاد اسلامی راور",
        "county": "راور",
        "axis": "فرهنگ",
        "when": "دوشنبه ۳۰ آذر، ساعت ۱۹",
        "where": "کتابخانه عمومی راور",
        "notes": NOTES,
        "quotes": [{"speaker": "رضا احمدی", "role": "رئیس اداره", "text": "همه همشهریان مهمان ما هستند."}],
    }
    return brief_from(data | changes, "آزمون")


def drafted(of: Brief) -> Draft:
    model: Realiser = _NoModel()  # type: ignore[assignment]
    (draft,) = Writer(model).draft([of])
    return copy_edited(draft, of)


def told(draft: Draft) -> set[tuple[str, str]]:
    return {(each.field, id) for each in draft.sources for id in each.rests_on}


def redrafted(new: Brief, **edits: tuple[str, str]) -> tuple[Fields, Redrafted]:
    """Draft the brief, edit fields of it («old», «new»), and merge the draft of `new`."""
    old, first = brief(), drafted(brief())
    texts = first.fields.texts()
    for name, (before, after) in edits.items():
        assert before in texts[name]
        texts[name] = texts[name].replace(before, after)
    fields = Fields(**{**texts, "hashtags": tuple(texts["hashtags"].split())})
    sources = [each for each in first.sources if each.text in texts[each.field]]
    history = whole_fields([(first.fields, True), (fields, False)])
    return fields, merged(fields, sources, drafted(new), matched(old, new), new, history, told(first))


def test_parts_are_matched_by_their_words() -> None:
    new = brief(when="سه‌شنبه ۱ دی، ساعت ۱۸", notes=[NOTES[3], "ظرفیت سالن ۱۵۰ نفر است.", NOTES[2], "انار می‌آورند."])
    match = matched(brief(), new)
    assert {id: match.same[id] for id in ("n3", "n4", "q1", "topic")} == {
        "n3": "n3", "n4": "n1", "q1": "q1", "topic": "topic",
    }  # fmt: skip
    assert (dict(match.changed), set(match.gone), set(match.new)) == ({"when": "when", "n2": "n2"}, {"n1"}, {"n4"})
    assert [(each.name, bool(each.before), bool(each.after)) for each in brief_changes(brief(), new)] == [
        ("when", True, True), ("n1", True, False), ("n2", True, True), ("n4", False, True),
    ]  # fmt: skip


def test_a_new_time_changes_its_sentence_and_nothing_else() -> None:
    fields, found = redrafted(
        brief(when="سه‌شنبه ۱ دی، ساعت ۱۸"),
        headline=("شب شعر", "شبی با شعر"),
        body=("• شاعران شهر شعر می‌خوانند", "• شاعران جوان شهر می‌خوانند"),
    )
    assert not found.choices
    assert (found.fields.headline, found.fields.body) == (fields.headline, fields.body)
    assert "سه‌شنبه ۱ دی، ساعت ۱۸" in found.fields.lede and "دوشنبه" not in found.fields.lede
    assert "سه‌شنبه ۱ دی، ساعت ۱۸" in found.fields.caption and "دوشنبه" not in found.fields.caption
    assert found.fields.lede.split("روز")[0] == fields.lede.split("روز")[0]


def test_notes_come_go_and_change_in_place() -> None:
    notes = ["ظرفیت سالن ۱۵۰ نفر است.", NOTES[3], "با هندوانه پذیرایی می‌شود."]
    new = brief(notes=notes)
    _, found = redrafted(new)
    body = found.fields.body
    assert not found.choices
    assert "۱۵۰" in body and "۱۲۰" not in body and "هندوانه" in body and NOTES[3] in body
    assert "آزاد" not in body and "پارکینگ" not in body and "•\n" not in f"{body}\n" and "\n\n\n" not in body
    assert all(each.text in found.fields.texts()[each.field] for each in found.sources)
    assert {id for each in found.sources for id in each.rests_on} <= new.parts().keys()
    renumbered = next(each for each in found.sources if NOTES[3] in each.text)
    assert (renumbered.rests_on, renumbered.notes) == (("n2",), (NOTES[3],))


@pytest.mark.parametrize("notes", [NOTES[:3], [*NOTES[:2], NOTES[3]], NOTES[:2]], ids=str)
def test_an_unedited_text_becomes_the_new_draft(notes: list[str]) -> None:
    """With its lists and their titles, where the first sentence, which names the agency, stays."""
    new = brief(notes=notes)
    _, found = redrafted(new)
    assert found.fields.body == drafted(new).fields.body


def test_a_sentence_comes_before_the_list_that_it_precedes() -> None:
    old, new = brief(notes=NOTES[2:], quotes=[]), brief(notes=[*NOTES[2:], NOTES[0]], quotes=[])
    first = drafted(old)
    history = whole_fields([(first.fields, True)])
    found = merged(first.fields, first.sources, drafted(new), matched(old, new), new, history, told(first))
    assert first.fields.body.startswith("جزئیات:") and found.fields.body == drafted(new).fields.body


def test_what_the_writer_never_told_is_no_removal_by_an_editor() -> None:
    new = brief(notes=[NOTES[0], "ظرفیت سالن ۱۵۰ نفر است.", *NOTES[2:]])
    first = drafted(brief())
    fields = first.fields.model_copy(update={"body": first.fields.body.replace(" ظرفیت سالن ۱۲۰ نفر است.", "")})
    sources = [each for each in first.sources if "n2" not in each.rests_on]
    history = whole_fields([(fields, True)])
    found = merged(fields, sources, drafted(new), matched(brief(), new), new, history, told(first) - {("body", "n2")})
    assert found.fields.body == drafted(new).fields.body and not found.choices


def test_the_last_line_of_a_list_takes_its_title_with_it() -> None:
    _, found = redrafted(brief(notes=NOTES[:2]))
    assert "•" not in found.fields.body and "جزئیات" not in found.fields.body


def test_an_editors_own_sentence_is_shown_beside_the_new_one() -> None:
    new = brief(when="سه‌شنبه ۱ دی، ساعت ۱۸", notes=[NOTES[0], "ظرفیت سالن ۱۵۰ نفر است.", *NOTES[2:]])
    fields, found = redrafted(
        new, body=("ظرفیت سالن ۱۲۰ نفر است.", "ظرفیت این سالن ۱۲۰ نفر است."), lede=("برگزار", "باشکوه برگزار")
    )
    assert (found.fields.lede, found.fields.body) == (fields.lede, fields.body)
    assert [(each.field, each.kept, each.rests_on) for each in found.choices] == [
        ("lede", fields.lede, ("topic", "when", "where", "county")),
        ("body", "ظرفیت این سالن ۱۲۰ نفر است.", ("n2",)),
    ]
    assert found.choices[1].drafted == "ظرفیت سالن ۱۵۰ نفر است."


def test_a_sentence_that_an_editor_removed_is_offered_and_not_put_back() -> None:
    new = brief(notes=[NOTES[0], "ظرفیت سالن ۱۵۰ نفر است.", *NOTES[2:]])
    fields, found = redrafted(new, body=(" ظرفیت سالن ۱۲۰ نفر است.", ""))
    assert found.fields.body == fields.body
    assert found.choices == (SentenceChoice("body", "", "ظرفیت سالن ۱۵۰ نفر است.", ("n2",)),)


def test_an_editors_headline_stays_beside_that_of_a_new_topic() -> None:
    new = brief(topic="شب شعر و موسیقی یلدا در راور")
    fields, found = redrafted(new, headline=("شب شعر", "شبی با شعر"))
    assert found.fields.headline == fields.headline
    assert [each for each in found.choices if each.field == "headline"] == [
        SentenceChoice("headline", fields.headline, drafted(new).fields.headline, ())
    ]
    _, untouched = redrafted(new)
    assert untouched.fields.headline == drafted(new).fields.headline and not untouched.choices


def test_words_that_a_redraft_kept_of_an_editor_stay_the_editors() -> None:
    """A model wrote at the third revision, and the headline of the second is still nobody's but the editor's."""
    first = drafted(brief()).fields
    own = first.model_copy(update={"headline": "تیتر دبیر"})
    third = own.model_copy(update={"lede": "لید تازه.", "kicker": "روتیتر تازه"})
    found = whole_fields([(first, True), (own, False), (third, True)])
    assert found["headline"] == (first.headline, False)
    assert found["kicker"] == ("روتیتر تازه", True)


_POOL = [*NOTES, "بلیت ۵۰ هزار تومان است.", "ظرفیت سالن ۱۵۰ نفر است.", "همراه داشتن کارت ملی", "انار می‌آورند."]


@given(
    st.lists(st.sampled_from(_POOL), min_size=1, max_size=5, unique=True),
    st.lists(st.sampled_from(_POOL), min_size=1, max_size=5, unique=True),
    st.sampled_from(["دوشنبه ۳۰ آذر، ساعت ۱۹", "سه‌شنبه ۱ دی، ساعت ۱۸"]),
    st.data(),
)
def test_whatever_changes_an_editors_words_stay_and_no_stale_sentence_does(
    before: list[str], after: list[str], when: str, data: st.DataObject
) -> None:
    old, new = brief(notes=before), brief(notes=after, when=when)
    first, match = drafted(old), matched(old, new)
    texts, own, untouched = first.fields.texts(), set[str](), []
    for source in first.sources:
        if data.draw(st.booleans()):
            words = f"{source.text.rstrip('.')} و این از دبیر است."
            texts[source.field] = texts[source.field].replace(source.text, words)
            own.add(words)
        else:
            untouched.append(source)
    fields = Fields(**{**texts, "hashtags": tuple(texts["hashtags"].split())})
    sources = [each for each in first.sources if each.text in texts[each.field]]
    history = whole_fields([(first.fields, True), (fields, False)])
    found = merged(fields, sources, drafted(new), match, new, history, told(first))
    result = found.fields.texts()
    lost = [words for words in own if words not in result["lede"] + result["body"]]
    assert not lost, (before, after, when, fields.body, result["body"])
    drafted_again = {each.text for each in drafted(new).sources}
    for source in untouched:
        stays = not match.concerns(source.rests_on) or source.text in drafted_again
        assert (source.text in result[source.field]) == stays, (source, fields.body, result["body"])
    assert all(each.text in result[each.field] and {*each.rests_on} <= new.parts().keys() for each in found.sources)
    assert not re.search(r"\n{3}|[ \t]\n|  |^\s|\s$|•\s*$|^[^•\n]*•", result["body"])


class _Meanwhile(PlainWriter):
    """A writer during whose work something happens."""

    def __init__(self, happens: Callable[[], None]) -> None:
        super().__init__()
        self.happens, self.seeds = happens, list[int]()

    def draft(self, briefs: Any, seed: int, progress: Any, ledes: Any = ()) -> list[Draft]:
        self.happens()
        self.seeds.append(seed)
        return super().draft(briefs, seed, progress, ledes)


def changed(session: Session, id: int, *notes: str) -> None:
    by, found = user(session, "ali"), piece(session, id)
    draft = begin_draft(session, by, {}).id
    change_brief(session, found, found.brief_model.model_copy(update={"notes": notes}), by, found.brief_version, draft)


def test_what_happens_while_the_writer_works_is_kept(bench: RunContext, newsroom: Newsroom) -> None:
    """An edit is merged into; a second change of the brief is told, and waits for another touch."""
    (id,) = hand_in(newsroom, "کارگاه پته‌دوزی")
    first = RunContext(bench.settings, newsroom, open_plain_writer, seed=7)
    carry(first, at_once)
    with newsroom.session() as session:
        changed(session, id, "ورود آزاد نیست")
        order_redraft(session, piece(session, id), user(session, "ali"))

    def meanwhile() -> None:
        with newsroom.session() as session:
            fields = written(piece(session, id)).fields_model
            edit(
                session,
                piece(session, id),
                fields.model_copy(update={"headline": "تیتر سارا"}),
                user(session, "sara"),
                1,
            )
            changed(session, id, "ورود ۵۰ هزار تومان است")

    writer = _Meanwhile(meanwhile)
    carry(RunContext(bench.settings, newsroom, lambda _: writer), at_once)
    with newsroom.session() as session:
        found = piece(session, id)
        latest = written(found)
        assert (latest.fields_model.headline, latest.fields_model.body) == ("تیتر سارا", "ورود آزاد نیست.")
        assert (latest.by, latest.brief_version, found.brief_version) == ("sara", 2, 3)
        assert [each.after for each in changes_since(session, found, latest)] == ["ورود ۵۰ هزار تومان است"]
        assert not found.redraft_by and found.state is State.SUBMITTED and writer.seeds == [7]


def test_the_first_draft_answers_the_brief_that_the_writer_read(bench: RunContext, newsroom: Newsroom) -> None:
    (id,) = hand_in(newsroom, "کارگاه پته‌دوزی")

    def meanwhile() -> None:
        with newsroom.session() as session:
            changed(session, id, "ورود آزاد نیست")

    carry(RunContext(bench.settings, newsroom, lambda _: _Meanwhile(meanwhile)), at_once)
    with newsroom.session() as session:
        found = piece(session, id)
        assert written(found).brief_version == 1 and changes_since(session, found, written(found))


def test_another_photo_alone_needs_no_writer(bench: RunContext, newsroom: Newsroom) -> None:
    (id,) = hand_in(newsroom, "کارگاه پته‌دوزی")
    carry(bench, at_once)
    with newsroom.session() as session:
        found, by = piece(session, id), user(session, "ali")
        described = found.brief_model.model_copy(update={"photo": "دست‌های بافنده"})
        change_brief(session, found, described, by, 1, begin_draft(session, by, {}).id)
        order_redraft(session, found, by)
    writer = _Meanwhile(lambda: None)
    carry(RunContext(bench.settings, newsroom, lambda _: writer), at_once)
    with newsroom.session() as session:
        latest = written(piece(session, id))
        assert (latest.number, latest.brief_version, writer.seeds) == (2, 2, [])
        assert latest.images and latest.checkup
