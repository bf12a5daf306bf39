"""Content: briefs that come in, pieces, photos, unsaved input, and the edits that the writer may learn from."""
