"""`python -m legal` runs the service."""

from throughline.service import run

from legal.service import service

if __name__ == "__main__":
    run(service())
