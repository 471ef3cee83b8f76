"""Every alert looks at figures that exist, and leads to a page that says what to do; every page has its alert."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs/runbooks"
RULES = [
    rule
    for group in yaml.safe_load((ROOT / "deploy/alerts/throughline.yaml").read_text())["groups"]
    for rule in group["rules"]
]
ENDINGS = ("", "_seconds", "_total", "_seconds_bucket")


def figures() -> set[str]:
    """The names under which Prometheus gets what the kit measures."""
    text = (ROOT / "shared/throughline/telemetry/metrics.py").read_text()
    names = {name.replace(".", "_") for name in re.findall(r'"(throughline\.[a-z.]+)"', text)}
    return {name + ending for name in names for ending in ENDINGS}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_looks_at_figures_that_are_measured(rule):
    named = set(re.findall(r"throughline_[a-z_]+", rule["expr"]))
    assert named <= figures()
    assert named or rule["expr"].startswith("up{")
    assert rule["expr"].count("(") == rule["expr"].count(")")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_leads_to_what_to_do(rule):
    page = (ROOT / rule["annotations"]["runbook"]).read_text()
    assert page.startswith(f"# {rule['alert']}\n")
    assert all(part in page for part in ("**Who is affected.**", "## Look", "## Do"))
    assert rule["labels"]["severity"] in {"page", "ticket"}


def test_every_page_has_its_alert():
    assert sorted(page.stem for page in PAGES.glob("*.md")) == sorted(rule["alert"] for rule in RULES)
