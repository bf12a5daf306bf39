"""What a piece contains: brief, texts, photos, findings."""
