"""The pipeline: what happens to a piece from brief to publication, without Prefect."""
