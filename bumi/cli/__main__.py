"""`python -m bumi.cli` runs `bumi` where the program is not on the path."""

from bumi.cli import main

main()
