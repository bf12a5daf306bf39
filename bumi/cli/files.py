"""Files that people hand in, and files that they ask for."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bumi.errors import BadInput

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.brief import Brief
    from bumi.newsroom.tables import Piece

__all__ = ["briefs_of", "read_text", "write_cards"]


def briefs_of(files: Iterable[Path]) -> "list[Brief]":
    """Return the briefs of YAML files, saying on standard error where a photo is used; BadInput as there."""
    from bumi.brief import read_briefs

    briefs = read_briefs(*files)
    if any(brief.photo for brief in briefs):
        print("«photo» با سفارش نگه داشته می‌شود؛ «bumi card» آن را روی کارت می‌آورد.", file=sys.stderr)
    return briefs


def read_text(file: str) -> str:
    """Return the text of a UTF-8 file, or of standard input for «-»; BadInput where it cannot be read."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"«{file}» خوانده نشد ({type(error).__name__})؛ نشانی پرونده متنی UTF-8 را ببینید") from None


def write_cards(session: "Session", piece: "Piece", folder: Path) -> list[str]:
    """Write the cards of the latest revision as `<slug>-<size>.<format>` and return their paths."""
    from bumi.cards.encode import Format
    from bumi.newsroom.stories import media_bytes

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for media in piece.revision.media if piece.revision else ():
        path = folder / f"{piece.slug}-{media.name}{Format.of(media.content_type).suffix}"
        path.write_bytes(media_bytes(session, media.sha256))
        written.append(str(path))
    return written
