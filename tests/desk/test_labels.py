"""Sentences for users: errors name fields by their labels, and no host, folder, setting or command is shown."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from bumi.brief import Brief
from bumi.checks.registry import CHECKS
from bumi.desk.desk import Desk
from bumi.desk.labels import (
    BRIEF_LABELS,
    CHECK_NAMES,
    CRISIS_LABELS,
    MESSAGE_LABELS,
    with_labels,
    without_commands,
    without_internals,
)
from bumi.desk.rendering import _environment
from bumi.messages import problem_in_persian
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.states import State
from bumi.pipeline import publishing
from bumi.planning import CrisisFacts, MessageContent, problems_in
from bumi.storage import Unreachable
from tests.desk.pages.test_briefs import GOOD, begun
from tests.desk.pages.test_plan import SAYS
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import reach

Person = Callable[[str], Browser]
_NAME = re.compile(r"«[^»]*[a-z_]{2,}[^»]*»")
_PATH = re.compile(r"\b(assets|bumi|briefs|docs|flows|models|prompts)/[a-z]")
FORMS: dict[type[BaseModel], dict[str, str]] = {
    Brief: BRIEF_LABELS,
    CrisisFacts: CRISIS_LABELS,
    MessageContent: MESSAGE_LABELS,
}


def models_in(kind: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a type speaks of: itself, those of its fields, and theirs."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        for field in kind.model_fields.values():
            yield from models_in(field.annotation)
    for inner in get_args(kind):
        yield from models_in(inner)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_field_of_every_form_has_a_persian_name(form: type[BaseModel]) -> None:
    labels = FORMS[form]
    named = {name for model in models_in(form) for name in model.model_fields}
    assert not {name for name in named if not re.search("[آ-ی]", labels.get(name, ""))}


def wrong(form: type[BaseModel]) -> list[dict[str, Any]]:
    """Return what a form must not be: empty, of wrong types, too long, and so in everything it holds."""
    held = {name: next(models_in(field.annotation), None) for name, field in form.model_fields.items()}
    inner: list[dict[str, Any]] = [
        {name: [bad]}
        for name, model in held.items()
        if model
        for bad in ({}, "x", dict.fromkeys(model.model_fields, ""))
    ]
    return [{}, dict.fromkeys(form.model_fields, ""), dict.fromkeys(form.model_fields, ["ن" * 2000] * 99), *inner]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_no_sentence_about_a_form_has_a_name_of_the_code(form: type[BaseModel]) -> None:
    told = [
        with_labels(sentence, FORMS[form])
        for data in wrong(form)
        for sentences in problems_in(form, data).values()
        for sentence in sentences
    ]
    assert len(told) > 5 and not [each for each in told if _NAME.search(each)]


def test_every_check_has_a_name_for_writers() -> None:
    assert CHECKS and CHECKS.keys() <= CHECK_NAMES.keys()


def test_what_may_be_chosen_is_told_in_persian() -> None:
    labels: Mapping[str, str] = next(iter(FORMS.values()))
    with pytest.raises(ValidationError) as caught:
        next(iter(FORMS)).model_validate({"kind": "x", "urgency": "y"})
    told = [with_labels(problem_in_persian(dict(each)), labels) for each in caught.value.errors()]
    assert any("خبر رویداد، گزارش" in each for each in told) and any("عادی، فوری یا بحران" in each for each in told)


def test_every_form_of_the_desk_speaks_persian_about_what_is_wrong(person: Person) -> None:
    editor = person("مریم")
    page = begun(editor)
    wrong: dict[str, Any] = {"speaker": ["نگار", "x"], "role": ["", ""], "text": ["", ""], "title": "", "topic": ""}
    figure = {"title": "آ", "figures": "x: y", "names": ":"}
    answers = {
        "brief": editor.open(editor.send(page, page=page, send="1", **GOOD | wrong | {"starts_at": "x"}), 422),
        "message": editor.send("/messages/new", 422, "/messages/new", **SAYS | wrong),
        "figure": editor.send("/messages/new", 422, "/messages/new", **figure),
        "crisis": editor.send("/crises", 422, "/crises", name="x", hours="3", do="د"),
    }
    for name, answer in answers.items():
        assert not _NAME.search(seen(answer)), (name, _NAME.findall(seen(answer)))
    assert "«عنوان» نوشته نشده است" in seen(answers["message"]) and "«رقم‌ها ۱ مقدار»" in seen(answers["figure"])


def test_no_page_shows_a_path_of_the_source_tree() -> None:
    environment = _environment()
    assert environment.loader
    for name in environment.list_templates():
        text, *_ = environment.loader.get_source(environment, name)
        assert not _PATH.search(seen(re.sub(r"{[%{#].*?[%}#]}", "", text))), name


def test_no_page_has_a_file_button_in_the_language_of_the_browser() -> None:
    environment = _environment()
    assert environment.loader
    sources = {name: environment.loader.get_source(environment, name)[0] for name in environment.list_templates()}
    assert [name for name, text in sources.items() if 'type="file"' in text] == ["macros.html"]


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
    told = without_internals(cause)
    assert told.startswith("بخشی از سامانه") and "نگهدار سامانه" in told
    later = without_internals(f"هنوز به شکل پیشین دیده می‌شود: {cause}")
    assert later == f"هنوز به شکل پیشین دیده می‌شود: {told}"


@pytest.mark.parametrize(
    "sentence",
    ["موضوع نامفهوم است", "«۱۴۰۵/۰۹/۰۴» گذشته است؛ روز دیگری بنویسید", "رویداد: «و/یا»؛ ساعت ۱۰:۳۰ یا 10:30"],
)
def test_a_sentence_for_people_stays(sentence: str) -> None:
    assert without_internals(sentence) == without_commands(sentence) == sentence


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

    monkeypatch.setattr(publishing, "open_storage", lambda settings: Down())
    answered = editor.send(f"/pieces/{id}/publish", 409, f"/pieces/{id}")
    with desk.newsroom.reading() as session:
        assert piece(session, id).problem == CAUSES[0]  # for the command line
    for page in (answered, editor.open(f"/pieces/{id}"), editor.open("/?shelf=decide"), editor.open("/?word=محمدی")):
        assert not [word for word in ("10.1.2.3", "BUMI_", "مخزن") if word in page], seen(page)
    assert "بخشی از سامانه درست پاسخ نداد" in seen(answered)
