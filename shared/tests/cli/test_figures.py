"""`throughline figures`: what reporting answers, for people and for programs; and one line where it cannot."""

import json

import httpx
import pytest
from throughline.cli import Failed, figures

DEFINITION = {"id": "custody-1", "denominator": "accused", "text": "By custody.", "cautions": ["Own facts only."]}
LINE = {"what": "detained", "n": 114, "values": {"accused": 114}}
FIGURE = {
    "definition": DEFINITION,
    "source": "import:us-federal",
    "offices": None,
    "protected": False,
    "n": 179,
    "values": [LINE, {"what": "released", "n": None, "values": {}}],
    "trueAt": "2026-06-01T09:00:00Z",
    "positions": {},
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


def test_people_get_the_lines_the_denominator_and_the_cautions(asked, capsys):
    figures.figures("custody", source="us-federal", office=None, as_json=False)
    shown = capsys.readouterr().out
    for said in ("custody-1", "n = 179", "(accused)", "detained", "114", "Own facts only.", "2026-06-01"):
        assert said in shown


def test_without_a_name_all_are_listed(asked, capsys):
    figures.figures(None, source="own", office=None, as_json=True)
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == ["custody-1"]


def test_a_figure_there_is_not_is_one_line(asked):
    with pytest.raises(Failed, match="`throughline figures` lists the figures"):
        figures.figures("rescued", source="own", office=None, as_json=False)
