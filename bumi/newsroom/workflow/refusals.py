"""Refusals of what somebody asks of a piece: each reason begins with its number."""

from bumi.errors import Refused
from bumi.newsroom.tables import Piece
from bumi.persian.text import digits_to_persian


def numbered(piece: Piece) -> str:
    """Return the piece as sentences name it, such as «مطلب ۱۲»."""
    return f"مطلب {digits_to_persian(str(piece.id))}"


def refused(piece: Piece, *reasons: str) -> Refused:
    """Return the refusal with all the reasons."""
    return Refused(*(f"{numbered(piece)}: {reason}" for reason in reasons))
