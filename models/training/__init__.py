"""Training of what the models of Bumi learn: the support check, and faults to learn from."""
