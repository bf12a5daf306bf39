"""The commands that run the newsroom here: work, doctor, prepare, up, demo, desk, intake, backup, restore."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Output, command, progress
from bumi.errors import BadInput
from bumi.persian.text import digits_to_persian

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer()

_Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same drafts.")]
_Approve = Annotated[bool, typer.Option("--approve", help="Approve what has no blocking finding, and publish it.")]
_Channels = Annotated[
    bool,
    typer.Option("--channels", help="With --approve: send to messengers of our own, and compare their books."),
]
_Desk = Annotated[bool, typer.Option("--desk", help="Open the desk afterwards, with users to sign in as.")]


@command(app, "work")
def _work(seed: _Seed = 0) -> Output:
    """Draft, check and illustrate all that waits, now.

    Where PREFECT_API_URL is set, its pages show each piece as a run; exits with 1 where a piece is stuck.
    """
    from bumi.cli.views import pieces
    from bumi.flows.local.entrances import draft_here

    with progress() as tell:
        lines = draft_here(seed, tell)
    return Output(lines, pieces, refused=any(line["problem"] for line in lines))


@command(app, "doctor")
def _doctor() -> Output:
    """Tell what this machine has, and what it lacks.

    Each lack comes with its remedy, and makes the exit status 1.
    """
    from bumi.cli.doctor import examine
    from bumi.cli.views import diagnoses

    found = examine()
    return Output([each._asdict() for each in found], diagnoses, refused=not all(each.ok for each in found))


@command(app, "prepare")
def _prepare() -> Output:
    """Convert the model that writes and the encoder that checks.

    Set-up ends with this; without it the first draft does it, which takes a minute longer.
    """
    from bumi.models.backends import available
    from bumi.models.weights import prepare
    from bumi.settings import Settings

    settings = Settings()
    with progress() as tell:
        prepare(settings, lambda step, done, of: tell("آماده‌سازی مدل", done, of))
    return Output({"model": available(settings)}, lambda console, data: console.print(data["model"]))


@command(app, "up")
def _up() -> Output:
    """Draft what is handed in and publish what is due, until Ctrl-C.

    This is a Prefect server with its workers; where PREFECT_API_URL is set, the workers alone.
    """
    from pathlib import Path

    from rich.console import Console

    from bumi.flows.local.entrances import serve_all

    def ready(address: str, key: Path | None) -> None:
        say = Console(stderr=True, soft_wrap=True).print
        say(f"بومی هر چه را در نوبت است می‌نویسد و منتشر می‌کند؛ اجراها در {address} · Ctrl-C پایان")
        if key:
            say(f"آن صفحه‌ها رمز می‌خواهند: نوشته پرونده «{key}» را در آن‌ها بگذارید")

    serve_all(ready)
    return Output({"stopped": True}, lambda console, data: None)


@command(app, "demo")
def _demo(approve: _Approve = False, channels: _Channels = False, desk: _Desk = False) -> Output:
    """Take the sample briefs the whole way.

    Drafting ends at review; --approve approves and publishes too. Each brief is taken once, however often this runs.
    Database and pages are the demonstration's own, whatever the settings say. With --channels one piece is then
    corrected and one withdrawn; exits with 1 where the ledger and the messengers' books disagree.
    """
    from bumi.cli.demo import demo, open_demo_desk
    from bumi.cli.views import demonstration, demonstration_desk

    if channels and not approve:
        raise BadInput("«--channels» فقط با «--approve» کار می‌کند؛ آنچه تأیید نشده است به کانالی نمی‌رود")
    with progress() as tell:
        data = demo(approve, channels, tell)
    if desk:
        open_demo_desk(demonstration_desk)
    told = data.get("channels", {"sent": [], "changed": []})
    agree = all(it["agree"] for it in (*told["sent"], *told["changed"]))
    return Output(data, demonstration, refused=not agree or any(line["problem"] for line in data["pieces"]))


_Host = Annotated[str, typer.Option("--host", help="The address to listen on.")]
_Port = Annotated[int, typer.Option("--port", help="The port; 0 is the one of BUMI_DESK_URL.", show_default=False)]


@command(app, "desk")
def _desk(host: _Host = "127.0.0.1", port: _Port = 0) -> Output:
    """Open the web desk, until Ctrl-C.

    Drafts what is handed in; `bumi up` publishes by the clock.
    """
    from rich.console import Console

    from bumi.desk.serve import serve
    from bumi.flows.local.entrances import draft_waiting
    from bumi.settings import Settings

    def ready(address: str) -> None:
        Console(stderr=True).print(f"میز تحریریه در {address} باز است · Ctrl-C پایان")

    serve(Settings(), host, port, ready, draft_waiting)
    return Output({"stopped": True}, lambda console, data: None)


_IntakePort = Annotated[int, typer.Option("--port", help="The port.")]


@command(app, "intake")
def _intake(host: _Host = "127.0.0.1", port: _IntakePort = 8030) -> Output:
    """Open the public question form, until Ctrl-C.

    A process of its own, without sign-in, behind a proxy; what is asked waits for an editor at the desk.
    """
    from rich.console import Console

    from bumi.intake.serve import serve
    from bumi.settings import Settings

    def ready(address: str) -> None:
        Console(stderr=True).print(f"فرم پرسش مردم در {address} باز است · Ctrl-C پایان")

    serve(Settings(), host, port, ready)
    return Output({"stopped": True}, lambda console, data: None)


_File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]
_Replace = Annotated[bool, typer.Option("--replace", help="Take the place of an older backup of this name.")]
_Identity = Annotated[
    Path | None,
    typer.Option("--identity", metavar="FILE", help="Age's identity or gpg's secret key, for an encrypted backup."),
]


@command(app, "backup")
def _backup(file: _File, replace: _Replace = False) -> Output:
    """Write the whole database into one file, while everybody goes on working, and its images into `media` beside it.

    It is encrypted where BUMI_BACKUP_RECIPIENT says for whom; the images are not. Backups in one folder share their
    images: each adds what is new. Besides them, keep the adapters, .env, the province's folder, and what
    you changed in assets/.
    """
    from bumi.newsroom.database.backup import back_up
    from bumi.newsroom.database.encryption import encrypting
    from bumi.newsroom.media.backup import MediaCopy, back_up_media
    from bumi.settings import Settings
    from bumi.storage import open_media

    settings = Settings()
    media: list[MediaCopy] = []
    store = open_media(settings)
    with encrypting(file, settings.backup_recipient, replace) as plain:
        size = back_up(settings.database_url, plain, replace, lambda: media.append(back_up_media(store, file)))
    data = {"file": str(file), "bytes": size, "adapters": str(settings.adapters), "media": asdict(media[0])}
    return Output(data, _show_backup, refused=bool(media[0].problems))


@command(app, "restore")
def _restore(file: _File, identity: _Identity = None) -> Output:
    """Make the database of the settings from a backup, and put its images into the media store, each verified.

    There must be no database yet: nothing is written over. Exits with 1 where images are lost or damaged.
    """
    from bumi.cli.media import restore_images
    from bumi.newsroom.database.backup import restore
    from bumi.newsroom.database.encryption import decrypting
    from bumi.settings import Settings

    with decrypting(file, identity) as plain:
        restore(Settings().database_url, plain)
    data = {"file": str(file)} | restore_images(file)
    return Output(data, _show_restored, refused=bool(data["problems"]))


def _show_backup(console: "Console", data: dict[str, Any]) -> None:
    from bumi.cli.media import show_media

    size = digits_to_persian(f"{data['bytes'] / 1e6:.1f}").replace(".", "٫")
    console.print(f"پشتیبان پایگاه داده در «{data['file']}» است ({size} مگابایت) و خوانده و درست است.")
    images, new = (digits_to_persian(str(data["media"][name])) for name in ("listed", "copied"))
    show_media(
        console, data["media"] | {"persian": f"{images} تصویر در پوشه «media» کنار آن است، {new} تای آن‌ها تازه."}
    )
    console.print(
        f"کنار آن این‌ها را هم نگه دارید: «{data['adapters']}»، پرونده .env، پوشه استان و هر چه در assets عوض کرده‌اید."
    )


def _show_restored(console: "Console", data: dict[str, Any]) -> None:
    from bumi.cli.media import show_media

    show_media(console, data)
    console.print(f"پایگاه داده از «{data['file']}» ساخته شد؛ «bumi publish --rebuild» صفحه‌ها را با آن یکی می‌کند.")
