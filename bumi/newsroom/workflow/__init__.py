"""The workflow of a piece: states, transitions and their conditions, revisions, timeline."""
