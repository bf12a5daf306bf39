"""Prepared notices: whole, calm and without a finding that blocks, from a few facts."""

from typing import Any

import pytest

from bumi.checks import check_fields
from bumi.errors import BadInput
from bumi.finding import Severity
from bumi.persian.calendar import parse_moment
from bumi.planning.notices import Facts, facts_from, notice, notice_brief, template, templates

GIVEN: dict[str, Any] = {
    "what": "رودخانه هلیل بالا آمده است",
    "where": "جیرفت و عنبرآباد",
    "county": "جیرفت",
    "since": "1405/09/04 06:30",
    "source": "اداره‌کل مدیریت بحران استان کرمان",
    "next_update": "1405/09/04 12:00",
    "until": "1405/09/05 06:00",
    "do": ["دام‌ها را از کنار رودخانه دور کنید"],
}


def facts(**changes: Any) -> Facts:
    return facts_from(GIVEN | changes)


def test_there_is_a_notice_for_each_crisis_of_the_province() -> None:
    assert set(templates()) == {"dust", "earthquake", "flood", "health", "power", "road", "water"}


@pytest.mark.parametrize("name", ["dust", "earthquake", "flood", "health", "power", "road", "water"])
@pytest.mark.parametrize("over", [False, True])
def test_a_notice_has_everything_and_the_checks_find_nothing_that_weighs(name: str, over: bool) -> None:
    prepared = template(name)
    brief = notice_brief(prepared, facts(), parse_moment("1405/09/04 05:00"), over)
    draft = notice(brief, 0 if over else len(prepared.do) + 1)
    text = "\n".join(draft.fields.texts().values())
    wanted = ["رودخانه هلیل بالا آمده است", "جیرفت و عنبرآباد", "اداره‌کل مدیریت بحران", "جای اطلاعیه چهارشنبه ۴ آذر"]
    wanted += ["ساعت ۰۶:۳۰", prepared.call]
    wanted += ["برقرار بود"] if over else ["اطلاعیه بعدی چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۲:۰۰", *prepared.do]
    assert [each for each in wanted if each not in text] == []
    found = check_fields(draft.fields, brief, sources=draft.sources)
    assert [f"{it.check}/{it.code}: {it.message}" for it in found if it.severity is not Severity.ADVISES] == []


def test_what_has_not_begun_is_told_as_to_come() -> None:
    brief = notice_brief(template("flood"), facts())
    assert "برقرار است." in notice(brief, 3).fields.lede
    assert "برقرار می‌شود." in notice(brief, 3, begun=False).fields.lede


def test_every_sentence_stands_where_its_source_says() -> None:
    prepared = template("flood")
    draft = notice(notice_brief(prepared, facts()), len(prepared.do) + 1)
    texts = draft.fields.texts()
    assert [it.text for it in draft.sources if it.text not in texts[it.field]] == []
    assert draft.fields.body.count("• ") == len(prepared.do) + 1


def test_all_that_is_missing_or_wrong_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        facts_from({"what": "سیل", "where": "بم", "since": "دیروز"})
    said = str(refused.value)
    assert all(word in said for word in ("county", "source", "next_update", "until", "«دیروز» تاریخ نیست"))
    with pytest.raises(BadInput, match="«until» پیش از «next_update» است"):
        facts(until="1405/09/04 11:00")
    with pytest.raises(BadInput, match="«next_update» پیش از «since» است"):
        facts(next_update="1405/09/04 06:00")
    with pytest.raises(BadInput, match=r"اطلاعیه آماده‌ای به نام «storm» نیست؛ .*flood \(سیل\)"):
        template("storm")
