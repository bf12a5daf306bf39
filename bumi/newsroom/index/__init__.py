"""Database indexes: search texts, and shingles for finding similar texts."""
