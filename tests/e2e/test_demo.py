"""`throughline demo` drives one case through all four services to its end, and says so in its last line."""

import re

import pytest
from throughline.cli.references import case_id_of

from .conftest import demo

pytestmark = pytest.mark.stack
LAST_LINE = r"demo: case PHL-MNL-\d{4}-\d{5} closed, (\d+) events, 4 services, trace ([0-9a-f]{32})"


def test_a_case_goes_from_a_partners_event_to_its_closing_and_the_last_line_says_so(layout, undisturbed):
    shown = demo(layout)
    last = re.fullmatch(LAST_LINE, shown.splitlines()[-1])
    assert last, shown
    assert int(last[1]) == undisturbed["events"]
    assert undisturbed["reference"] not in shown
    for told in ("ReferralReceived hotline", "CaseClosed", "409 InstrumentProvisional", "make down", "/docs"):
        assert told in shown


def test_machines_get_one_json_object_and_nothing_else(undisturbed):
    assert undisturbed["events"] == len(undisturbed["timeline"])
    assert sorted(undisturbed["services"]) == ["aftercare", "intake", "legal", "reporting"]


def test_a_case_is_found_by_its_reference(layout, undisturbed):
    assert case_id_of(layout, undisturbed["reference"].lower()) == undisturbed["caseId"]


class WhenTheCaseIsClosed:
    def test_everyone_was_warned_of_every_liberty_fact_also_she_who_declined(self, undisturbed):
        liberty = {"SuspectArrested", "RemandOrdered", "BailGranted", "SuspectReleased", "AppealDecided"}
        causes = {entry["eventId"] for entry in undisturbed["timeline"] if entry["type"] in liberty}
        causes |= {e["eventId"] for e in undisturbed["timeline"] if e["data"].get("verdict") == "not_guilty"}
        warned = {}
        for entry in undisturbed["timeline"]:
            if entry["type"] == "SafetyRecheckDone":
                warned.setdefault(entry["data"]["personId"], set()).update(entry["data"]["answered"])
        assert len(causes) == 8
        assert list(warned.values()) == [causes] * 3

    def test_it_closed_by_itself_and_no_fact_is_held(self, undisturbed):
        (closed,) = (entry for entry in undisturbed["timeline"] if entry["type"] == "CaseClosed")
        assert closed["actorRole"] == "reaction"
        assert not [entry for entry in undisturbed["timeline"] if entry["type"] == "FactHeld"]

    def test_reporting_has_counted_it(self, undisturbed):
        figures = {figure["definition"]["name"]: figure for figure in undisturbed["figures"]}
        counted = {line["what"]: line["n"] for line in figures["dispositions"]["values"]}
        assert counted["convicted_trial"] == counted["acquitted_trial"] >= 1
        assert figures["victims_by_attribution"]["n"] == 2 * counted["convicted_trial"]
