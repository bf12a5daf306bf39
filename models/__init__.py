"""Language models by role; adapters/ and taggers/ hold learnt weights, data/ the training data."""
