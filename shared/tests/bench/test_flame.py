"""How folded stacks become shares of the code's parts."""

from throughline_bench.flame import REST, _figures, parts_of

FOLDED = """\
run (uvloop/loop.pyx);serve (uvicorn/server.py);app (fastapi/routing.py);handle (throughline/commands/bus.py) 30
run (uvloop/loop.pyx);serve (uvicorn/server.py);app (fastapi/routing.py);loads (json/__init__.py) 10
run (uvloop/loop.pyx);_on_batch (throughline/feed/subscription.py);fold (throughline/projection/projector.py) 40
run (uvloop/loop.pyx);_read (aiokafka/conn.py) 15
run (uvloop/loop.pyx) 5
"""


def test_a_look_counts_for_the_innermost_part_that_has_a_name():
    assert parts_of(FOLDED) == {
        "commands: decide, encode, append": 30,
        "requests: routes, tokens, validation": 10,
        "read models": 40,
        "Kafka's client": 15,
        REST: 5,
    }


def test_shares_of_a_service_come_to_all_of_it():
    figures = _figures({"intake": parts_of(FOLDED)})
    assert figures[0].what == "intake: read models"
    assert round(sum(one.figure for one in figures), 6) == 100
    assert not any(REST in one.what for one in figures)
