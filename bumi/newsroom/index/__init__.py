"""Indexes in the database: the text that searches read, and the shingles by which similar texts are found."""
