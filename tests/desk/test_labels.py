"""What is wrong with a form is told with the names that the form has; no name of the code is ever shown."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from bumi.desk.labels import FORMS, in_persian
from bumi.desk.rendering import _environment
from bumi.messages import problem_in_persian
from bumi.planning import problems_in
from tests.desk.stage import Browser, seen
from tests.desk.test_briefs import GOOD, begun
from tests.desk.test_plan import SAYS

Person = Callable[[str], Browser]
_NAME = re.compile(r"«[^»]*[a-z_]{2,}[^»]*»")
_PATH = re.compile(r"\b(assets|bumi|briefs|docs|flows|models|prompts)/[a-z]")


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
        in_persian(sentence, FORMS[form])
        for data in wrong(form)
        for sentences in problems_in(form, data).values()
        for sentence in sentences
    ]
    assert len(told) > 5 and not [each for each in told if _NAME.search(each)]


def test_what_may_be_chosen_is_told_in_persian() -> None:
    labels: Mapping[str, str] = next(iter(FORMS.values()))
    with pytest.raises(ValidationError) as caught:
        next(iter(FORMS)).model_validate({"kind": "x", "urgency": "y"})
    told = [in_persian(problem_in_persian(dict(each)), labels) for each in caught.value.errors()]
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
