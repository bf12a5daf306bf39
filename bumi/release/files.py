"""A press release in a file of text, Word or PDF: what is read of it, and what has to be added."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bumi.documents import is_document, text_of
from bumi.persian.text import digits_to_persian
from bumi.release.reading import Release, read_release

__all__ = ["release_in", "untold"]

_YAML = re.compile(r"^(?:---|(?:kind|topic|agency|county|axis|notes|quotes|when|where)[ \t]*:)", re.MULTILINE)
_PARTS = {"kind": "گونه", "topic": "موضوع", "agency": "دستگاه", "county": "شهرستان", "axis": "محور"}
_NAMED = re.compile(r"\s*(دستگاه|شهرستان|محور)\s*:\s*(\S.*)")


def release_in(data: bytes, name: str) -> Release | None:
    """Return the release in a file called `name`, of plain text, Word or PDF; None where it is one of YAML.

    The first lines may name what the text itself does not, as in «محور: گردشگری». BadInput where it cannot be read.
    """
    if name.lower().endswith((".yaml", ".yml")):
        return None
    if is_document(data):
        lines = text_of(data, name).strip().splitlines()
    else:
        try:
            lines = data.decode("utf-8-sig").strip().splitlines()
        except UnicodeDecodeError:
            return None  # which is told there
        if not lines or _YAML.search("\n".join(lines)):
            return None
    named = {}
    while lines and (found := _NAMED.fullmatch(lines[0])):
        named[next(part for part, title in _PARTS.items() if title == found[1])] = found[2].strip()
        del lines[0]
    read = read_release("\n".join(lines))
    open_ = tuple(each for each in read.asked if each.field not in named)
    agency, county, axis = (named.get(part, getattr(read, part)) for part in ("agency", "county", "axis"))
    return replace(read, agency=agency, county=county, axis=axis, asked=open_)


def untold(problems: Iterable[str], found: Release, name: str) -> list[str]:
    """Return what is wrong with the brief of a release, what it leaves open, and what was understood of it."""
    told = list(problems)
    for part, title in _PARTS.items():
        told = [problem.replace(f"«{part}»", f"«{title}»") for problem in told]
    known = {title: str(getattr(found, part)) for part, title in _PARTS.items()}
    known |= {"گونه": found.kind.persian, "زمان": found.when, "مکان": found.where}
    parts = "، ".join(f"{title} «{value}»" for title, value in known.items() if value)
    sizes = {"نکته": len(found.notes), "گفته": len(found.quotes)}
    counted = digits_to_persian(" و ".join(f"{size} {title}" for title, size in sizes.items() if size))
    understood = "، ".join(filter(None, (parts, counted)))
    missing = "، ".join(f"«{title}: ...»" for title in ("دستگاه", "شهرستان", "محور") if not known[title])
    rest = f"؛ آنچه را کم است بالای متن بیفزایید، هر کدام در سطری: {missing}" if missing else ""
    told += [f"{name}: {each.text}" for each in found.asked if each.field not in _PARTS or known[_PARTS[each.field]]]
    return [*told, f"{name}: از این متن این‌ها فهمیده شد: {understood}{rest}"]
