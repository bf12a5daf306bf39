"""What may be decoded: the schema of an answer, and what its source has."""
