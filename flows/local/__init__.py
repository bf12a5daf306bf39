"""Prefect on this machine: its server, and the entry points for the command line."""
