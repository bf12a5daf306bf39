"""Content: submitted briefs, pieces, photos, unsaved input, and edit feedback for the writer."""
