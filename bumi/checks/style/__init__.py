"""Checks of style: register, plain words, readability, repetition."""
