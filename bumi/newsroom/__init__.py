"""The newsroom (تحریریه): the database, and the rules by which a piece moves through it."""
