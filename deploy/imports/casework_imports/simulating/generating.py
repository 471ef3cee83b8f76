"""From a seed and a number to a whole case: pure, so the same seed is the same cases, and one more changes none before.

The figures it draws from, with their sources, are figures.json.
"""

from collections.abc import Iterator
from datetime import date

from casework_imports.simulating import begins, care, court, office
from casework_imports.simulating.chance import Chance, figures
from casework_imports.simulating.plan import DIRECTOR, INVESTIGATOR, LAWYER, Plan, Wait, case_id
from casework_imports.simulating.telling import Telling, after


def plans(seed: int, number: int) -> Iterator[Plan]:
    """So many cases and, before the first case of each office, what that office does besides."""
    offices = set[str]()
    for one in range(1, number + 1):
        made = plan(seed, one)
        if made.office not in offices:
            offices.add(made.office)
            yield office.office(seed, made.office)
        yield made


def plan(seed: int, number: int) -> Plan:
    chance, period = Chance.of(seed, number), figures()["period"]
    where, fate = chance.of_list(figures()["offices"]), chance.one("fate")
    t = Telling(case_id(seed, number), where, chance, Chance.of(seed, number, "care"))
    on = chance.day(period["first_referral"], period["last_referral"])
    begins.referred(t, on)
    match fate:
        case "declined":
            begins.declined(t, on)
            t.over = False
        case "unsubstantiated":
            begins.unsubstantiated(t, on)
        case _:
            rescued(t, on)
    return Plan(seed, number, where, fate, tuple(t.steps), t.over)


def rescued(t: Telling, on: date) -> None:
    chance = t.chance
    begins.opened(t, on, "corroborated")
    day = after(on, 5 + chance.number("referral_to_operation"))
    victims, suspects = chance.number("victims_per_case"), chance.number("accused_per_case")
    begins.operation(t, day, victims, suspects)
    people = begins.met(t, day, victims, suspects)
    if people.in_care:
        t.wait(Wait("enrolled", tuple(people.in_care)))
        care.begins(t, people.in_care, after(day, 1))
    court.prosecuted(t, people, day)
    left = care.ends(t, people.in_care, people.grown, day)
    t.act("intake", INVESTIGATOR, "close-intake-part", {"reason": "handed_over"}, None)
    if not t.over:
        return
    t.answers(people.everyone, after(day, 1))
    t.act("legal", LAWYER, "close-legal-part", {}, None)
    if people.in_care and left:
        t.wait(Wait("tried"))
        t.act("aftercare", DIRECTOR, "close-aftercare-part", {"outcomeSummary": "care_ended"}, None)
    t.wait(Wait("closed"))
