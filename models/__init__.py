"""The transformer: weights, writer, training; adapters/ holds what we trained, pairs/ what from."""
