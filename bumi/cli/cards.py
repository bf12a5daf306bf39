"""The commands `bumi card`, which draws images, and `bumi brand check`, which checks brand kits."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bumi.cli.command import Output, chosen, command, newsroom
from bumi.cli.files import photo_beside, read_photo
from bumi.errors import BadInput, Refused
from bumi.persian.text import digits_to_persian

if TYPE_CHECKING:
    from rich.console import Console

    from bumi.brief import Brief
    from bumi.cards import SafePhoto
    from bumi.cards.film import Film
    from bumi.piece import Fields

    type Told = tuple[str, Fields, Brief, SafePhoto | None, int | None]

app = typer.Typer()
brand = typer.Typer(name="brand", help="The looks of agencies.", no_args_is_help=True)
brand.callback()(lambda: None)

_Of = Annotated[list[str], typer.Argument(metavar="FILE|ID...", help="Brief files in YAML, or pieces by their number.")]
_Template = Annotated[str, typer.Option("--template", help="news, event, quote, notice, alert, number, explainer, …")]
_Sizes = Annotated[list[str] | None, typer.Option("--size", help="square, wide, story, a4, …; may be repeated.")]
_Format = Annotated[str, typer.Option("--format", help="png, jpeg, webp, avif or pdf.")]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the images go.")]
_Sheet = Annotated[bool, typer.Option("--sheet", help="One picture of all templates and sizes, for the eye.")]
_Photo = Annotated[Path | None, typer.Option("--photo", metavar="FILE", help="The photo to draw.")]
_Headline = Annotated[str, typer.Option("--headline", help="Another headline; « | » breaks the line there.")]
_Film = Annotated[
    Path | None, typer.Option("--film", metavar="FILE", help="Write a film of 15 seconds, in MP4, in place of images.")
]
_Agencies = Annotated[list[str] | None, typer.Argument(metavar="AGENCY...", help="The kits of these; all, if none.")]


@command(app, "card")
def _card(
    of: _Of,
    name: _Template = "",
    sizes: _Sizes = None,
    form: _Format = "",
    out: _Out = Path("cards"),
    sheet: _Sheet = False,
    photo: _Photo = None,
    headline: _Headline = "",
    film: _Film = None,
) -> Output:
    """Draw the cards of briefs or pieces.

    Without --size, those its channels ask for. A photo that a brief names is looked for beside its file. The film of a
    piece has the words that were approved, and that of a brief its topic.
    """
    from bumi.cards import (
        Format,
        Size,
        card_cache,
        draw_cards,
        fitted,
        jobs_of,
        kit_of,
        main_card,
        require_raqm,
        selected_cards,
    )
    from bumi.settings import Settings

    if film:
        return _write_film(of, photo, headline, film)
    require_raqm()
    known = {size.name.lower(): size for size in Size}
    wanted = [chosen(known, word.lower(), f"اندازه‌ای به نام «{word}» نیست") for word in sizes or ()]
    format = chosen({it.value: it for it in Format}, form.lower(), f"قالب «{form}» شناخته نیست") if form else None
    cache, written, refused = card_cache(Settings().cache), list[str](), list[str]()
    told = [_with_headline(each, headline) for one in of for each in _pieces(one, photo)]
    out.mkdir(parents=True, exist_ok=True)
    if sheet:
        return Output({"cards": [_write_sheet(told, name, out)]}, _paths)
    for stem, fields, brief, seen, number in told:
        if name or wanted:
            cards = [main_card(fields, brief, seen, name, number)]
            jobs = jobs_of(cards, wanted or [job.size for job in selected_cards(fields, brief, seen)], format)
        else:
            jobs = selected_cards(fields, brief, seen, number)
        kit = kit_of(brief.agency)
        settled = [fitted(job, kit) for job in jobs]
        refused += [reason for each in settled for reason in each.reasons]
        drawn = [each.job for each in settled if not each.reasons]
        for job, image in zip(drawn, draw_cards(drawn, kit, cache), strict=True):
            path = out / f"{stem}-{f'{name}-' if name else ''}{job.name}{job.format.suffix}"
            path.write_bytes(image)
            written.append(str(path))
    if refused and not written:
        raise Refused(*dict.fromkeys(refused))
    return Output({"cards": written, "refused": list(dict.fromkeys(refused))}, _paths, refused=bool(refused))


@command(brand, "check")
def _check(agencies: _Agencies = None) -> Output:
    """Tell what is wrong with the brand kits: contrast, letters, logo.

    Exits with 1 where anything is.
    """
    from bumi.cards import agencies_with_a_kit, kit_of, kit_problems
    from bumi.province import province

    names = agencies or ["", *agencies_with_a_kit()]
    data = {name or province().name: kit_problems(kit_of(name)) for name in names}
    return Output(data, _problems, refused=any(data.values()))


def _pieces(of: str, photo: Path | None) -> "list[Told]":
    """Return the pieces to draw, each with `photo` or its own: the briefs of a file, or the piece of a number, with it.

    The headline of a brief is its topic.
    """
    from bumi.brief import read_briefs
    from bumi.piece import Fields

    if of.isdecimal():
        return [_piece(int(of), photo)]
    path = Path(of)
    briefs = read_briefs(path)
    stems = [path.stem if len(briefs) == 1 else f"{path.stem}-{number}" for number in range(1, len(briefs) + 1)]
    seen = [read_photo(photo, brief) if photo else photo_beside(brief, path) for brief in briefs]
    said = [Fields(headline=brief.topic, lede="", body="") for brief in briefs]
    return [(*each, None) for each in zip(stems, said, briefs, seen, strict=True)]


def _piece(id: int, photo: Path | None) -> "Told":
    from bumi.newsroom.content.pieces import piece
    from bumi.pipeline.photos import photos_to_show

    with newsroom() as opened, opened.reading() as session:
        found = piece(session, id)
        if found.revision is None:
            number = digits_to_persian(str(id))
            raise Refused(f"مطلب {number} هنوز متنی ندارد؛ «bumi work» پیش‌نویس آن را می‌نویسد")
        brief = found.brief_model
        seen = read_photo(photo, brief) if photo else next(iter(photos_to_show(session, id, brief)), None)
        return found.slug, found.revision.fields_model, brief, seen, id


def _with_headline(told: "Told", headline: str) -> "Told":
    """Return the piece with another headline, if one is given."""
    stem, fields, brief, seen, number = told
    if headline:
        fields = fields.model_copy(update={"headline": headline.replace(" | ", "\n")})
    return stem, fields, brief, seen, number


def _write_film(of: list[str], photo: Path | None, headline: str, file: Path) -> Output:
    """Write the film of one brief, or of what was approved of one piece."""
    from bumi.cards.film import made_film

    if len(of) != 1 or file.suffix.lower() != ".mp4":
        raise BadInput(f"«{file}» فیلم یک سفارش یا یک مطلب است؛ یک سفارش بدهید و نام پرونده را با «.mp4» بنویسید")
    film = _film_of(of[0], photo, headline)
    try:
        file.write_bytes(made_film(film))
    except OSError as error:
        raise BadInput(f"«{file}» نوشته نشد ({error.strerror})؛ پوشه و اجازه نوشتن را ببینید") from None
    return Output({"cards": [str(file)]}, _paths)


def _film_of(of: str, photo: Path | None, headline: str) -> "Film":
    from bumi.cards import kit_of
    from bumi.cards.film import film_of
    from bumi.newsroom.content.pieces import piece
    from bumi.pipeline.films import film_of_piece

    if of.isdecimal():
        with newsroom() as opened, opened.reading() as session:
            return film_of_piece(session, piece(session, int(of)))[1]
    told = [_with_headline(each, headline) for each in _pieces(of, photo)]
    if len(told) != 1:
        raise BadInput(f"«{of}» {digits_to_persian(str(len(told)))} سفارش دارد؛ برای فیلم، پرونده یک سفارش را بدهید")
    _, fields, brief, seen, _ = told[0]
    return film_of(fields, brief, kit_of(brief.agency), seen)


def _write_sheet(told: "list[Told]", name: str, out: Path) -> str:
    """Write a contact sheet: one brief in every template, or each of several in the template of its kind."""
    from bumi.cards import card_templates, contact_sheet, kit_of, main_card

    names = [name] if name or len(told) > 1 else card_templates()
    cards = [
        (main_card(fields, brief, seen, each, number), kit_of(brief.agency))
        for _, fields, brief, seen, number in told
        for each in names
    ]
    path = out / "sheet.webp"
    contact_sheet(cards).save(path, quality=82, method=4)
    return str(path)


def _paths(console: "Console", data: dict[str, list[str]]) -> None:
    for path in data["cards"]:
        console.print(path, markup=False)
    for reason in data.get("refused", ()):
        console.print(reason, style="yellow", markup=False)


def _problems(console: "Console", data: dict[str, list[str]]) -> None:
    for name, problems in data.items():
        console.print(f"{name}: {'درست است' if not problems else ''}", style="bold")
        for problem in problems:
            console.print(problem, markup=False)
