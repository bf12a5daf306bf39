"""The public question form: a server of its own, so that a flood of it never touches the desk."""
