"""What the checks learnt from texts: counts and weights, and the making of both."""
