"""The daily job as schedules of version 0.2 call it: `reconcile job`, which new ones call themselves."""

import sys

from reconcile.cli import main

if __name__ == "__main__":
    sys.exit(main(["job", *sys.argv[1:]]))
