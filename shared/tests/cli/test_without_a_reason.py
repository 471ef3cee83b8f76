"""What changes something is not done without a reason: one line says so, with exit code 2, before anybody is asked."""

import pytest
from throughline.cli import main, operators, parked


@pytest.mark.parametrize(
    "words",
    [
        ("parked", "discard", "--fingerprint", "Poison@stock.py:7"),
        ("parked", "redrive", "--fingerprint", "Poison@stock.py:7", "--reason", " "),
        ("republish",),
        ("relog", "legal"),
        ("restore", "legal"),
    ],
    ids=" ".join,
)
def test_no_reason_is_one_line_and_exit_code_2(words, monkeypatch, capsys):
    def nobody(**_: object) -> None:
        raise AssertionError("a service was asked")

    for module in (operators, parked):
        monkeypatch.setattr(module, "services", nobody)
    monkeypatch.setattr("sys.argv", ["throughline", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert "say why with --reason" in said.err
