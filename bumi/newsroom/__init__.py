"""The newsroom: the database and the rules for who may change what.

Import order, from the bottom up (a contract in pyproject.toml): `states` (roles, states and the transition table),
`tables`, `database`, `accounts`, `index`, `workflow`, then `content`, `publication` and `plan` side by side, and
`queries`. Functions use the caller's session and never commit.
"""
