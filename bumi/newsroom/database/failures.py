"""Database errors: turned into Persian messages for people, with row values removed from tracebacks."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError

from bumi.errors import BadInput, NotAvailable, Refused

_UNIQUE_VIOLATION = "23505"  # PostgreSQL's code; SQLite has one writer at a time and never raises this
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")  # a NUL character, as JSON escapes it
_VALUES = "\nDETAIL:"  # after this marker PostgreSQL repeats the row


@contextmanager
def in_words(address: URL) -> Iterator[None]:
    """Turn errors of the database at `address` into Refused and NotAvailable."""
    try:
        yield
    except StaleDataError as error:
        raise _changed_meanwhile() from error
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", None) != _UNIQUE_VIOLATION:
            raise
        raise _changed_meanwhile() from error
    except (DatabaseError, InterfaceError, PoolTimeoutError, sqlite3.DatabaseError) as error:
        if _is_damage(error):
            raise damaged(address) from error
        if not isinstance(error, OperationalError | InterfaceError | PoolTimeoutError | sqlite3.OperationalError):
            raise
        shown = address.render_as_string(hide_password=True)
        cause = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        raise NotAvailable(
            f"پایگاه داده «{shown}» پاسخ نداد ({cause})؛ روشن بودن آن و BUMI_DATABASE_URL را ببینید"
        ) from error


def as_json(value: object) -> str:
    """Return `value` as JSON with unescaped Persian. Raise BadInput if PostgreSQL could not read it back."""
    text = json.dumps(value, ensure_ascii=False)
    if _NUL.search(text):
        raise _no_value()
    return text


def damaged(address: URL) -> NotAvailable:
    """Return the error for a SQLite file that is damaged or is not a database."""
    return NotAvailable(
        f"پرونده پایگاه داده «{address.database}» آسیب دیده است یا پایگاه داده نیست؛ کنارش بگذارید و پشتیبان را با "
        "«bumi restore FILE» برگردانید؛ بی پشتیبان، «sqlite3 FILE .recover» آنچه را خواندنی است بیرون می‌کشد"
    )


def _is_damage(error: BaseException) -> bool:
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _DAMAGED


def watch(engine: Engine) -> None:
    """Make `engine` raise BadInput for values no column can hold, and remove row values from its errors."""
    event.listen(engine, "handle_error", _on_error)


def _on_error(context: ExceptionContext) -> BaseException | None:
    if isinstance(context.original_exception, BadInput):
        return context.original_exception
    if isinstance(context.original_exception, UnicodeEncodeError | OverflowError):  # lone surrogate; SQLite overflow
        return _no_value()
    if isinstance(context.sqlalchemy_exception, DataError):  # the same in PostgreSQL, and NUL
        return _no_value()
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None:
            error.args = tuple(_cut(each) for each in error.args)
    return None


def _cut(part: object) -> object:
    return part.partition(_VALUES)[0] if isinstance(part, str) else part


def _no_value() -> BadInput:
    return BadInput("یکی از مقدارها عددی است که جا نمی‌شود یا نویسه‌ای ناقص دارد و چیزی ثبت نشد؛ آن را درست کنید")


def _changed_meanwhile() -> Refused:
    return Refused("در همین میان کس دیگری آن را تغییر داد و چیزی ثبت نشد؛ دوباره بازش کنید و ببینید چه مانده است")
