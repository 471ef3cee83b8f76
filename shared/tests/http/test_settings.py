"""A process starts with settings it understands in full, or not at all."""

import base64
import os

import pytest
from throughline.settings import Settings, SettingsError

KEY = base64.b64encode(b"k" * 32).decode()
GOOD = {
    "SERVICE": "parcels",
    "ENVIRONMENT": "development",
    "POSTGRES_DSN": "postgresql://me:secret@localhost/parcels",
    "KAFKA_BOOTSTRAP": "localhost:9092",
    "SERVICE_KEY": KEY,
    "TOKEN_KEY": KEY,
    "STACK": "/somewhere",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in [name for name in os.environ if name.startswith("THROUGHLINE_")]:
        monkeypatch.delenv(name)
    for name, value in GOOD.items():
        monkeypatch.setenv(f"THROUGHLINE_{name}", value)
    return monkeypatch


def test_are_read_from_the_environment(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("THROUGHLINE_PEERS", '{"legal": "http://localhost:1"}')
    environment.setenv("THROUGHLINE_ROLES", "relay, clock")
    settings = Settings.load()
    assert (settings.service, settings.http_host, settings.topic_prefix) == ("parcels", "127.0.0.1", "")
    assert settings.role_set == {"relay", "clock"}
    assert not settings.runs("api")
    assert settings.peers == {"legal": "http://localhost:1"}
    assert settings.service_key_bytes == b"k" * 32
    assert "secret" not in repr(settings)
    assert KEY not in repr(settings)


def test_given_values_win(environment: pytest.MonkeyPatch) -> None:
    assert Settings.load(service="other").service == "other"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("POSTGRES_DSN", None, "THROUGHLINE_POSTGRES_DSN is missing"),
        ("ENVIRONMENT", None, "THROUGHLINE_ENVIRONMENT is missing"),
        ("ENVIRONMENT", "secret", "THROUGHLINE_ENVIRONMENT: "),
        ("HTTP_PORT", "secret", "THROUGHLINE_HTTP_PORT: "),
        ("SERVICE_KEY", "secret", "THROUGHLINE_SERVICE_KEY "),
        ("SERVICE_KEY", base64.b64encode(b"secret").decode(), "holds 6 bytes and needs 32"),
        ("ROLES", "api,secret", "THROUGHLINE_ROLES names a role there is not"),
        ("PEERS", "secret", "THROUGHLINE_PEERS is not the JSON"),
        ("PEERS", "[1]", "THROUGHLINE_PEERS"),
        ("TOKEN_KEY", None, "THROUGHLINE_TOKEN_KEY is missing"),
        ("COLOUR", "secret", "THROUGHLINE_COLOUR is set but is not a setting"),
        ("POSTGRES_DNS", "secret", "THROUGHLINE_POSTGRES_DNS is set but is not a setting"),
    ],
)
def test_that_are_wrong_stop_the_start_with_a_line_that_names_the_variable(
    environment: pytest.MonkeyPatch, name: str, value: str | None, said: str
) -> None:
    environment.delenv(f"THROUGHLINE_{name}", raising=False)
    if value is not None:
        environment.setenv(f"THROUGHLINE_{name}", value)
    with pytest.raises(SettingsError) as stopped:
        Settings.load()
    text = str(stopped.value)
    assert said in text
    assert "secret" not in text
    assert "\n" not in text


class TestInProduction:
    @pytest.fixture(autouse=True)
    def _production(self, environment: pytest.MonkeyPatch) -> None:
        environment.setenv("THROUGHLINE_ENVIRONMENT", "production")

    def test_the_development_key_is_refused(self, environment: pytest.MonkeyPatch) -> None:
        with pytest.raises(SettingsError, match=r"THROUGHLINE_TOKEN_KEY .* refused in production"):
            Settings.load()

    def test_an_issuer_is_needed_and_reached_by_https(self, environment: pytest.MonkeyPatch) -> None:
        environment.delenv("THROUGHLINE_TOKEN_KEY")
        with pytest.raises(SettingsError, match="THROUGHLINE_JWKS_URL is missing"):
            Settings.load()
        environment.setenv("THROUGHLINE_JWKS_URL", "http://issuer/keys")
        with pytest.raises(SettingsError, match="THROUGHLINE_JWKS_URL has to be an https"):
            Settings.load()
        environment.setenv("THROUGHLINE_JWKS_URL", "https://issuer/keys")
        assert Settings.load().jwks_url == "https://issuer/keys"

    def test_a_process_without_the_api_needs_no_issuer(self, environment: pytest.MonkeyPatch) -> None:
        environment.delenv("THROUGHLINE_TOKEN_KEY")
        environment.setenv("THROUGHLINE_ROLES", "relay")
        assert Settings.load().runs("relay")
