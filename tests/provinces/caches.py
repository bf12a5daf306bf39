"""Tell which caches would mix provinces: results that read the province's data, and are kept without `per_province`.

Run as a program, since the caches of `functools` are replaced before anything of Bumi is imported: by ones that note
whose result was made, directly or through another cache, from the data of the province.
"""

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

_READERS = {"bumi.persian.lexicon.province_data", "bumi.province.province"}
_reading: list[list[bool]] = []  # for each cached function that is running, whether it has read the province
_mixing: set[str] = set()
_apart: set[str] = set()


class _Traced:
    """A cache without a bound that knows which of its results rest on the province."""

    def __init__(self, function: Callable[..., Any]) -> None:
        functools.update_wrapper(self, function)
        self.function, self.name = function, f"{function.__module__}.{function.__qualname__}"
        self.known: dict[Any, tuple[Any, bool]] = {}

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        key = (args, tuple(kwargs.items()))
        if key not in self.known:
            _reading.append([self.name in _READERS])
            try:
                result = self.function(*args, **kwargs)
            finally:
                (read,) = _reading.pop()
            self.known[key] = (result, read)
            if read:
                _mixing.add(self.name)
        result, read = self.known[key]
        if read and _reading:
            _reading[-1] = [True]
        return result


def _traced(function: Callable[..., Any]) -> Any:
    return _Traced(function) if function.__module__.startswith("bumi.") else _real(maxsize=None)(function)


def _kept_apart(caching: Callable[[Callable[..., Any]], Any]) -> Callable[[Callable[..., Any]], Any]:
    def decorate(function: Callable[..., Any]) -> Any:
        _apart.add(f"{function.__module__}.{function.__qualname__}")
        return caching(function)

    return decorate


_real = functools.lru_cache
vars(functools).update(
    cache=_traced, lru_cache=lambda maxsize=128, typed=False: _traced(maxsize) if callable(maxsize) else _traced
)

import bumi.current_province  # noqa: E402

vars(bumi.current_province).update(per_province=_kept_apart)


def main() -> None:
    """Write, check, read and draw a few pieces by rules, and print the caches that would mix provinces."""
    from bumi.brief import read_briefs
    from bumi.cards import fitted, kit_of, selected_cards
    from bumi.checks import check_fields
    from bumi.county_map import tiles
    from bumi.models.evaluation import figures
    from bumi.models.planner.reading import read_brief
    from bumi.models.realiser import Nobody
    from bumi.models.writer import Writer
    from bumi.newsroom.accounts.passwords import characters_to_guess
    from bumi.persian.calendar import now, tehran_day
    from bumi.pipeline.steps import copy_edited
    from bumi.pipeline.writing import formal
    from bumi.planning import notice_templates, proposals, province_plan
    from bumi.publishing.keys import standing_sections
    from bumi.publishing.objects import edition
    from bumi.release import read_release
    from bumi.settings import PACKAGE, ROOT, Settings

    briefs = read_briefs(*sorted((PACKAGE / "briefs").glob("*.yaml"))[:8])
    drafts = Writer(Nobody(), formal).draft(briefs, seed=1)
    for brief, draft in zip(briefs, drafts, strict=True):
        check_fields(copy_edited(draft, brief).fields, brief)
        read_brief(brief.model_dump(mode="json"), formal=formal)
        fitted(selected_cards(draft.fields, brief, None)[0], kit_of(brief.agency))
    for path in sorted(Path(ROOT, "tests", "releases").glob("*.txt"))[:12]:
        read_release(path.read_text("utf-8"))
    figures(briefs[:2], drafts[:2], check_fields)
    characters_to_guess("password")
    proposals(tehran_day(now()), province_plan())
    notice_templates(), tiles(), standing_sections(), edition(Settings())
    print(json.dumps({"apart": sorted(_apart & _mixing), "mixing": sorted(_mixing - _apart)}))


main()
