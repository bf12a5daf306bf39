"""Bumi (بومی): the newsroom of a province, one room per job."""
