"""`python -m throughline.cli`, the same as `throughline`."""

from throughline.cli import main

main()
