"""What people at the desk read of a fault names no host, folder, setting or command; the newsroom keeps the cause."""

from collections.abc import Callable

import pytest

from bumi.desk.desk import Desk
from bumi.desk.operators import stopped, without_commands
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.states import State
from bumi.pipeline import single_piece as one
from bumi.publishing.storage import Unreachable
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import reach

CAUSES = (
    "مخزن «bumi» در «http://10.1.2.3:9000»: به آن نمی‌توان وصل شد؛ روشن بودن آن و BUMI_S3_ENDPOINT_URL را ببینید",
    "مخزن «bumi» در «AWS»: این کلید اجازه ندارد؛ به آن اجازه بدهید",
    "در پوشه «/srv/bumi/site» نمی‌توان خواند یا نوشت (Permission denied)؛ BUMI_STORAGE_URL را بگردانید",
    "پایگاه داده «postgresql+psycopg://bumi@db/bumi» پاسخ نداد؛ روشن بودن آن را ببینید",
    "سرور Prefect در prefect.local:4200 پاسخ نداد؛ روشنش کنید",
    "BUMI_SITE_URL نشانی همین رایانه است؛ نشانی عمومی سایت را در آن بنویسید",
)
TECHNICAL = ("bumi", "BUMI_", "://", "/srv", "AWS", "4200", "Permission")


@pytest.mark.parametrize("cause", CAUSES)
def test_a_cause_for_the_operator_is_told_as_what_it_means(cause: str) -> None:
    told = stopped(cause)
    assert told.startswith("بخشی از سامانه") and "نگهدار سامانه" in told
    later = stopped(f"هنوز به شکل پیشین دیده می‌شود: {cause}")
    assert later == f"هنوز به شکل پیشین دیده می‌شود: {told}"


@pytest.mark.parametrize(
    "sentence",
    ["موضوع نامفهوم است", "«۱۴۰۵/۰۹/۰۴» گذشته است؛ روز دیگری بنویسید", "رویداد: «و/یا»؛ ساعت ۱۰:۳۰ یا 10:30"],
)
def test_a_sentence_for_people_stays(sentence: str) -> None:
    assert stopped(sentence) == without_commands(sentence) == sentence


def test_a_remedy_by_command_becomes_one_for_people() -> None:
    told = without_commands("مطلبی با شماره ۵ نیست؛ شماره‌ها را با «bumi list» ببینید")
    assert told == "مطلبی با شماره ۵ نیست؛ صفحه را دوباره باز کنید یا به نگهدار سامانه بگویید"


def test_no_page_names_where_a_piece_could_not_be_put(
    person: Callable[[str], Browser], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.newsroom.session() as session:
        id = reach(session, State.APPROVED).id
    editor = person("مریم")

    class Down:
        def __getattr__(self, name: str) -> Callable[..., None]:
            def fail(*_: object, **__: object) -> None:
                raise Unreachable(CAUSES[0])

            return fail

    monkeypatch.setattr(one, "open_storage", lambda settings: Down())
    answered = editor.send(f"/pieces/{id}/publish", 409, f"/pieces/{id}")
    with desk.newsroom.reading() as session:
        assert piece(session, id).problem == CAUSES[0]  # for the command line
    for page in (answered, editor.open(f"/pieces/{id}"), editor.open("/?shelf=decide"), editor.open("/?word=محمدی")):
        assert not [word for word in ("10.1.2.3", "BUMI_", "مخزن") if word in page], seen(page)
    assert "بخشی از سامانه درست پاسخ نداد" in seen(answered)
