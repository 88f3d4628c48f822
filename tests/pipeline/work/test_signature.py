"""A webhook's signature is that of Standard Webhooks and notices every change."""

from __future__ import annotations

import pytest

from pipeline.work import signature

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'


def test_it_is_the_example_of_the_specification() -> None:
    made = signature.headers(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY)
    assert made == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@pytest.mark.parametrize("spoiled", ["webhook-id", "webhook-timestamp", "webhook-signature", "body", "secret"])
def test_whatever_is_changed_shows(spoiled: str) -> None:
    secret = signature.new_secret()
    sent, body = signature.headers(secret, "a", 1000, BODY), BODY
    assert signature.verify(secret, sent, body, 1010)
    if spoiled == "body":
        body += b" "
    elif spoiled == "secret":
        secret = signature.new_secret()
    else:
        sent[spoiled] = {"webhook-timestamp": "1001"}.get(spoiled, sent[spoiled] + "x")
    assert not signature.verify(secret, sent, body, 1010)


@pytest.mark.parametrize("now", [1000 + 301, 1000 - 301])
def test_an_old_message_is_refused(now: float) -> None:
    assert not signature.verify(SECRET, signature.headers(SECRET, "a", 1000, BODY), BODY, now)


def test_while_a_secret_is_changed_either_signature_will_do() -> None:
    old, new = signature.new_secret(), signature.new_secret()
    both = signature.headers(new, "a", 1000, BODY)
    both["webhook-signature"] += " " + signature.headers(old, "a", 1000, BODY)["webhook-signature"]
    assert signature.verify(old, both, BODY, 1000)
    assert signature.verify(new, both, BODY, 1000)


def test_secrets_are_long_and_never_the_same() -> None:
    assert len({signature.new_secret() for _ in range(50)}) == 50
    assert len(signature.new_secret()) >= 48


def test_a_secret_that_is_none_is_refused() -> None:
    with pytest.raises(signature.SecretError):
        signature.headers("whsec_***", "a", 1, BODY)
