"""The messages of the rules: each is used, each has the parameters that its rule gives, digits are Persian."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from string import Formatter

import pytest

from bumi import messages as catalogue
from bumi.brief import Brief
from bumi.checks import CHECKS, Judgement, check_fields, check_text, plain_sentences
from bumi.checks.evaluation.page import examples
from bumi.errors import BadInput
from bumi.persian.halfspace.house import Style
from bumi.piece import Fields, Source

ALWAYS = {"matched", "suggestion", "suggestions"}
ELSEWHERE = ("alike/", "byline/", "card/", "field/", "film/", "message/", "question/")
"""Of lookalikes, authors' names, cards, fields, films, shared messages and public questions: tests/test_messages.py."""

RULES = [rule for of_check in CHECKS.values() for rule in of_check]


def parameters(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


class Noted(str):
    """A message that notes the parameters it is given."""

    __slots__ = ("given",)
    given: set[str]

    def format(self, *args: object, **values: object) -> str:
        self.given |= {*values}
        return super().format(*args, **values)


OTHERS = [  # for the messages that no example of docs/checks.yaml has
    ("body", "مبینا فاریابی ۱۰ ساله برنده شد. مقتول «رضا شریفی» نام داشت."),
    ("body", "یک کتاب‌ها. بود را. آنچه گفت را نوشتیم. می‌تواند است."),
    ("body", "XCIX نوازنده در 中 هستند. لازم به ذکر است که باغ باز است."),
    ("body", "حتما ببینید! بزرگ‌ترین باغ انار کشور! باغ باز است!"),
    ("body", "بهره‌برداری از زیرساخت‌های اطلاعاتی و توانمندسازی دستگاه‌های اجرایی در دستور کار است."),
    *(("body", f"{word} " * size) for word in ("همکاری", "زیرساخت‌های") for size in (21, 41)),
    ("caption", "شرح " * 500),
    ("hashtags", "باغ " * 11),
]


def judge(brief: Brief, sentences: Sequence[str]) -> list[Judgement]:
    return [Judgement(0.0, False, "n1", reason="عدد دیگری دارد") for _ in sentences]


@pytest.fixture(scope="module")
def given() -> Mapping[str, set[str]]:
    """Have each message made, and return the parameters that it was given."""
    found = defaultdict[str, set[str]](set)

    class Messages(dict[str, str]):
        def __getitem__(self, key: str) -> str:
            noted = Noted(super().__getitem__(key))
            noted.given = found[key]
            return noted

    every, whole = Messages(catalogue.messages()), examples()
    brief = Brief.model_validate(whole.brief | {"call_to_action": "زودتر نام‌نویسی کنید"})
    plain = Fields(headline="خبر", lede="خبر است.", body="خبر است.\n• سه غرفه")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "messages", lambda: every)
        for example in (example for check in whole.checks for example in check.examples):
            whole.found(example, example.wrong)
        for field, text in OTHERS:
            check_text(text, field, brief, judge=judge)
        check_fields(plain, brief)
        sources = [Source(field="body", text=text, rests_on=(), notes=(), plain=True) for text in ("خبر", "• سه غرفه")]
        plain_sentences(plain, sources)
        for text, only in (("متن", ["taste"]), ("\ud83d", [])):
            with pytest.raises(BadInput):
                check_text(text, only=only)
        joined = Style(plurals="joined", comparatives="joined")
        patch.setattr("bumi.checks.orthography.halfspace.house_style", lambda: joined)
        check_text("باغ‌های راور")
    return found


def test_every_message_is_used(given: Mapping[str, set[str]]) -> None:
    assert {key for key in catalogue.messages() if not key.startswith(ELSEWHERE)} == {*given}


def test_every_message_has_the_parameters_that_are_given(given: Mapping[str, set[str]]) -> None:
    assert given
    for key in given:
        assert parameters(catalogue.messages()[key]) <= given[key], key


def test_no_parameter_is_given_for_nothing(given: Mapping[str, set[str]]) -> None:
    wanted, had = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for key in given:
        wanted[key.partition(".")[0]] |= parameters(catalogue.messages()[key])
        had[key.partition(".")[0]] |= given[key]
    of_codes = {rule.message or rule.code: parameters(rule.code) for rule in RULES}
    for key, names in had.items():
        assert names - ALWAYS <= wanted[key] | of_codes.get(key, set()) | {"code", "kind", "how"}, key


def test_every_rule_has_its_message() -> None:
    for rule in RULES:
        key = re.escape(rule.message or rule.code)
        pattern = re.compile(re.sub(r"\\{\w+\\}", "[a-z-]+", key) + r"(?:\.[a-z-]+)?")
        assert any(map(pattern.fullmatch, catalogue.messages())), rule.code


def test_messages_are_persian_and_their_digits_too() -> None:
    for key, template in catalogue.messages().items():
        said = re.sub(r"\{\w+\}", "", template)
        assert not re.search("[0-9٠-٩يك]", said), key
        assert template == template.strip() and not template.endswith("."), key


def test_a_number_of_a_message_is_in_persian_digits() -> None:
    assert catalogue.message("length/long.hashtags", count=12, limit=10) == "۱۲ هشتگ هست؛ ۱۰ هشتگ بس است"
    with pytest.raises(KeyError):
        catalogue.message("length/long.hashtags", count=12)
