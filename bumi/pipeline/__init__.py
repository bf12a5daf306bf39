"""The pipeline: the steps that take a piece from brief to publication, without Prefect.

A `worker` ends replaced crisis notices, hands in the campaign briefs that are due, and claims waiting pieces one by
one: the `steps` draft a piece (`writing`), copy-edit it, check, illustrate and submit it. The piece then waits for an
editor; `publishing` publishes approved pieces that are due. `single_piece` takes one piece through these steps at once.
`scheduled_reports` (reminders, coverage) and `learning` with `measuring` (a new adapter) run separately. `run_context`
holds the input of the steps, `report` the result of a run; `step_timing` measures the steps; `retention` deletes what
is kept only for a time; `lock` allows one run of a kind at a time, with lock files in the folder of `home`.
"""
