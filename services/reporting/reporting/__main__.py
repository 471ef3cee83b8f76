"""Runs reporting: `python -m reporting`."""

from throughline.service import run

from reporting.service import service

if __name__ == "__main__":
    run(service())
