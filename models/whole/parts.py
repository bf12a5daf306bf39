"""The parts of a brief as a newsroom reads them."""

from bumi.brief import Brief
from bumi.persian.numbers import spelled_out
from bumi.persian.text import digits_to_persian

__all__ = ["parts_in_full"]


def parts_in_full(brief: Brief) -> dict[str, str]:
    """Return the parts of a brief by id, in Persian digits, what is abbreviated in them in full."""
    return {id_: spelled_out(digits_to_persian(part)) for id_, part in brief.parts().items()}
