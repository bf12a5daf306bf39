"""The public page that verifies a certificate of a course by its code; wrong codes are throttled by network."""

from fastapi import APIRouter, Response

from bumi.desk.authorization import public
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.newsroom.courses.certificates import certificate, certificate_code
from bumi.newsroom.tables import CourseCertificate
from bumi.persian.text import digits_to_persian
from bumi.province import site_name

router = APIRouter()

_PRIVATE = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow", "cache-control": "no-store"}
_THROTTLED = "certificate code"  # takes the place of a name in the throttle of wrong passwords
_UNKNOWN = "گواهی‌ای با این کد صادر نشده است؛ شانزده نویسه آن را از روی گواهی دوباره بنویسید."


@router.get("/certificates")
@public
def ask(request: CurrentRequest) -> Response:
    """Ask for a code, and lead to the page of the one in the query."""
    if code := certificate_code(request.query.get("code", "")):
        return request.redirect(f"/certificates/{code}")
    return _page(request)


@router.get("/certificates/{code}")
@public
def verify(request: CurrentRequest, code: str) -> Response:
    """Say whose certificate it is, for which course, since when, and whether it is valid."""
    throttle, address = request.desk.throttle, request.address
    if wait := throttle.wait(_THROTTLED, address):
        problem = digits_to_persian(f"کدهای نادرست بسیاری آزموده شد؛ {wait.seconds} ثانیه دیگر دوباره بکوشید.")
        answer = _page(request, 429, problem=problem, code=code)
        answer.headers["retry-after"] = str(wait.seconds)
        return answer
    with request.desk.newsroom.reading() as session:
        found = certificate(session, code)
    if found is None:
        return _page(request, 404, problem=_UNKNOWN, code=code)
    throttle.forget(_THROTTLED, address)
    return _page(request, found=found, code=found.code)


def _page(
    request: DeskRequest, status: int = 200, problem: str = "", code: str = "", found: CourseCertificate | None = None
) -> Response:
    settings = request.desk.settings
    answer = request.page(
        "certificate.html",
        status,
        site=site_name(settings),
        site_url=settings.site_url,
        problem=problem,
        code=certificate_code(code),
        found=found,
    )
    answer.headers.update(_PRIVATE)
    return answer
