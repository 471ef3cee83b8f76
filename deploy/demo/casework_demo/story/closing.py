"""Every team closes its own part; nobody closes the case: it closes by itself, in the append that makes it true."""

from typing import Any

from casework_demo.script import DIRECTOR, INVESTIGATOR, LAWYER, Act, Cast, Chapter, Wait


def closed(c: Cast, view: dict[str, Any]) -> bool:
    return bool(view["status"] == "closed")


CHAPTER = Chapter(
    "Closing",
    "legal, intake and aftercare close their parts; {reference} closes by itself",
    (
        Act("legal", LAWYER, "close-legal-part", "legal's part is closed"),
        Act("intake", INVESTIGATOR, "close-intake-part", "intake's part", lambda c: {"reason": "handed_over"}),
        Act("aftercare", DIRECTOR, "close-aftercare-part", "aftercare's", lambda c: {"outcomeSummary": "goals_met"}),
        Wait("intake", INVESTIGATOR, "/cases/{case}", "the case closes by itself", closed),
    ),
)
