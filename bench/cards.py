"""Benchmark of cards against satori + resvg-js in one run: same words, font and size, both warm, one core each.

    python bench/cards.py FOLDER    # FOLDER has satori and @resvg/resvg-js from npm: `make bench` fetches them

Times are CPU time in milliseconds, best of many runs: other work on the machine does not count. Both make a PNG of
1080 by 1080 with the headline of a brief, its agency and county on the ground of its axis, once without a picture
and once with the same picture (the craft, as PNG) above the words.

All sizes of a piece are timed by wall clock, in processes already running as in a newsroom, for pieces not drawn
before: each sample brief, and one with a photo of twelve million pixels.
"""

import base64
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image

from bumi.brief import Brief, read_briefs
from bumi.cards import Format, SafePhoto, Size, draw_cards, fitted, jobs_of, kit_of, main_card, safe_photo
from bumi.cards.brand_kit import BrandKit
from bumi.cards.colours import Tone
from bumi.cards.content import Card
from bumi.cards.drawing import draw
from bumi.cards.encoding import encode
from bumi.cards.layout import lay_out
from bumi.cards.patterns.painting import paint
from bumi.cards.template import Border, Picture
from bumi.piece import Fields
from bumi.settings import ROOT

TIMES = 40
BRIEFS = read_briefs(*sorted((ROOT / "briefs").glob("*.yaml")))
BRIEF = BRIEFS[0]
PEER = """
import fs from "fs";
import satori from "satori";
import { Resvg } from "@resvg/resvg-js";
const told = JSON.parse(fs.readFileSync(0, "utf-8"));
const fonts = told.fonts.map((f) => ({ name: "V", weight: f.weight, data: fs.readFileSync(f.path) }));
const p = (style, children) => ({ type: "div", props: { style: { display: "flex", ...style }, children } });
const picture = told.picture && { type: "img", props: { src: told.picture, width: 1080, height: told.height } };
const tree = p({ flexDirection: "column", width: "100%", height: "100%", background: told.ground }, [
  ...(picture ? [picture] : []),
  p({ flexDirection: "column", alignItems: "flex-end", padding: 80 }, [
    p({ fontSize: 84, fontWeight: 800, color: told.ink, textAlign: "right" }, told.headline),
    p({ fontSize: 34, fontWeight: 700, color: told.accent }, told.agency),
    p({ fontSize: 28, fontWeight: 500, color: told.accent }, told.county),
  ]),
]);
let best = Infinity, bytes = 0;
for (let i = 0; i < told.times; i++) {
  const before = process.cpuUsage();
  const svg = await satori(tree, { width: 1080, height: 1080, fonts });
  const png = new Resvg(svg).render().asPng();
  const used = process.cpuUsage(before);
  best = Math.min(best, (used.user + used.system) / 1000);
  bytes = png.length;
  if (told.out) fs.writeFileSync(told.out, png);
}
console.log(JSON.stringify({ best, bytes }));
"""


def best(run: Callable[[], object]) -> float:
    """Return the least CPU time of many runs, in milliseconds."""
    spent = []
    for _ in range(TIMES):
        begun = time.process_time()
        run()
        spent.append(1000 * (time.process_time() - begun))
    return min(spent)


def peer(folder: Path, kit: BrandKit, picture: bool) -> tuple[float, int]:
    """Return time and size of the same card by satori + resvg-js."""
    palette = kit.palette(Tone.AXIS, BRIEF.axis)
    height, source = 430, BytesIO()
    paint(kit.craft(BRIEF.axis), 1080, height, palette, 1).save(source, "PNG")
    fonts = ROOT / "assets" / "fonts"
    told = {
        "fonts": [
            {"weight": weight, "path": str(fonts / f"Vazirmatn-{name}.ttf")}
            for weight, name in ((800, "ExtraBold"), (700, "Bold"), (500, "Medium"))
        ],
        "picture": "data:image/png;base64," + base64.b64encode(source.getvalue()).decode() if picture else "",
        "height": height,
        "ground": palette.ground,
        "ink": palette.ink,
        "accent": palette.accent,
        "headline": BRIEF.topic,
        "agency": BRIEF.agency,
        "county": BRIEF.county,
        "times": TIMES,
        "out": str(folder / "satori.png"),
    }
    (folder / "peer.mjs").write_text(PEER, "utf-8")
    answer = subprocess.run(
        ["node", "peer.mjs"], cwd=folder, input=json.dumps(told), capture_output=True, text=True, check=True
    )
    found = json.loads(answer.stdout)
    return found["best"], found["bytes"]


