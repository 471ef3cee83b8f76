"""`throughline figures`: what reporting answers, for people and for programs; and one line where it cannot."""

import json

import httpx
import pytest
from throughline.cli import Failed, figures

DEFINITION = {
    "id": "custody-1",
    "name": "custody",
    "unit": "persons",
    "denominator": "accused",
    "text": "By custody.",
    "cautions": ["Own facts only."],
}
LINE = {"what": "detained", "n": 114, "values": {"accused": 114, "share": 0.6369, "fine_paid": None}}
FIGURE = {
    "definition": DEFINITION,
    "source": "import:us-federal",
    "offices": None,
    "protected": False,
    "n": 179,
    "values": [LINE, {"what": "released", "n": None, "values": {}}],
    "trueAt": "2026-06-01T09:00:00Z",
    "positions": {"legal.events": [7, 4], "intake.events": [3]},
}


@pytest.fixture
def asked(monkeypatch):
    """The requests made, answered as reporting would."""
    made = []

    def answer(request):
        made.append(request)
        if request.url.path == "/figures":
            return httpx.Response(200, json=[DEFINITION])
        if request.url.path == "/figures/custody":
            return httpx.Response(200, json=FIGURE)
        return httpx.Response(404, json={})

    transport = httpx.MockTransport(answer)
    monkeypatch.setattr(figures, "_reporting", lambda: httpx.Client(base_url="http://reporting", transport=transport))
    return made


@pytest.mark.parametrize(
    ("source", "sent"),
    [("own", "own"), ("historical", "historical"), ("us-federal", "import:us-federal"), ("import:a", "import:a")],
)
def test_a_source_is_own_historical_or_the_name_of_a_set(asked, source, sent):
    figures.figures("custody", source=source, office=None, as_json=True)
    assert asked[0].url.params["source"] == sent


def test_programs_get_the_answer_as_it_is(asked, capsys):
    figures.figures("custody", source="us-federal", office="DOM-SDQ", as_json=True)
    assert json.loads(capsys.readouterr().out) == FIGURE
    assert asked[0].url.params["office"] == "DOM-SDQ"


def test_people_get_meaning_unit_lines_cautions_and_the_position_it_is_true_at(asked, capsys):
    figures.figures("custody", source="us-federal", office=None, as_json=False)
    shown = capsys.readouterr().out
    for said in (
        "custody-1 (in persons), source import:us-federal, all offices",
        "By custody.",
        "n = 179: accused",
        "detained",
        "114",
        "Own facts only.",
        "true at intake.events 3, legal.events 11",
        "2026-06-01",
    ):
        assert said in shown


def test_people_read_shares_in_per_cent_and_see_what_is_hidden_or_not_known(asked, capsys):
    figures.figures("custody", source="us-federal", office=None, as_json=False)
    detained, released = (
        [cell.strip() for cell in line.strip("│ \n").split("│")]
        for line in capsys.readouterr().out.splitlines()
        if "detained" in line or "released" in line
    )
    assert detained == ["detained", "114", "114", "63.7%", "-"]
    assert released == ["released", "hidden", "-", "-", "-"]


def test_heads_wrap_and_are_not_cropped_and_quartiles_stand_in_their_order(asked, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    spread = dict.fromkeys(("q1", "q3", "max", "min", "p90", "median", "negative", "known_to_the_month_only"), 3)
    names = ("complaint_to_charge_sheet", "arraignment_to_judgment", "charge_to_first_hearing", "arrest_to_production")
    spread["p90"] = 65.69999999999999
    monkeypatch.setitem(FIGURE, "values", [{"what": name, "n": 4, "values": spread} for name in names])
    figures.figures("custody", source="own", office=None, as_json=False)
    shown = capsys.readouterr().out
    assert "…" not in shown
    assert "│ 65.7 " in shown
    rows = [line.split("│")[1].strip() for line in shown.splitlines() if line.startswith("│")]
    assert rows[:8] == ["n", "min", "q1", "median", "q3", "p90", "max", "negative"]


def test_without_a_name_all_are_listed(asked, capsys):
    figures.figures(None, source="own", office=None, as_json=True)
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == ["custody-1"]


def test_the_name_of_a_figure_is_never_cropped(asked, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setitem(FIGURE["definition"], "name", "time_between_milestones")
    figures.figures(None, source="own", office=None, as_json=False)
    assert "time_between_milestones" in capsys.readouterr().out


def test_a_figure_there_is_not_is_one_line(asked):
    with pytest.raises(Failed, match=r"no figure rescued, .* `throughline figures` lists them"):
        figures.figures("rescued", source="own", office=None, as_json=False)


def test_a_line_with_too_much_to_say_of_it_for_the_width_is_a_column(asked, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    many = {f"measure_{number}": number for number in range(20)}
    monkeypatch.setitem(FIGURE, "values", [{"what": "detained", "n": 7, "values": many}])
    figures.figures("custody", source="us-federal", office=None, as_json=False)
    shown = capsys.readouterr().out
    assert all(f"measure {number}" in shown for number in range(20))
    assert max(map(len, shown.splitlines())) <= 80
