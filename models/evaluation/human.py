r"""Human evaluation: writes drafts sentence by sentence for a person to judge, and counts the judgements.

A reading is a UTF-8 file of tab-separated columns, kept in docs/readings/ once judged. Its first line, after «#»,
gives the model, adapter and seed of the drafts; the second names the columns; then comes one row per sentence, the
headline of each brief before its lede and body:

    brief      the number of the brief among the dev pairs, from 1
    kind, topic
    place      headline | lede | body
    sentence
    notes      the parts of the brief that it rests on, parted by « | »
    plain      «plain» where the plain pattern wrote it
    judgement  true: true to its notes, and a newspaper could print it as it stands | stiff: true and grammatical,
               an editor would word it otherwise | clumsy: true, not grammatical | untrue: says what its notes do not |
               opposite: says the reverse of them
    fault      what is wrong, in a few words; empty where it is true

Readings before that of adapter 32cca7b5db48 have no «stiff»: their «clumsy» is both.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from bumi.brief import Brief
from bumi.errors import BadInput
from bumi.models.evaluation.metrics import Bar, Figure
from bumi.persian.text import digits_to_persian
from bumi.piece import Draft, Source

READ = Bar(4, "پیش‌نویس‌هایی که همه جمله‌هایشان خوانده شده", 30, least=True)
TRUE = Bar(4, "جمله‌های راست و درست", 0.95, least=True, share=True)
AS_IT_STANDS = Bar(4, "جمله‌هایی که همان‌گونه چاپ می‌شوند", 0, least=True, share=True)  # without a bar
OPPOSITE = Bar(4, "جمله‌هایی که وارونه یادداشت را می‌گویند", 0)

_COLUMNS = ("brief", "kind", "topic", "place", "sentence", "notes", "plain", "judgement", "fault")
_JUDGEMENTS = ("true", "stiff", "clumsy", "untrue", "opposite")
_GRAMMATICAL = ("true", "stiff")  # and true to its notes, as the bar requires
_TABS = "excel-tab"


def to_judge(briefs: Sequence[Brief], drafts: Sequence[Draft]) -> str:
    """Return the text of a reading of `drafts`, its last two columns empty."""
    text = io.StringIO()
    if drafts:
        note = drafts[0].model
        text.write(f"# {note.name}, adapter {note.adapter or 'none'}, seed {note.seed}\n")
    rows = csv.writer(text, _TABS, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for number, (brief, draft) in enumerate(zip(briefs, drafts, strict=True), 1):
        for source in (_headline(brief, draft), *draft.sources):
            notes, plain = " | ".join(source.notes), "plain" if source.plain else ""
            rows.writerow((number, brief.kind, brief.topic, source.field, source.text, notes, plain, "", ""))
    return text.getvalue()


def judged(text: str, name: str) -> list[Figure]:
    """Return the figures of a partly or fully judged reading; BadInput, naming the file, where it is invalid."""
    rows = list(_rows(text, name))
    read = [row for row in rows if row["judgement"]]
    unread = {row["brief"] for row in rows if not row["judgement"]}
    wrong = [row for row in read if row["judgement"] not in _GRAMMATICAL]
    printed = sum(row["judgement"] == "true" for row in read)
    return [
        Figure(READ, len({row["brief"] for row in rows} - unread)),
        Figure(TRUE, (len(read) - len(wrong)) / max(1, len(read)), tuple(map(_line, wrong))),
        Figure(AS_IT_STANDS, printed / max(1, len(read))),
        Figure(OPPOSITE, sum(row["judgement"] == "opposite" for row in wrong)),
    ]


def _headline(brief: Brief, draft: Draft) -> Source:
    """Return the headline as a sentence that may rest on the whole brief."""
    parts = brief.parts()
    return Source(field="headline", text=draft.fields.headline, rests_on=tuple(parts), notes=tuple(parts.values()))


def _rows(text: str, name: str) -> Iterator[Mapping[str, str]]:
    lines = (line for line in io.StringIO(text) if not line.startswith("#"))
    table = csv.DictReader(lines, restval="", dialect=_TABS)  # spreadsheets leave out empty cells at the end
    if tuple(table.fieldnames or ()) != _COLUMNS:
        raise BadInput(f"{name}: ستون‌ها این‌ها نیستند: {'، '.join(_COLUMNS)}؛ پرونده «--out» را دوباره بگیرید")
    rows = list(table)
    problems = [problem for row in enumerate(rows, 1) for problem in _problems(*row, name)]
    if problems:
        raise BadInput(*problems)
    yield from rows


def _problems(number: int, row: Mapping[str, str], name: str) -> Iterator[str]:
    place = f"{name}، جمله {digits_to_persian(str(number))}"
    judgement, fault = row["judgement"], row["fault"]
    if judgement and judgement not in _JUDGEMENTS:
        yield f"{place}: داوری «{judgement}» شناخته نیست؛ یکی از این‌ها را بنویسید: {'، '.join(_JUDGEMENTS)}"
    elif judgement not in ("", "true") and not fault.strip():
        yield f"{place}: عیب جمله نوشته نشده است؛ در ستون fault بنویسید چرا «{judgement}» است"


def _line(row: Mapping[str, str]) -> str:
    return f"{row['topic']}: {row['judgement']}: {row['sentence']} ({row['fault']})"
