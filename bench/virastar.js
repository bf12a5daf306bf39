// As bench/peers.py, for Virastar: NODE_PATH=PEERS/node_modules node bench/virastar.js < LINES
const begun = process.hrtime.bigint();
const virastar = new (require("virastar"))();
virastar.cleanup("گرم می شود.");
const lines = require("fs").readFileSync(0, "utf-8").split("\n");
const loaded = process.hrtime.bigint();
const answers = lines.map((line) => (line.trim() ? virastar.cleanup(line).replaceAll("\n", " ") : line));
const seconds = Number(process.hrtime.bigint() - loaded) / 1e9;
process.stdout.write(answers.join("\n"));
const gb = process.resourceUsage().maxRSS / 1e6;
console.error(JSON.stringify({ loading: Number(loaded - begun) / 1e9, seconds, gb }));
