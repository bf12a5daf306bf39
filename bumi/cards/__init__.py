"""Cards: draws the branded images of a piece from its texts, a photo and a brand kit.

A reader of this package starts at `rendering.py`; templates are in assets/cards, brand kits in the province's folder.
"""

from bumi.cards.brand_kit import agencies_with_a_kit, kit_of
from bumi.cards.cache import card_cache
from bumi.cards.certificates import CertificateSize, CertificateText, draw_certificate
from bumi.cards.checks import card_findings, kit_problems
from bumi.cards.cropping import CropBox, crop_round
from bumi.cards.encoding import Format
from bumi.cards.fonts import Weight, face, require_raqm
from bumi.cards.photo import PhotoNote, SafePhoto, safe_photo, small_copy, with_note
from bumi.cards.rendering import cards_for, contact_sheet, covers_for, draw_cards, fitted
from bumi.cards.selection import jobs_of, main_card, selected_cards
from bumi.cards.sizes import Size
from bumi.cards.template import card_templates

__all__ = [
    "CertificateSize",
    "CertificateText",
    "CropBox",
    "Format",
    "PhotoNote",
    "SafePhoto",
    "Size",
    "Weight",
    "agencies_with_a_kit",
    "card_cache",
    "card_findings",
    "card_templates",
    "cards_for",
    "contact_sheet",
    "covers_for",
    "crop_round",
    "draw_cards",
    "draw_certificate",
    "face",
    "fitted",
    "jobs_of",
    "kit_of",
    "kit_problems",
    "main_card",
    "require_raqm",
    "safe_photo",
    "selected_cards",
    "small_copy",
    "with_note",
]
