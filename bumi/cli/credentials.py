"""The command group `bumi credentials`: a certificate for trying, and what the credentials of an image are worth."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Output, command

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer(name="credentials", help="Content credentials (C2PA) of images.", no_args_is_help=True)

_Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the certificate and its key are written.")]
_Holder = Annotated[str, typer.Option("--holder", metavar="NAME", help="Whom the certificate names.")]
_Place = Annotated[str, typer.Argument(metavar="FILE|URL", help="An image: a file, or its http(s) address.")]
_Anchor = Annotated[
    Path | None,
    typer.Option("--anchor", metavar="FILE", help="Trusted roots in PEM; by default the folder's anchor.pem."),
]
_STATES = {
    "trusted": "درست است: امضای «{signer}» است و پس از آن چیزی عوض نشده است.",
    "unknown_signer": "پس از امضا چیزی عوض نشده است، ولی «{signer}» شناخته نیست؛ ریشه‌اش را با --anchor بدهید.",
    "invalid": "نادرست است: پس از امضا عوض شده، یا امضا یا گواهی معتبر نیست ({codes}).",
    "unsigned": "امضایی ندارد: یا امضا نشده، یا هنگام ذخیره دوباره از آن افتاده است.",
}


@command(app, "new")
def _new(folder: _Folder, holder: _Holder) -> Output:
    """Make a certificate and key for trying: nobody else trusts it.

    Set BUMI_CONTENT_CREDENTIALS to the folder, and images are signed from then on. Only its owner can read the key.
    """
    from bumi.credentials import new_certificate

    made = new_certificate(folder, holder)
    return Output({"folder": str(folder), "holder": made.holder, "ends_at": made.ends_at.isoformat()}, _show_new)


@command(app, "verify")
def _verify(place: _Place, anchor: _Anchor = None) -> Output:
    """Say whether an image is as it was signed, by whom, and how it was made.

    Exits with 1 unless a trusted signer signed exactly this image.
    """
    from bumi.credentials import CredentialState, image_at, trusted_roots, verify_image
    from bumi.settings import Settings

    report = verify_image(image_at(place), trusted_roots(anchor, Settings()))
    return Output(asdict(report), _show_report, refused=report.state is not CredentialState.TRUSTED)


def _show_new(console: "Console", data: dict[str, Any]) -> None:
    from datetime import datetime

    from bumi.persian.calendar import jalali_day

    ends = jalali_day(datetime.fromisoformat(data["ends_at"]))
    console.print(f"گواهی آزمایشی «{data['holder']}» ساخته شد و تا {ends} اعتبار دارد.", markup=False)
    console.print(f"در تنظیمات بگذارید: BUMI_CONTENT_CREDENTIALS={data['folder']}", markup=False)


def _show_report(console: "Console", data: dict[str, Any]) -> None:
    said = _STATES[data["state"]].format(signer=data["signer"], codes="، ".join(data["codes"]))
    console.print(said, style="" if data["state"] == "trusted" else "yellow", markup=False)
    for name, value in (("دستگاه", data["agency"]), ("گونه", data["source"]), ("کارها", "، ".join(data["actions"]))):
        if value:
            console.print(f"{name}: {value}", markup=False)
