"""Prefect on this machine: its server, and what the command line calls."""
