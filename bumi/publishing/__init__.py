"""Publishing: pages, lists and feeds, and the places they go (a folder, or S3)."""
