"""Every test may ask for the real stack; it is started only where one does."""

pytest_plugins = ["throughline.testing.stack"]
