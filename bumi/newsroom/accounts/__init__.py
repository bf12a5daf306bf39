"""Accounts: users and their roles, passwords, sign-in, API tokens, and the access rules."""
