"""Evaluation of the checks: the perturbation test, the comparison with other tools, the page of examples."""

from bumi.checks.evaluation.perturbation import pair_of
from bumi.checks.evaluation.table import Benchmark, fact_rows, halfspace_rows, personal_data_rows, spelling_rows

__all__ = ["Benchmark", "fact_rows", "halfspace_rows", "pair_of", "personal_data_rows", "spelling_rows"]