def said(brief: Brief, name: str = "", photo: SafePhoto | None = None) -> Card:
    """Return the card of a brief, with its topic as the headline."""
    return main_card(Fields(headline=brief.topic, lede="", body=""), brief, photo, name)


def bare(card: Card, kit: BrandKit) -> bytes:
    """Return the file of a square card without its picture."""
    laid = lay_out(card, Size.SQUARE, kit)
    words = tuple(each for each in laid.layers if not isinstance(each.layer, Picture | Border))
    return encode(draw(replace(laid, layers=words)), Format.PNG, 300_000)


def camera() -> SafePhoto:
    """Return a photo of twelve million pixels, as noisy as one from a telephone."""
    chance = np.random.default_rng(1)
    soft = Image.fromarray(chance.integers(0, 255, (60, 80, 3), dtype=np.uint8)).resize((4000, 3000))
    grain = np.asarray(soft, dtype=np.int16) + chance.normal(0, 6, (3000, 4000, 1)).astype(np.int16)
    sheet = BytesIO()
    Image.fromarray(grain.clip(0, 255).astype(np.uint8)).save(sheet, "JPEG", quality=92)
    return safe_photo(sheet.getvalue())


def seconds(card: Card, kit: BrandKit) -> tuple[float, float]:
    """Return the seconds to draw all sizes of a new card: wall clock on all cores, and CPU time on one."""
    jobs = [fitted(job, kit).job for job in jobs_of([card], Size)]
    begun = time.process_time()
    for job in jobs:
        draw_cards([job], kit)
    spent, begun = time.process_time() - begun, time.perf_counter()
    draw_cards(jobs, kit)
    return time.perf_counter() - begun, spent


def main(folder: Path) -> None:
    """Print a table of both, and the times for all sizes of a piece."""
    kit, card = kit_of(), said(BRIEF, "news")
    ours = jobs_of([card], [Size.SQUARE])
    draw_cards(ours, kit)
    print("PNG 1080x1080, processor time:")
    for what, picture, draws in (("words alone", False, partial(bare, card, kit)),
                                 ("words and picture", True, lambda: draw_cards(ours, kit)[0])):  # fmt: skip
        mine, size = best(draws), len(draws())
        spent, their_size = peer(folder, kit, picture)
        print(f"  {what}: Bumi {mine:.1f} ms, {size // 1000} KB; satori + resvg-js {spent:.1f} ms,"
              f" {their_size // 1000} KB; Bumi takes {mine / spent:.2f} of it")  # fmt: skip
    laid = lay_out(card, Size.SQUARE, kit)
    laying, drawing = best(lambda: lay_out(card, Size.SQUARE, kit)), best(lambda: draw(laid))
    print(f"  of ours: laying out {laying:.1f} ms, drawing {drawing:.1f} ms, the rest is the file")
    for form in (Format.JPEG, Format.WEBP):
        jobs = jobs_of([card], [Size.SQUARE], form)
        size = len(draw_cards(jobs, kit)[0]) // 1000
        print(f"{form.name} 1080x1080: {best(partial(draw_cards, jobs, kit)):.1f} ms, {size} KB")
    print(f"all {len(Size)} sizes, posters at 300 dots an inch too, on the clock by all cores; of processor on one:")
    print("  the first piece, with processes begun for it: {:.2f} s; {:.2f} s".format(*seconds(said(BRIEF), kit)))
    for name, taken in zip(
        ("on the clock", "of processor"), zip(*(seconds(said(brief), kit) for brief in BRIEFS[1:]), strict=True),
        strict=True,
    ):  # fmt: skip
        print(f"  others, {name}: {min(taken):.2f} to {max(taken):.2f} s, half of them under {median(taken):.2f} s")
    print("  one with a photo: {:.2f} s; {:.2f} s".format(*seconds(said(BRIEFS[3], photo=camera()), kit)))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
