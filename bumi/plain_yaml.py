"""YAML files as people write them: every value is text, and what is wrong is told in Persian."""

from pathlib import Path

import yaml

from bumi.errors import BadInput
from bumi.text import digits_to_persian

__all__ = ["bytes_of", "documents_in", "documents_of"]


def documents_of(path: Path) -> list[object]:
    """Return the documents of a YAML file, all scalars as text; BadInput where it cannot be read or is empty."""
    return documents_in(bytes_of(path), path.name)


def bytes_of(path: Path) -> bytes:
    """Return what is in a file that people hand in; BadInput where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path.name}: {_unreadable(error)}") from None


def documents_in(data: bytes, name: str) -> list[object]:
    """Return the documents in the bytes of a YAML file called `name`; BadInput as there."""
    try:
        documents = [document for document in yaml.load_all(data.decode("utf-8"), _AsTyped) if document != ""]
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise BadInput(f"{name}: {_unreadable(error)}") from None
    if not documents:
        raise BadInput(f"{name}: پرونده خالی است؛ دست‌کم یک سفارش در آن بنویسید")
    return documents


class _AsTyped(yaml.BaseLoader):
    """YAML with every value as the text that was typed, and without aliases.

    YAML's own types would turn 18:30 into 1110, 0341 into 225 and 1405-07-01 into a Gregorian date; with aliases a
    small file can unfold to an endless one.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="alias", problem_mark=self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)


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
