"""The workflow of a piece: transitions and their conditions, revisions, findings, times, retraction, timeline."""
