"""One accused gets bail and is released, and everyone is warned of both; both accused are arraigned."""

from casework_demo.script import COURT, LAWYER, POLICE, Act, Body, Chapter
from casework_demo.story.prosecution import FIRST, SECOND, of
from casework_demo.story.rechecks import owed_to_everyone

BAIL = {"kind": "regular", "conditions": ["no_contact"], "amount": "50000.00", "currency": "PHP"}


def pleads(accused: str) -> Body:
    return lambda c: {**of(accused, plea="not_guilty")(c), "chargeId": c.id(f"charge of {accused}")}


CHAPTER = Chapter(
    "Bail",
    "one accused gets bail and is released: everyone is owed a warning, and given one; both plead not guilty",
    (
        Act("legal", LAWYER, "record-bail-granted", "bail", of(SECOND, **BAIL), -135, COURT, liberty="bail"),
        Act("legal", LAWYER, "record-release", "out", of(SECOND, ground="bail"), -134, POLICE, liberty="bail"),
        *owed_to_everyone("bail", "bail and a release", -134),
        Act("legal", LAWYER, "record-arraignment", "arraigned", of(FIRST), -120, COURT),
        Act("legal", LAWYER, "record-arraignment", "arraigned", of(SECOND), -120, COURT),
        Act("legal", LAWYER, "record-plea", "not guilty", pleads(FIRST), -120, COURT),
        Act("legal", LAWYER, "record-plea", "not guilty", pleads(SECOND), -120, COURT),
    ),
)
