"""`bumi credentials` and what `bumi doctor` says of it: make a certificate, sign with it, verify, and find a change."""

from pathlib import Path

import pytest

from bumi.credentials import content_signer
from bumi.settings import Settings
from tests.cli.conftest import Bumi
from tests.credentials.stage import signed


def test_a_certificate_for_trying_signs_what_is_then_verified(
    bumi: Bumi, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bumi("credentials", "new", "keys", "--holder", "استانداری نمونه", "--json")
    assert made.status == 0 and made.data["holder"] == "استانداری نمونه"
    assert bumi("credentials", "new", "keys", "--holder", "دیگری").status == 1, "nothing is overwritten"
    monkeypatch.setenv("BUMI_CONTENT_CREDENTIALS", "keys")
    parts = {it["part"]: it for it in bumi("doctor", "--json").data}
    assert parts["credentials"]["ok"] and "استانداری نمونه" in parts["credentials"]["words"]

    (_, card), *_ = signed(content_signer(Settings()), home / "cache")
    (home / "card.png").write_bytes(card)
    right = bumi("credentials", "verify", "card.png", "--json")
    assert (right.status, right.data["state"], right.data["signer"]) == (0, "trusted", "استانداری نمونه")
    assert "درست است" in bumi("credentials", "verify", "card.png").out

    (home / "card.png").write_bytes(card[:-30] + bytes([card[-30] ^ 1]) + card[-29:])
    wrong = bumi("credentials", "verify", "card.png", "--json")
    assert (wrong.status, wrong.data["state"]) == (1, "invalid") and "assertion.dataHash.mismatch" in wrong.data[
        "codes"
    ]

    (home / "keys" / "key.pem").chmod(0o644)
    broken = {it["part"]: it for it in bumi("doctor", "--json").data}["credentials"]
    assert not broken["ok"] and "chmod 600" in broken["words"]


def test_wrong_files_are_told(bumi: Bumi, home: Path) -> None:
    (home / "x.png").write_bytes(b"no image")
    assert bumi("credentials", "verify", "x.png").status == 2
    assert bumi("credentials", "verify", "nowhere.png").status == 2
    assert bumi("credentials", "verify", "x.png", "--anchor", "x.png").status == 2
