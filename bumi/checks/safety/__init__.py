"""Checks of safety: dignity, privacy, persons to protect, crisis notices."""
