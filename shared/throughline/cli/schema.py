"""`throughline schema`: the schema that a service's migrations come to, written beside it."""


def schema() -> None:
    """Write the schema of every service, as all its migrations make it, to services/<name>/schema.sql.

    Needs the stack without Docker, on whose Postgres a database is made for it and dropped. A test compares the files,
    so that a migration which changes more than it should is seen in review.
    """
    from throughline.cli import Failed
    from throughline.cli.screen import screen
    from throughline.stack.layout import Layout
    from throughline.stack.schema import schema_by_migrations
    from throughline.stack.state import StackState

    layout = Layout.find()
    state = StackState.load(layout.state_file)
    if state is None or not state.postgres_admin_dsn:
        raise Failed("it takes the stack without Docker: `throughline up`")
    for name in state.services:
        file = layout.root / f"services/{name}/schema.sql"
        file.write_text(schema_by_migrations(state.postgres_admin_dsn, name))
        screen().print(f"{name}: {file.relative_to(layout.root)}")
