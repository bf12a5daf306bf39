"""The newsroom: everything that is kept in the database, and the rules of who may change what.

From the bottom up, each part imports only what stands below it (a contract in pyproject.toml): `states` (roles, states
and the table of transitions), `tables`, `database`, `accounts`, `index`, `workflow`, then `content`, `publication` and
`plan` side by side, and `queries`. Functions take the caller's session and never commit.
"""
