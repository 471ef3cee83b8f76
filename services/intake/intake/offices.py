"""The field offices, by code, with the ISO 3166 alpha-3 country whose law applies. Data only: no rule lives here."""

from collections.abc import Mapping
from typing import Literal

OfficeId = Literal[
    "PHL-MNL",
    "PHL-CEB",
    "KHM-PNH",
    "THA-CNX",
    "IND-DEL",
    "IND-CCU",
    "IND-BOM",
    "IND-MAA",
    "IND-BLR",
    "KEN-NBO",
    "UGA-KLA",
    "ZMB-LUN",
    "GHA-ACC",
    "GTM-GUA",
    "BOL-LPB",
    "DOM-SDQ",
]

JURISDICTION: Mapping[OfficeId, str] = {
    "PHL-MNL": "PHL",
    "PHL-CEB": "PHL",
    "KHM-PNH": "KHM",
    "THA-CNX": "THA",
    "IND-DEL": "IND",
    "IND-CCU": "IND",
    "IND-BOM": "IND",
    "IND-MAA": "IND",
    "IND-BLR": "IND",
    "KEN-NBO": "KEN",
    "UGA-KLA": "UGA",
    "ZMB-LUN": "ZMB",
    "GHA-ACC": "GHA",
    "GTM-GUA": "GTM",
    "BOL-LPB": "BOL",
    "DOM-SDQ": "DOM",
}
