"""Certificates of courses: issued once, found by their code, and withdrawn by their holder."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.passwords import code as new_code
from bumi.newsroom.courses.progress import enrol
from bumi.newsroom.tables import CourseCertificate, User
from bumi.persian.calendar import now


def issue_certificate(session: Session, by: User, course: str, title: str) -> CourseCertificate:
    """Return the valid certificate of `by` for a course, issued if there is none.

    The caller has seen that the course is completed.
    """
    enrol(session, by, course)  # locked: of two requests at once, the second finds the certificate of the first
    if standing := valid_certificate(session, by, course):
        return standing
    new = CourseCertificate(code=new_code(), user=by.name, course=course, title=title, issued_at=now())
    session.add(new)
    session.flush()
    return new


def valid_certificate(session: Session, user: User, course: str) -> CourseCertificate | None:
    """Return the certificate of `user` for a course that is not withdrawn, or None."""
    return session.scalar(
        select(CourseCertificate).where(
            CourseCertificate.user == user.name,
            CourseCertificate.course == course,
            CourseCertificate.withdrawn_at.is_(None),
        )
    )


def certificate(session: Session, code: str) -> CourseCertificate | None:
    """Return the certificate with a code, withdrawn or not, or None."""
    return session.get(CourseCertificate, certificate_code(code))


def certificate_code(typed: str) -> str:
    """Return a typed code as it is stored: small letters in fours, whatever stands between them."""
    letters = "".join(char for char in typed[:40].lower() if char.isascii() and char.isalnum())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def withdraw_certificate(session: Session, by: User, code: str) -> CourseCertificate:
    """Withdraw a certificate of `by` for good; BadInput for an unknown code, Refused for another person's."""
    found = certificate(session, code)
    if found is None:
        raise BadInput(f"گواهی با کد «{code[:40]}» نیست؛ کد را از روی گواهی بنویسید")
    if found.user != by.name:
        raise Refused(f"این گواهی از آن «{by.name}» نیست؛ تنها دارنده‌اش می‌تواند آن را پس بگیرد")
    found.withdrawn_at = found.withdrawn_at or now()
    session.flush()
    return found
