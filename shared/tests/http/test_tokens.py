"""What a token has to be: signed by a key that counts, for us, not expired, of a person."""

import base64
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey
from throughline.http.keys import DevelopmentKey, KeysUnavailable, PublishedKeys
from throughline.http.tokens import TokenRefused, Tokens, sign

SECRET = b"0123456789abcdef0123456789abcdef"
SUBJECT = UUID(int=7)
OURS = Tokens((DevelopmentKey(SECRET),), "throughline")


def claims(**given: Any) -> dict[str, Any]:
    usual = {"sub": str(SUBJECT), "role": "lawyer", "offices": ["AAA"], "aud": "throughline", "exp": time.time() + 60}
    return {name: value for name, value in (usual | given).items() if value is not None}


def signed(secret: bytes = SECRET, **given: Any) -> str:
    return jwt.encode({"alg": "HS256"}, claims(**given), OctKey.import_key(secret))


async def test_a_development_token_is_read_into_its_actor() -> None:
    token = sign(SECRET, subject=SUBJECT, role="lawyer", offices=["BBB", "AAA"], ttl=timedelta(minutes=1))
    actor = await OURS.actor(token)
    assert (actor.id, actor.role, actor.offices) == (SUBJECT, "lawyer", frozenset({"AAA", "BBB"}))


async def test_an_expired_token_says_so() -> None:
    with pytest.raises(TokenRefused, match="expired"):
        await OURS.actor(signed(exp=time.time() - 60))


@pytest.mark.parametrize(
    "given",
    [
        {"exp": None},
        {"exp": "soon"},
        {"aud": None},
        {"aud": "others"},
        {"sub": None},
        {"sub": "seven"},
        {"sub": 7},
        {"role": None},
        {"role": 7},
        {"role": "Lawyer; drop"},
        {"role": "reaction"},
        {"role": "clock"},
        {"role": "partner"},
        {"offices": "AAA"},
        {"offices": [7]},
        {"offices": [""]},
        {"nbf": 9_999_999_999},
    ],
)
async def test_claims_that_do_not_make_a_person_of_ours_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        await OURS.actor(signed(**given))


async def test_somebody_elses_signature_is_refused() -> None:
    with pytest.raises(TokenRefused):
        await OURS.actor(signed(b"another-secret-another-secret-32"))


async def test_the_algorithm_none_is_refused() -> None:
    parts = [json.dumps(part).encode() for part in ({"alg": "none"}, claims())]
    token = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."
    with pytest.raises(TokenRefused):
        await OURS.actor(token)


@pytest.mark.parametrize("token", ["", "a", "a.b.c", "é.b.c", "....", "a" * 9000])
async def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(TokenRefused):
        await OURS.actor(token)


async def test_an_issuer_is_checked_where_one_is_set() -> None:
    tokens = Tokens((DevelopmentKey(SECRET),), "throughline", "https://issuer")
    assert (await tokens.actor(signed(iss="https://issuer"))).id == SUBJECT
    with pytest.raises(TokenRefused):
        await tokens.actor(signed(iss="https://other"))


class Issuer:
    """Publishes keys and counts how often it is asked."""

    def __init__(self) -> None:
        self.keys: dict[str, Any] = {}
        self.asked, self.away, self.time = 0, False, 0.0

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.away:
            raise httpx.ConnectError("away")
        published = [{**key.as_dict(private=False), "kid": kid, "use": "sig"} for kid, key in self.keys.items()]
        return httpx.Response(200, json={"keys": published})

    def tokens(self) -> Tokens:
        keys = PublishedKeys(
            "https://issuer/keys",
            client=lambda: httpx.AsyncClient(transport=httpx.MockTransport(self.answer)),
            clock=lambda: self.time,
        )
        return Tokens((DevelopmentKey(SECRET), keys), "throughline")

    def signed(self, kid: str, algorithm: str) -> str:
        header = {"alg": algorithm, "kid": kid}
        return jwt.encode(header, claims(), self.keys[kid], algorithms=[algorithm])


