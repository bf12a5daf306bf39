"""Log-linear models of the checks: counts and weights learnt from texts, and their training."""
