"""Text of uploaded Word and PDF files, extracted in a sandboxed process."""

import logging
import subprocess
import sys
from signal import SIGXCPU
from threading import Lock

from bumi.documents import opening
from bumi.documents.opening import MISSING, REFUSED
from bumi.errors import BadInput, NotAvailable
from bumi.persian.text import digits_to_persian

__all__ = ["is_document", "text_of"]

_MOST_BYTES = 10 * 2**20
_PATIENCE_S = 15
_OPENING = (sys.executable, "-P", opening.__file__)
_ONE_AT_A_TIME = Lock()  # memory suffices for opening one document at a time
_HEADS = (b"PK\x03\x04", b"%PDF")
_OLD = {b"\xd0\xcf\x11\xe0": "Word قدیمی (doc)", b"{\\rtf": "RTF"}
_log = logging.getLogger(__name__)


def is_document(data: bytes) -> bool:
    """Say whether `data` is a document and not plain text, readable or not."""
    return data.startswith((*_HEADS, *_OLD))


def text_of(data: bytes, name: str) -> str:
    """Return the text of a Word (docx) or PDF file called `name`, a line for each paragraph.

    BadInput where it is neither, broken, locked, only pictures, or too costly to open; NotAvailable without the library
    for PDFs.
    """
    if old := next((kind for head, kind in _OLD.items() if data.startswith(head)), ""):
        raise BadInput(f"{name}: پرونده {old} خوانده نمی‌شود؛ آن را با قالب docx یا PDF ذخیره کنید")
    if len(data) > _MOST_BYTES:
        most = digits_to_persian(str(_MOST_BYTES // 2**20))
        raise BadInput(f"{name}: بیش از {most} مگابایت است؛ عکس‌هایش را بردارید")
    try:
        with _ONE_AT_A_TIME:
            done = subprocess.run(_OPENING, input=data, capture_output=True, timeout=_PATIENCE_S, check=False)
    except subprocess.TimeoutExpired:
        raise BadInput(_too_long(name)) from None
    if done.returncode == REFUSED:
        raise BadInput(f"{name}: {digits_to_persian(done.stdout.decode())}")
    if done.returncode == MISSING:
        raise NotAvailable(f"{name}: خواندن PDF بسته pypdfium2 را می‌خواهد که نصب نیست؛ متن خبر را بچسبانید")
    if done.returncode == -SIGXCPU:
        raise BadInput(_too_long(name))
    if done.returncode:
        _log.error("opening a document ended with %d: %s", done.returncode, done.stderr.decode(errors="replace"))
        raise BadInput(f"{name}: باز نشد؛ متن خبر را در پرونده‌ای txt بفرستید یا بچسبانید")
    return done.stdout.decode()


def _too_long(name: str) -> str:
    return f"{name}: در {digits_to_persian(str(_PATIENCE_S))} ثانیه باز نمی‌شود؛ متن خبر را بچسبانید"
