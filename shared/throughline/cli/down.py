"""`throughline down`: stop everything this checkout runs, in order, and leave no process."""


def down() -> None:
    """Stop the services, then the trace receiver, Kafka and Postgres.

    Works as well when the supervisor was killed. Data, keys and logs stay in var; `make clean` removes them. A process
    is recognised by its pid together with its start time, so one that was given a recycled pid is never touched.
    """
    import time

    from rich.console import Console

    from throughline.stack.control import alone, stop
    from throughline.stack.layout import Layout

    layout = Layout.find()
    started = time.monotonic()
    console = Console()
    with alone(layout), console.status("stopping"):
        stopped = stop(layout)
    if stopped:
        console.print(f"stopped in {time.monotonic() - started:.1f} s")
    else:
        console.print("nothing was running")
