"""Certificates: one valid for a person and a course, found however the code is typed, withdrawn by its holder alone."""

import pytest

from bumi.errors import BadInput, Refused
from bumi.newsroom.courses.certificates import certificate, issue_certificate, valid_certificate, withdraw_certificate
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role
from tests.newsroom.stage import person


def test_a_certificate_is_issued_once_and_found_by_its_code(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        holder = person(session, Role.CONTENT)
        first = issue_certificate(session, holder, "figures", "رقم‌ها")
        assert issue_certificate(session, holder, "figures", "رقم‌ها") is first
        assert issue_certificate(session, holder, "pictures", "عکس‌ها") is not first
        for typed in (first.code, first.code.upper(), first.code.replace("-", ""), f" {first.code} "):
            assert certificate(session, typed) is first
        for typed in ("", "x", first.code[:-1], first.code + "a", "۱" * 16):
            assert certificate(session, typed) is None


def test_only_its_holder_withdraws_a_certificate(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        holder, other = person(session, Role.CONTENT), person(session, Role.CHIEF)
        first = issue_certificate(session, holder, "figures", "رقم‌ها")
        with pytest.raises(Refused):
            withdraw_certificate(session, other, first.code)
        with pytest.raises(BadInput):
            withdraw_certificate(session, holder, "none")
        assert withdraw_certificate(session, holder, first.code).withdrawn_at
        assert valid_certificate(session, holder, "figures") is None
        assert certificate(session, first.code) is first  # its page says that it is withdrawn
        assert issue_certificate(session, holder, "figures", "رقم‌ها").code != first.code
