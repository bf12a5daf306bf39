"""Channels: what is published goes to messengers too, once; the ledger says what stands there."""
