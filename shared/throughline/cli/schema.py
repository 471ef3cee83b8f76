"""`throughline schema`: the schema that migrations come to, written beside the kit and beside each service."""


def schema() -> None:
    """Write the kit's schema, as its migrations make it, to shared/schema.sql, and what each service has beyond it.

    Needs the stack without Docker, on whose Postgres a database is made for it and dropped. A test compares the files,
    so that a migration which changes more than it should is seen in review.
    """
    from throughline.cli import Failed
    from throughline.cli.screen import screen
    from throughline.stack.layout import Layout
    from throughline.stack.schema import KIT, beyond, schema_by_migrations
    from throughline.stack.state import StackState

    layout = Layout.find()
    state = StackState.load(layout.state_file)
    if state is None or not state.postgres_admin_dsn:
        raise Failed("it takes the stack without Docker: `throughline up`")
    kit = schema_by_migrations(state.postgres_admin_dsn, KIT)
    written = {"shared/schema.sql": kit}
    for name in state.services:
        written[f"services/{name}/schema.sql"] = beyond(kit, schema_by_migrations(state.postgres_admin_dsn, name))
    for path, text in written.items():
        (layout.root / path).write_text(text)
        screen().print(path)
