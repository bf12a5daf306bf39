"""Commissions of contributors: opened, pitched for, given to one, written, and the fees that are due for them.

A commission (فراخوان) is open until an editor accepts one pitch. The acceptance makes a piece, which its contributor
writes in place of the machine; from the review on it goes the way of every piece.
"""

from bumi.newsroom.commissions.deadlines import follow_commissions
from bumi.newsroom.commissions.fees import FeeLine, approve_fee, fee_lines, reverse_fee, waiting_fees
from bumi.newsroom.commissions.lists import (
    commission,
    commissions,
    commissions_visible,
    open_to,
    pitch_of_piece,
    pitches_of,
    sees_commission,
    waiting_pitches,
)
from bumi.newsroom.commissions.opening import CommissionTerms, cancel_commission, open_commission
from bumi.newsroom.commissions.photos import OwnPhoto, add_own_photo, remove_own_photo
from bumi.newsroom.commissions.pitches import accept_pitch, may_take, pitch, withdraw_pitch
from bumi.newsroom.commissions.writing import hand_in, keep_findings, refuse_others

__all__ = [
    "CommissionTerms",
    "FeeLine",
    "OwnPhoto",
    "accept_pitch",
    "add_own_photo",
    "approve_fee",
    "cancel_commission",
    "commission",
    "commissions",
    "commissions_visible",
    "fee_lines",
    "follow_commissions",
    "hand_in",
    "keep_findings",
    "may_take",
    "open_commission",
    "open_to",
    "pitch",
    "pitch_of_piece",
    "pitches_of",
    "refuse_others",
    "remove_own_photo",
    "reverse_fee",
    "sees_commission",
    "waiting_fees",
    "waiting_pitches",
    "withdraw_pitch",
]
