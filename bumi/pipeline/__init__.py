"""The pipeline: what happens to a piece from brief to publication, without Prefect.

A scheduled run (`steps.carry`) works in this order: it ends replaced crisis notices, hands in the briefs of campaigns
that are due, has the writer (`writing`) draft what waits and copy-edits the drafts, then checks, illustrates and
submits each piece. From there it waits for an editor; what is approved and due goes out (`publishing`). `single_piece`
takes one piece through these steps at once. Apart from them run `scheduled_reports` (reminders, coverage) and
`learning` with `measuring` (a new adapter). `run_context` is what steps are given, `report` what a run says; `lock`
keeps one run of a kind at a time, in the folder of `home`.
"""
