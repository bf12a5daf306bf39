"""Commissions on the command line: opened, listed, accepted, cancelled, and the ledger of fees."""

from pathlib import Path

from bumi.newsroom.accounts.users import Role, add_user
from bumi.newsroom.commissions import commission, pitch
from bumi.newsroom.database import newsroom_of
from bumi.settings import Settings
from tests.cli.conftest import Bumi
from tests.newsroom.commissions.stage import OFFER

TERMS = ("--kind", "recap", "--county", "راور", "--axis", "فرهنگ", "--as", "sara")


def test_a_commission_from_its_opening_to_its_end(staffed: Bumi) -> None:
    opened = staffed("commission", "open", "قنات‌های راور", *TERMS, "--point", "چند قنات؟", "--json").data[0]
    assert (opened["state"], opened["rials"], opened["points"]) == ("open", 10_000_000, ["چند قنات؟"])
    assert staffed("commission", "open", "قنات‌های راور", *TERMS[2:], "--kind", "notice").status == 2  # no fee
    assert staffed("commission", "open", "قنات‌های راور", *TERMS[:-1], "ali").status == 1
    with newsroom_of(Settings()) as newsroom, newsroom.session() as session:
        pitch(session, commission(session, 1), OFFER, None, add_user(session, "گلنار", Role.CONTRIBUTOR))
    assert OFFER in staffed("commission", "list").out
    assert staffed("commission", "accept", "1", "--as", "mina", "--json").data[0]["state"] == "draft"
    assert staffed("commission", "accept", "1", "--as", "sara").status == 1
    assert staffed("commission", "cancel", "1", "--as", "sara").status == 1
    cancelled = staffed("commission", "cancel", "1", "--why", "نوشته شد", "--as", "sara", "--json").data[0]
    assert (cancelled["state"], cancelled["pitches"][0]["state"]) == ("cancelled", "declined")
    assert staffed("commission", "list", "--json").data == []
    assert staffed("commission", "fees", "--excel", "fees.xlsx", "--json").data == []
    assert Path("fees.xlsx").stat().st_size
