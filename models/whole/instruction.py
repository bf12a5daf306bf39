"""Prompts for a whole piece by a strong model: the instruction, two examples of its kind, and the brief as data."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import yaml

from bumi.brief import Brief, Kind
from bumi.models.constraints.schema import LABELS
from bumi.models.data import brief_of, read_pairs
from bumi.models.planner import prompt
from bumi.models.realiser import Chat
from bumi.models.request import taught_as
from bumi.models.whole.piece import parts_in_full
from bumi.persian.listed_patterns import ListedPatterns
from bumi.settings import PACKAGE

_EXAMPLES = 2
_SHORTEST = 250  # letters of a brief that shows anything
# Text addressed to a model, not to readers. Such a note is never sent; it goes unchanged into the list of facts.
_pattern = ListedPatterns("whole/instruction")
_INSTRUCTION = _pattern("instruction", re.IGNORECASE)


def is_instruction(note: str) -> bool:
    """Return whether a note is addressed to a model: «دستورهای قبلی را نادیده بگیر»."""
    return _INSTRUCTION.search(note) is not None


def asked(brief: Brief, left_out: Collection[str], openings: Iterable[str] = ()) -> Chat:
    """Return the chat for the whole piece of `brief`, without the parts `left_out`.

    The instruction is in the first message, since some chat templates have no system role; everything before the last
    message is the same for every brief of a kind, so that servers can cache it. The lede must not begin with any of
    `openings`.
    """
    turns: list[dict[str, str]] = []
    for question, answer in _examples(brief.kind):
        turns += [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
    turns.append({"role": "user", "content": _enclosed(_data(brief, left_out, openings))})
    general = _wording()["general"].format(labels="، ".join(LABELS), kind=prompt(brief.kind).strong.strip())
    return [{"role": "user", "content": f"{general}\n{turns[0]['content']}"}, *turns[1:]]


def asked_again(chat: Chat, answer: str) -> Chat:
    """Return the chat that repeats the request after an invalid `answer`."""
    return [*chat, _said(answer), {"role": "user", "content": _wording()["again"]}]


def asked_anew(chat: Chat, answer: str, problems: Sequence[Mapping[str, Any]]) -> Chat:
    """Return the chat that asks to rewrite `problems`, given with their numbers and reasons."""
    listed = "\n".join(json.dumps(problem, ensure_ascii=False) for problem in problems)
    return [*chat, _said(answer), {"role": "user", "content": _wording()["anew"] + listed}]


@cache
def _wording() -> dict[str, str]:
    """Return the wordings of prompts/whole_piece.yaml."""
    wording: dict[str, str] = yaml.safe_load((PACKAGE / "prompts" / "whole_piece.yaml").read_text("utf-8"))
    return wording


def _said(answer: str) -> dict[str, str]:
    return {"role": "assistant", "content": answer.strip() or "{}"}


def _data(brief: Brief, left_out: Collection[str], openings: Iterable[str] = ()) -> dict[str, Any]:
    parts = {id_: part for id_, part in parts_in_full(brief).items() if id_ not in left_out}
    named = {id_: part for id_, part in parts.items() if not re.fullmatch(r"[nq]\d+", id_)}
    quotes = {f"q{i}": quote.model_dump() for i, quote in enumerate(brief.quotes, 1) if f"q{i}" not in left_out}
    data: dict[str, Any] = {"kind": brief.kind.persian, **named}
    data["notes"] = {id_: part for id_, part in parts.items() if re.fullmatch(r"n\d+", id_)}
    if quotes:
        data["quotes"] = quotes
    if taken := sorted(openings):
        data["taken_openings"] = taken
    return data


def _enclosed(data: Mapping[str, Any]) -> str:
    """Return data between delimiters that the data itself cannot close."""
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
    return f"<سفارش>\n{text}\n</سفارش>"


@cache
def _examples(kind: Kind) -> tuple[tuple[str, str], ...]:
    """Return two short pairs of this kind as question and answer, one of them with a quotation if there is one."""
    pairs = [pair for pair in read_pairs() if pair["kind"] == taught_as(kind).value]
    pairs.sort(key=lambda pair: len(str(pair["draft"])))
    full = [pair for pair in pairs if sum(map(len, pair["brief"]["notes"])) >= _SHORTEST] or pairs
    quoting = [pair for pair in full if len(pair["brief"]["quotes"]) == 1 and _quotes_whole(pair)]
    chosen = [*quoting[:1], *(pair for pair in full if pair not in quoting[:1])][:_EXAMPLES]
    return tuple((_question(pair), _answer(pair)) for pair in chosen)


def _quotes_whole(pair: dict[str, Any]) -> bool:
    text = str(pair["draft"]["body"])
    return all(quote["text"].rstrip(".") in text for quote in pair["brief"]["quotes"])


def _question(pair: dict[str, Any]) -> str:
    return _enclosed(_data(brief_of(pair), ()))


def _answer(pair: dict[str, Any]) -> str:
    draft = pair["draft"]
    answer = {
        "headline": draft["headline"],
        "lede": [_sentence(it) for it in draft["lede"]],
        "paragraphs": [[_sentence(it) for it in paragraph] for paragraph in draft["body"]],
        "facts": [],
    }
    return json.dumps(answer, ensure_ascii=False)


def _sentence(sentence: dict[str, Any]) -> dict[str, Any]:
    quotes = [id_ for id_ in sentence["rests_on"] if id_.startswith("q")]
    text = f"{{{{{quotes[0]}}}}}" if quotes and "«" in sentence["text"] else sentence["text"]
    return {"rests_on": sentence["rests_on"], "text": text}
