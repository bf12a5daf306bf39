"""The transformer, a room for each role; adapters/ and taggers/ hold what was learnt, data/ what from."""
