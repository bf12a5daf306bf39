"""Bumi (بومی): the newsroom of Kerman province, one room per job."""
