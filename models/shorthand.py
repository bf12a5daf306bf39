"""Shorthand whose words stand in another order, or closer together, than in a sentence: put in order before weaving."""

import re

__all__ = ["in_order"]

_JUDGED = re.compile(r"(ممنوع|مجاز|الزامی|اجباری|رایگان|آزاد|تعطیل|لازم)\s*:\s*([^:؛.→=؟]+)")
_COMMA = re.compile(r"\s*،\s*")
_ROAD = re.compile(r"(?:محور|مسیر|جاده|خط|راه|آزادراه|بزرگراه|کنارگذر|قطار)\b[^،؛.]*")
_DASH = re.compile(r"(?<=\w)\s+[-–—]\s+(?=\w)")


def in_order(note: str) -> str:
    """Return `note` with what is forbidden, free or due before that word, and the ends of a road joined.

    «ممنوع: شنا، آتش» becomes «شنا و آتش ممنوع»; «محور بم - نرماشیر» becomes «محور بم-نرماشیر».
    """
    judged = _JUDGED.fullmatch(note.strip().rstrip("."))
    if judged:  # «و» keeps the things together: nothing may be said of one of them alone
        note = f"{_COMMA.sub(' و ', judged[2].strip())} {judged[1]}"
    return _ROAD.sub(lambda road: _DASH.sub("-", road[0]), note)
