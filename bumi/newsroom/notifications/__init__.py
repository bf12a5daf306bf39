"""Notifications (اعلان‌ها): an outbox of what people are told, who is told when and where, and the record of sending."""
