"""The workflow of a piece: transitions, conditions, revisions, findings, scheduling, retraction, timeline."""
