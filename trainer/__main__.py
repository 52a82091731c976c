"""`python -m trainer`: everything the product does, from a terminal."""

import sys

from trainer.terminal.commands import main

if __name__ == "__main__":
    sys.exit(main())
