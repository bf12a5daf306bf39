"""Reading YAML files that people write: every value is text, and problems are told in Persian."""

from collections.abc import Sequence
from pathlib import Path

import yaml

from bumi.errors import BadInput
from bumi.persian.text import digits_to_persian

_MOST_BYTES, _MOST_VALUES, _DEEPEST = 512 * 1024, 20_000, 20  # hundreds of briefs; a brief is three deep


def documents_of(path: Path) -> list[object]:
    """Return the documents of a YAML file, all scalars as text; BadInput where it cannot be read or is empty."""
    return documents_in(bytes_of(path), path.name)


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file; BadInput where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path.name}: {_unreadable(error)}") from None


def documents_in(data: bytes, name: str) -> list[object]:
    """Return the documents in the bytes of a YAML file called `name`; BadInput if it is invalid, empty or too large."""
    if len(data) > _MOST_BYTES:
        kilobytes = digits_to_persian(str(_MOST_BYTES // 1024))
        raise BadInput(f"{name}: این پرونده بزرگ‌تر از {kilobytes} کیلوبایت است؛ آن را چند پرونده کنید")
    try:
        text = data.decode("utf-8")
        _refuse_endless(text, name)
        documents = [document for document in yaml.load_all(text, _AsTyped) if document != ""]
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadInput(f"{name}: {_unreadable(error)}") from None
    if not documents:
        raise BadInput(f"{name}: پرونده خالی است؛ دست‌کم یک سفارش در آن بنویسید")
    return documents


def line_of(data: bytes, place: Sequence[str | int]) -> int:
    """Return the line, from 1, of the value at `place` (keys and indexes) of a valid file, or of what holds it."""
    root = yaml.compose(data.decode("utf-8"), _AsTyped)
    return _line(root, place) if root else 1


def _line(node: yaml.Node, place: Sequence[str | int]) -> int:
    inner = _inner(node, place[0]) if place else None
    return _line(inner, place[1:]) if inner else int(node.start_mark.line) + 1


def _inner(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


# Every value stays text: YAML's own types would turn 18:30 into 1110, 0341 into 225 and 1405-07-01 into a Gregorian
# date. Where libyaml is installed, it is a hundred times faster.
_AsTyped = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _refuse_endless(text: str, name: str) -> None:
    """Refuse deep or long files and aliases, which can expand without end, before anything is constructed."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, _AsTyped)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
            raise yaml.MarkedYAMLError(problem="alias or depth", problem_mark=event.start_mark)  # type: ignore[arg-type]
        if number > _MOST_VALUES:
            most = digits_to_persian(str(_MOST_VALUES))
            raise BadInput(f"{name}: این پرونده بیش از {most} مقدار دارد؛ آن را چند پرونده کنید")


def _unreadable(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark:
        line = digits_to_persian(f"سطر {mark.line + 1}، ستون {mark.column + 1}")
        return f'قالب YAML در {line} درست نیست؛ تورفتگی سطر را ببینید و متنی را که «: » یا «#» دارد میان "" بگذارید'
    if isinstance(error, OSError):
        return "این پرونده باز نشد؛ نشانی و اجازه خواندن آن را ببینید"
    if isinstance(error, UnicodeDecodeError):
        return "متن این پرونده UTF-8 نیست؛ آن را با رمزگذاری UTF-8 ذخیره کنید"
    return "قالب این پرونده YAML نیست؛ یکی از نمونه‌های briefs را رونوشت کنید و در آن بنویسید"
