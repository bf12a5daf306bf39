"""Evaluation of the checks: figures beside other tools, planted faults, the page of examples."""
