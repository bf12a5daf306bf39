"""What is wrong with a training pair: a fault here would be learnt and repeated in every draft."""

from collections.abc import Iterator
from typing import Any

from bumi.brief import Kind
from bumi.models.data.training_examples import parts_of
from bumi.models.scoring import values
from bumi.persian.text import normal
from bumi.province import province

_LONGEST = {"kicker": 40, "headline": 75}
_HEADER = ("topic", "agency", "county")  # may be named in any sentence


def texts(pair: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (place, text, ids of the parts it rests on) for every text of a draft, in reading order."""
    draft = pair["draft"]
    every = [*_parts(pair["brief"])]
    for place in ("kicker", "headline"):
        yield place, draft[place], every
    for sentence in draft["lede"]:
        yield "lede", sentence["text"], sentence["rests_on"]
    for paragraph in draft["body"]:
        for sentence in paragraph:
            yield "body", sentence["text"], sentence["rests_on"]
    yield "caption", draft["caption"], every


def faults(pair: dict[str, Any]) -> list[str]:
    """Return the faults of `pair` (see pairs/FORMAT.md), each naming the text it is in; empty when it is sound."""
    brief, parts = pair["brief"], _parts(pair["brief"])
    found = [] if pair["kind"] in {kind.value for kind in Kind} else [f"kind: {pair['kind']}"]
    if province().county(brief["county"]) is None:
        found.append(f"county: {brief['county']}")
    used = [id_ for place, _, ids in texts(pair) if place in ("lede", "body") for id_ in ids]
    found += [f"not said: {id_}" for id_ in parts if id_ not in {*used, *_HEADER}]
    found += [f"unknown part: {id_}" for id_ in used if id_ not in parts]
    body = [(text, ids) for place, text, ids in texts(pair) if place in ("lede", "body")]
    for id_, quotation in ((id_, part.partition("«")[2].rstrip("».")) for id_, part in parts.items() if id_[0] == "q"):
        if sum(quotation in text for text, ids in body if id_ in ids) != 1:
            found.append(f"not quoted once, word for word: {id_}")
    for place, text, ids in texts(pair):
        found += [f"{fault}: {text}" for fault in _text_faults(place, text, [i for i in ids if i in parts], parts)]
    for id_, part in parts.items():
        said = " ".join(text for text, ids in body if id_ in ids)
        found += [f"number not said: {value} of {id_}" for value in sorted(values(part) - values(said)) if said]
    return found


def _parts(brief: dict[str, Any]) -> dict[str, str]:
    quotes = {f"q{i}": f"{q['speaker']}، {q['role']}: «{q['text']}»" for i, q in enumerate(brief["quotes"], 1)}
    return parts_of(brief) | quotes


def _text_faults(place: str, text: str, ids: list[str], parts: dict[str, str]) -> Iterator[str]:
    if text != normal(text):
        yield "not in normal form"
    if len(text) > _LONGEST.get(place, 600):
        yield f"longer than {_LONGEST[place]}"
    closed = text.endswith((".", "؟", "!", "»", "…"))
    if (place in ("lede", "body") and not closed) or (place in ("headline", "kicker") and text.endswith(".")):
        yield "full stop"
    told = dict.fromkeys((*ids, *(id_ for id_ in _HEADER if id_ in parts)))
    source = "؛ ".join(parts[id_] for id_ in told)  # parted, or the number at one's end runs on into the next
    if new := values(text) - values(source):
        yield f"number not in its parts {sorted(new)}"
