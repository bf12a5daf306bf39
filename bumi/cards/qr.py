"""QR codes as masks of whole pixels, so that every module of a printed code is as wide as the others."""

import segno
from PIL import Image


def qr_mask(text: str, across: int) -> Image.Image:
    """Return the code of a text as a mask, no larger than `across` pixels.

    The quiet zone of four modules that it needs around it (ISO/IEC 18004) is left to whoever places it.
    At level M, 15 percent of it may be damaged. Raise ValueError where a module would be smaller than two pixels.
    """
    rows = segno.make_qr(text, error="m", boost_error=False).matrix
    pixels = across // len(rows)
    if pixels < 2:
        raise ValueError(f"{across} pixels are too few for a code of {len(rows)} modules")
    modules = Image.frombytes("L", (len(rows), len(rows)), bytes(255 * bit for row in rows for bit in row))
    return modules.resize((pixels * len(rows),) * 2, Image.Resampling.NEAREST)
