"""Who takes which course, what they have answered and passed, and their certificates."""
