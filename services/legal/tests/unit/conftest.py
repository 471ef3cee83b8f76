"""Tests are grouped in classes named for a state, as `WhenDetained`: these are collected as well."""


def pytest_configure(config):
    if "When*" not in config.getini("python_classes"):
        config.addinivalue_line("python_classes", "When*")
