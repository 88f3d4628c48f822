from __future__ import annotations

from pathlib import Path

import pytest

from storage.errors import KeyMissing, KeyRingError, SealError
from storage.vault import OVERHEAD, KeyRing, Vault, place, plain_id_number, plain_name

SECRET = "柳青禾 371102196803124525".encode()


def vault_of(*keys: str) -> Vault:
    return Vault(KeyRing.parse("\n".join(keys)))


def test_what_was_sealed_opens_in_its_place_and_shows_nothing() -> None:
    vault = vault_of(KeyRing.generate())
    sealed = vault.seal(SECRET, place("cases", "applicant", "c1"))
    assert vault.open(sealed, place("cases", "applicant", "c1")) == SECRET
    assert SECRET not in sealed and len(sealed) == len(SECRET) + OVERHEAD
    assert vault.seal(SECRET, b"x") != vault.seal(SECRET, b"x"), "equal values look different"


@pytest.mark.parametrize("elsewhere", [place("cases", "applicant", "c2"), place("cases", "agent", "c1"), b""])
def test_a_sealed_value_copied_to_another_place_does_not_open(elsewhere: bytes) -> None:
    vault = vault_of(KeyRing.generate())
    sealed = vault.seal(SECRET, place("cases", "applicant", "c1"))
    with pytest.raises(SealError, match="another place"):
        vault.open(sealed, elsewhere)


def test_every_altered_byte_is_noticed() -> None:
    vault = vault_of(KeyRing.generate())
    sealed = vault.seal(SECRET, b"x")
    for at in range(len(sealed)):
        altered = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(SealError):
            vault.open(altered, b"x")
    with pytest.raises(SealError, match="not sealed by this program"):
        vault.open(b"plain", b"x")


def test_after_a_rotation_the_new_key_seals_and_the_old_one_still_opens() -> None:
    old, new = KeyRing.generate(), KeyRing.generate()
    before, after = vault_of(old), vault_of(new, old)
    sealed = before.seal(SECRET, b"x")
    assert after.open(sealed, b"x") == SECRET
    assert not after.is_current(sealed)
    assert after.is_current(after.seal(SECRET, b"x"))
    assert before.digest("a", "p") in after.digests("a", "p")
    assert after.digest("a", "p") != before.digest("a", "p")


def test_the_wrong_key_is_named_by_its_id_and_no_secret_is_shown() -> None:
    key = KeyRing.generate()
    sealed = vault_of(key).seal(SECRET, b"x")
    other = KeyRing.generate()
    with pytest.raises(KeyMissing) as raised:
        vault_of(other).open(sealed, b"x")
    assert sealed[1:5].hex() in str(raised.value)
    assert key not in str(raised.value) and other not in str(raised.value)
    assert key not in repr(KeyRing.parse(key))


def test_a_digest_tells_purposes_and_values_apart() -> None:
    vault = vault_of(KeyRing.generate())
    assert vault.digest("a", "p") == vault.digest("a", "p")
    assert len({vault.digest("a", "p"), vault.digest("b", "p"), vault.digest("a", "q"), vault.digest("", "pa")}) == 4


def test_keys_are_read_from_text_and_files_with_names_and_comments(tmp_path: Path) -> None:
    one, two = KeyRing.generate(), KeyRing.generate()
    path = tmp_path / "keys"
    path.write_text(f"# newest first\nspring: {two}\nautumn:{one}\n".replace(": ", ":"))
    ring = KeyRing.load(str(path))
    assert [key.id for key in ring.keys] == [key.id for key in KeyRing.load(f"{two},{one}").keys]
    standard = two.replace("-", "+").replace("_", "/")
    assert KeyRing.parse(standard).keys[0].id == ring.keys[0].id


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "no key"), ("# nothing", "no key"), ("c2hvcnQ=", "must have 32"), ("not base64!", "base64")],
)
def test_keys_that_cannot_be_used_are_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(KeyRingError, match=why):
        KeyRing.load(text)


def test_the_same_key_twice_is_refused() -> None:
    key = KeyRing.generate()
    with pytest.raises(KeyRingError, match="twice"):
        KeyRing.parse(f"{key} {key}")


def test_numbers_and_names_are_found_however_they_were_typed() -> None:
    assert plain_id_number(" 37110219680312452x ") == plain_id_number("３７１１０２１９６８０３１２４５２Ｘ")
    assert plain_name("柳 青禾") == plain_name("柳青禾")
