"""Prefect on this machine: the server of `bumi up`, and the entry points for the command line."""
