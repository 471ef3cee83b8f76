"""`python -m aftercare` runs the roles that the settings name."""

from throughline.service import run

from aftercare.service import service

if __name__ == "__main__":
    run(service())
