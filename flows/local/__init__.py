"""Prefect on this machine: its server, and the ways in for the command line."""
