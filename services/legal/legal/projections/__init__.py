"""Legal's read models: one file each, with its queries beside it."""
