"""Speed of cards beside satori + resvg-js, in one run: the same words, font and size, both warm, on one core each.

    python bench/cards.py FOLDER    # FOLDER has satori and @resvg/resvg-js from npm: `make bench` fetches them

Times are of processor, best of many, in milliseconds: other work on the machine does not count. Both make a PNG of
1080 by 1080 with the headline of a brief, its agency and county on the ground of its axis, once without a picture
and once with the same picture (the craft, as PNG) above the words.
"""

import base64
import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

from bumi.brief import read_briefs
from bumi.cards.arrange import arrange
from bumi.cards.canvas import draw
from bumi.cards.card import make
from bumi.cards.encode import Format
from bumi.cards.kit import Kit, Tone
from bumi.cards.kits import kit_of
from bumi.cards.pattern import paint
from bumi.cards.plan import jobs_of, main_card
from bumi.cards.sizes import Size
from bumi.piece import Fields
from bumi.settings import ROOT

TIMES = 40
BRIEF = read_briefs(ROOT / "briefs" / "01-ai-bootcamp-kerman.yaml")[0]
CARD = main_card(Fields(headline=BRIEF.topic, lede="", body=""), BRIEF, name="news")
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
    """The least time of processor of many runs, in milliseconds."""
    spent = []
    for _ in range(TIMES):
        begun = time.process_time()
        run()
        spent.append(1000 * (time.process_time() - begun))
    return min(spent)


def peer(folder: Path, kit: Kit, picture: bool) -> tuple[float, int]:
    """Time and size of the same card by satori + resvg-js."""
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


def main(folder: Path) -> None:
    """Print a table of both, and what all sizes of a piece take."""
    kit = kit_of()
    ours = jobs_of([CARD], [Size.SQUARE])
    make(ours, kit)
    mine, bytes_of_mine = best(lambda: make(ours, kit)), len(make(ours, kit)[0])
    print(f"PNG 1080x1080, processor time: Bumi {mine:.1f} ms, {bytes_of_mine // 1000} KB, words and picture")
    for what, picture in (("words alone", False), ("words and picture", True)):
        spent, size = peer(folder, kit, picture)
        print(f"  satori + resvg-js {spent:.1f} ms, {size // 1000} KB, {what}: Bumi takes {mine / spent:.2f} of it")
    laid = arrange(CARD, Size.SQUARE, kit)
    laying, drawing = best(lambda: arrange(CARD, Size.SQUARE, kit)), best(lambda: draw(laid))
    print(f"  of ours: laying out {laying:.1f} ms, drawing {drawing:.1f} ms, the rest is the file")
    for form in (Format.JPEG, Format.WEBP):
        jobs = jobs_of([CARD], [Size.SQUARE], form)
        spent, size = best(partial(make, jobs, kit)), len(make(jobs, kit)[0])
        print(f"{form.name} 1080x1080: {spent:.1f} ms, {size // 1000} KB")
    everything = jobs_of([CARD], Size)
    make(everything, kit)
    walls = []
    for _ in range(3):
        begun = time.perf_counter()
        make(everything, kit)
        walls.append(time.perf_counter() - begun)
    print(f"all {len(everything)} sizes, posters at 300 dots an inch too: {min(walls):.2f} s on the clock")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
