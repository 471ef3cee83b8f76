"""What an office does for the justice system besides its cases: trainings, a gap and its reform, a study in waves."""

from datetime import date

from casework_imports.simulating.chance import Chance, figures
from casework_imports.simulating.plan import DIRECTOR, Plan, Wait, case_id
from casework_imports.simulating.telling import Telling, after

PROGRAMME, STUDY = "/programmes/{programme}", "/studies/"


def office(seed: int, name: str) -> Plan:
    chance = Chance.of(seed, 0, name)
    t = Telling(case_id(seed, 0), name, chance, chance)
    began = t.chance.day(figures()["period"]["first_referral"], figures()["period"]["last_referral"])
    t.wait(Wait("programme"))
    for number in range(1, 1 + t.chance.number("trainings_per_office")):
        trained(t, seed, number, after(began, 30 * number))
    reformed(t, seed, began)
    studied(t, seed, began)
    return Plan(seed, 0, name, "office", tuple(t.steps), False)


def trained(t: Telling, seed: int, number: int, on: date) -> None:
    told = {
        "officeId": t.office,
        "trainingId": t.of_office(f"training {number} of seed {seed}"),
        "audience": t.chance.one("audience"),
        "participants": t.chance.number("participants"),
    }
    if t.known(on):
        t.act("reporting", DIRECTOR, "record-training", told, on, at=PROGRAMME)


def reformed(t: Telling, seed: int, on: date) -> None:
    """A gap is found in several cases; a reform of it is proposed, and in some offices adopted."""
    gap, reform = (t.of_office(f"{word} of seed {seed}") for word in ("gap", "reform"))
    found = {"officeId": t.office, "gapId": gap, "area": t.chance.one("gap"), "fromCaseCount": t.chance.between(2, 30)}
    t.act("reporting", DIRECTOR, "identify-system-gap", found, after(on, 60), at=PROGRAMME)
    proposed = {"reformId": reform, "gapId": gap}
    t.act("reporting", DIRECTOR, "propose-reform", proposed, after(on, 120), at=PROGRAMME)
    if t.chance.yes("adopted"):
        adopted = {"reformId": reform, "kind": t.chance.one("reform")}
        t.act("reporting", DIRECTOR, "record-reform-adopted", adopted, after(on, 500), at=PROGRAMME)


def studied(t: Telling, seed: int, on: date) -> None:
    """Two waves of one study, each value with its interval; no later wave is dated before an earlier one."""
    at = f"{STUDY}{t.of_office(f'study of seed {seed}')}"
    terms = {
        "officeId": t.office,
        "seriesId": t.of_office(f"series of seed {seed}"),
        "site": "simulated_site",
        "population": "at_risk_adults",
        "method": "time_space_sampling",
    }
    t.act("reporting", DIRECTOR, "register-study", terms, on, at=at)
    for wave, days in (("baseline", 30), ("endline", 760)):
        value, half = t.chance.between(40, 120), t.chance.between(5, 20)
        result = {
            "indicator": "prevalence",
            "definitionVersion": "prevalence-1",
            "wave": wave,
            "value": f"{value / 10:.1f}",
            "unit": "per_cent",
            "ciLow": f"{(value - half) / 10:.1f}",
            "ciHigh": f"{(value + half) / 10:.1f}",
            "ciLevel": "0.95",
            "n": t.chance.between(300, 2000),
        }
        if t.known(after(on, days)):
            t.act("reporting", DIRECTOR, "record-study-result", result, after(on, days), at=at)
