"""The last step of set-up: `python -m bumi.models.weights`."""

from bumi.models.weights.loading import main

main()
