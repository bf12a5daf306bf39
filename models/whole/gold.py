"""Gold answers: drafts of the training pairs as structured answers, to measure the writer of whole pieces."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bumi.persian.text import word_row

_QUOTED = re.compile("«[^»]*»")


def answer_of(pair: Mapping[str, Any], changed: Mapping[str, str] | None = None) -> str:
    """Return the draft of a pair as a structured answer, its quotations as placeholders.

    `changed` maps sentences to their replacements.
    """
    draft, told = pair["draft"], changed or {}

    def sentence(it: Mapping[str, Any]) -> dict[str, Any]:
        text = told.get(it["text"]) or _held(it["text"], pair["brief"]["quotes"])
        return {"rests_on": it["rests_on"], "text": text}

    answer = {
        "headline": draft["headline"],
        "lede": [sentence(it) for it in draft["lede"]],
        "paragraphs": [[sentence(it) for it in paragraph] for paragraph in draft["body"]],
        "facts": [],
    }
    return json.dumps(answer, ensure_ascii=False)


def stands(sentence: str, text: str) -> bool:
    """Return whether a text has a sentence word for word, wherever the full stop of a quotation is."""
    return word_row(sentence) in word_row(text)


def _held(text: str, quotes: list[dict[str, str]]) -> str:
    for number, quote in enumerate(quotes, 1):
        for match in _QUOTED.finditer(text):
            if word_row(match.group()) == word_row(quote["text"]):
                return f"{text[: match.start()]}{{{{q{number}}}}}{text[match.end() :]}"
    return text
