"""Files of the commands: read briefs, photos and texts; write cards."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bumi.errors import BadInput

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.brief import Brief
    from bumi.cards import SafePhoto
    from bumi.newsroom.tables import Piece


def briefs_of(files: Iterable[Path]) -> "list[Brief]":
    """Return the briefs of files; hints about photos and about what a release leaves open go to standard error."""
    from bumi.brief import read_briefs

    briefs = read_briefs(*files)
    for brief in briefs:
        _tell_open(brief)
    if any(brief.photo for brief in briefs):
        print("عکسی را که «photo» نام می‌برد، «bumi submit» و «bumi card» روی کارت می‌آورند.", file=sys.stderr)
    return briefs


def typed_briefs(files: Iterable[Path]) -> "list[dict[str, Any]]":
    """Return the data of briefs in YAML files and releases, valid or not; BadInput where a file is no YAML."""
    from bumi.desk.brief_form import data_of, form_of
    from bumi.plain_yaml import bytes_of, documents_in
    from bumi.release import release_in

    found: list[dict[str, Any]] = []
    for file in files:
        data = bytes_of(file)
        release = release_in(data, file.name)
        found += [data_of(form_of(each)) for each in ([release] if release else documents_in(data, file.name))]
    return found


def handed_in(files: Iterable[Path]) -> "list[tuple[Brief, SafePhoto | None]]":
    """Return the briefs of files, each with the photo beside it; BadInput lists all problems of all files.

    Hints about photos without a file and about what a release leaves open go to standard error.
    """
    from bumi.brief import read_briefs

    found: list[tuple[Brief, SafePhoto | None]] = []
    problems: list[str] = []
    for file in files:
        try:
            found += [(brief, photo_beside(brief, file)) for brief in read_briefs(file)]
        except BadInput as error:
            problems += error.problems
    if problems:
        raise BadInput(*problems)
    for brief, _ in found:
        _tell_open(brief)
    if any(brief.photo and not photo for brief, photo in found):
        print("«photo» نام پرونده‌ای ندارد؛ برای عکس روی کارت بنویسید: gol.jpg شرح عکس", file=sys.stderr)
    return found


def _tell_open(brief: "Brief") -> None:
    """Print on standard error what the release of a brief leaves open."""
    from bumi.release import still_asked

    for asked in still_asked(brief.release, brief.model_dump(mode="json")) if brief.release else ():
        print(f"«{brief.topic}»: {asked.text}", file=sys.stderr)


def photo_beside(brief: "Brief", file: Path) -> "SafePhoto | None":
    """Return the photo that a brief names, from the folder of its file; BadInput where it cannot be used."""
    from bumi.cards import PhotoNote

    name = PhotoNote.read(brief.photo).file
    return read_photo(file.parent / name, brief) if name else None


def read_photo(path: Path, brief: "Brief") -> "SafePhoto":
    """Return a re-encoded photo with the focal point and the caption of the brief; BadInput where it cannot be used."""
    from bumi.cards import PhotoNote, safe_photo

    note = PhotoNote.read(brief.photo)
    try:
        data = path.read_bytes()
    except OSError:
        raise BadInput(f"عکس «{path}» خوانده نشد؛ نشانی آن را ببینید") from None
    return safe_photo(data, path.name, note.focus, note.caption, note.credit)


def read_text(file: str) -> str:
    """Return the text of a UTF-8 file, or of standard input for «-»; BadInput where it cannot be read."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"«{file}» خوانده نشد ({type(error).__name__})؛ نشانی پرونده متنی UTF-8 را ببینید") from None


def write_cards(session: "Session", piece: "Piece", folder: Path) -> list[str]:
    """Write the cards of the latest revision as `<slug>-<size>.<format>` and return their paths."""
    from bumi.cards import Format
    from bumi.newsroom.publication.stories import media_bytes

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for media in piece.revision.media if piece.revision else ():
        path = folder / f"{piece.slug}-{media.name}{Format.of(media.content_type).suffix}"
        path.write_bytes(media_bytes(session, media.sha256))
        written.append(str(path))
    return written
