"""Accounts: users, roles, what each may see, sign-in, tokens."""
