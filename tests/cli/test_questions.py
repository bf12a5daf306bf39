"""Public questions on the command line: listed without their words, assigned, answered, refused."""

from bumi.newsroom.database import open_newsroom
from bumi.newsroom.questions import ask
from bumi.settings import Settings
from tests.cli.conftest import Bumi

TEXT = "من علی رضایی (۰۹۱۳۱۲۳۴۵۶۷) هستم؛ چرا آب روستای ما قطع می‌شود؟"
WATER, GAS = "شرکت آب و فاضلاب استان کرمان", "شرکت گاز استان کرمان"


def test_a_question_is_listed_assigned_answered_and_another_refused(staffed: Bumi) -> None:
    newsroom = open_newsroom(Settings().database_url)
    with newsroom.session() as session:
        ask(session, TEXT, county="بم")
        ask(session, TEXT)
    newsroom.close()
    assert staffed("user", "add", "hadi", "--role", "content", "--agency", "آبفا کرمان").status == 0

    def question(*words: str, who: str = "sara") -> object:
        return staffed("question", *words, "--as", who, "--json").data

    listed = staffed("question", "list", "--as", "sara", "--json")
    assert [each["state"] for each in listed.data] == ["held", "held"] and "رضایی" not in listed.out
    assert question("list", who="hadi") == []
    shown = staffed("question", "show", "1", "--as", "sara")
    assert "رضایی" in shown.out and WATER in shown.out
    hidden = staffed("question", "show", "1", "--as", "hadi")
    assert hidden.status == 2 and "پرسشی با شماره ۱ نیست" in hidden.err
    assigned = staffed("question", "assign", "1", "آبفا کرمان", "--as", "sara", "--json").data[0]
    assert (assigned["agency"], assigned["outlook"]) == (WATER, "۵ روز کاری تا پایان مهلت پاسخ")
    handed = staffed("question", "assign", "1", "شرکت گاز کرمان", "--as", "hadi", "--why", "کار ما نیست", "--json")
    assert (handed.data[0]["agency"], handed.data[0]["due_at"]) == (GAS, assigned["due_at"])
    assert f"چرا به {GAS} رفت: کار ما نیست" in " ".join(staffed("question", "show", "1", "--as", "sara").out.split())
    answered = staffed("question", "answer", "1", "--answer", "تا شنبه درست می‌شود.", "--as", "mina", "--json").data
    assert answered["state"] == "answered" and len(answered["private"]) == 2
    wrong = staffed("question", "refuse", "2", "sorry", "--as", "sara")
    assert wrong.status == 2 and "elsewhere" in wrong.err
    silent = staffed("question", "refuse", "2", "court", "--as", "sara")
    assert silent.status == 1 and "جمله‌ای برای پرسنده" in silent.err
    assert staffed("question", "refuse", "2", "court", "--why", "از شعبه بپرسید", "--as", "sara").status == 0
    assert [
        each["id"] for each in staffed("question", "list", "--state", "refused", "--as", "sara", "--json").data
    ] == [2]
    assert "پرسشی نیست" in staffed("question", "list", "--overdue", "--as", "sara").out