class TestAnIssuersKeys:
    @pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
    @pytest.mark.parametrize(
        ("algorithm", "key"),
        [
            ("RS256", RSAKey.generate_key(2048)),
            ("ES256", ECKey.generate_key("P-256")),
            ("EdDSA", OKPKey.generate_key("Ed25519")),
        ],
    )
    async def test_check_tokens_of_their_kinds(self, algorithm: str, key: Any) -> None:
        issuer = Issuer()
        issuer.keys["one"] = key
        assert (await issuer.tokens().actor(issuer.signed("one", algorithm))).id == SUBJECT

    async def test_are_remembered_and_fetched_again_for_a_new_key(self) -> None:
        issuer = Issuer()
        issuer.keys["one"] = ECKey.generate_key("P-256")
        tokens = issuer.tokens()
        for _ in range(3):
            await tokens.actor(issuer.signed("one", "ES256"))
        assert issuer.asked == 1
        issuer.keys["two"] = ECKey.generate_key("P-256")
        issuer.time = 31
        await tokens.actor(issuer.signed("two", "ES256"))
        assert issuer.asked == 2

    async def test_are_not_fetched_for_every_made_up_key(self) -> None:
        issuer, forger = Issuer(), Issuer()
        issuer.keys["one"] = ECKey.generate_key("P-256")
        tokens = issuer.tokens()
        for index in range(5):
            forger.keys[f"forged-{index}"] = ECKey.generate_key("P-256")
            with pytest.raises(TokenRefused):
                await tokens.actor(forger.signed(f"forged-{index}", "ES256"))
        assert issuer.asked == 1

    async def test_that_were_withdrawn_count_no_longer_than_ten_minutes(self) -> None:
        issuer = Issuer()
        issuer.keys["one"] = ECKey.generate_key("P-256")
        tokens, token = issuer.tokens(), issuer.signed("one", "ES256")
        await tokens.actor(token)
        issuer.keys = {"two": ECKey.generate_key("P-256")}
        issuer.time = 601
        with pytest.raises(TokenRefused):
            await tokens.actor(token)

    async def test_go_on_counting_while_the_issuer_is_away(self) -> None:
        issuer = Issuer()
        issuer.keys["one"] = ECKey.generate_key("P-256")
        tokens, token = issuer.tokens(), issuer.signed("one", "ES256")
        await tokens.actor(token)
        issuer.away, issuer.time = True, 601
        assert (await tokens.actor(token)).id == SUBJECT

    async def test_that_were_never_fetched_make_the_check_impossible(self) -> None:
        issuer = Issuer()
        issuer.keys["one"], issuer.away = ECKey.generate_key("P-256"), True
        with pytest.raises(KeysUnavailable):
            await issuer.tokens().actor(issuer.signed("one", "ES256"))

    async def test_never_check_a_token_signed_with_their_public_text(self) -> None:
        issuer = Issuer()
        issuer.keys["one"] = RSAKey.generate_key(2048)
        public = issuer.keys["one"].as_pem(private=False)
        forged = _hmac(public, {"alg": "HS256", "kid": "one"}, claims())
        with pytest.raises(TokenRefused):
            await issuer.tokens().actor(forged)


def _hmac(secret: bytes, header: dict[str, Any], body: dict[str, Any]) -> str:
    def encoded(part: bytes) -> str:
        return base64.urlsafe_b64encode(part).decode().rstrip("=")

    text = f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(body).encode())}"
    return f"{text}.{encoded(hmac.digest(secret, text.encode(), hashlib.sha256))}"


async def test_time_is_the_tokens_own_clock() -> None:
    at = datetime(2030, 1, 1, tzinfo=UTC)
    token = sign(SECRET, subject=SUBJECT, role="lawyer", offices=[], ttl=timedelta(hours=1), now=at)
    later = Tokens((DevelopmentKey(SECRET),), "throughline", now=lambda: at + timedelta(hours=2))
    with pytest.raises(TokenRefused, match="expired"):
        await later.actor(token)


async def test_a_token_that_was_good_before_expires_all_the_same() -> None:
    at = datetime(2030, 1, 1, tzinfo=UTC)
    token = sign(SECRET, subject=SUBJECT, role="lawyer", offices=[], ttl=timedelta(hours=1), now=at)
    times = iter([at, at + timedelta(minutes=59), at + timedelta(hours=2)])
    tokens = Tokens((DevelopmentKey(SECRET),), "throughline", now=lambda: next(times))
    assert await tokens.actor(token) == await tokens.actor(token)
    with pytest.raises(TokenRefused, match="expired"):
        await tokens.actor(token)
