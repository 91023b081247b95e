"""Parts with a checksum: what was damaged on its way is not kept."""

from base64 import b64encode
from hashlib import new as hash_of

import pytest
from tests.integration.api.tus_client import REP, TUS, begin, files, look, talk
from tests.support.api import Api, Said

from revrise.apps.api.uploads import tus
from revrise.services.processing.upload_parts import PART


def test_a_part_that_was_damaged_on_its_way_is_not_kept(api: Api) -> None:
    whole = talk("checked")
    place = begin(api, len(whole)).headers["location"]
    wrong = checked(api, place, 0, whole[:9], "sha1", whole[:8])
    assert (wrong.status, wrong.json()["code"]) == (460, "checksum")
    assert look(api, place).headers["upload-offset"] == "0"
    assert checked(api, place, 0, whole[:9], "sha1", whole[:9]).status == 204
    assert checked(api, place, 9, whole[9:], "sha256", whole[8:]).status == 460
    assert look(api, place).headers["upload-offset"] == "9"
    assert checked(api, place, 9, whole[9:], "sha256", whole[9:]).headers["upload-call"]


def test_more_than_is_held_at_once_has_no_checksum(api: Api) -> None:
    whole, before = bytes(PART + 1), files(api)
    place = begin(api, len(whole)).headers["location"]
    assert checked(api, place, 0, whole, "sha1", whole).status == 413
    assert look(api, place).headers["upload-offset"] == "0"
    assert files(api) == before


@pytest.mark.parametrize(
    "said", ["", "md5 XUFAKrxLKna5cZ2REBfFkg==", "sha1", "sha1 !", "sha1 YQ=="]
)
def test_another_checksum_is_refused_before_a_byte_is_kept(api: Api, said: str) -> None:
    place = begin(api, 100).headers["location"]
    headers = {**TUS, "Upload-Offset": "0", "Content-Type": tus.TYPE, "Upload-Checksum": said}
    assert api.ask("PATCH", place, REP, headers=headers, content=b"x").status == 400
    assert look(api, place).headers["upload-offset"] == "0"


def checked(api: Api, place: str, offset: int, part: bytes, algorithm: str, of: bytes) -> Said:
    """Sends a part with the checksum of `of`."""
    said = f"{algorithm} {b64encode(hash_of(algorithm, of).digest()).decode()}"
    headers = {**TUS, "Upload-Offset": str(offset), "Content-Type": tus.TYPE}
    return api.ask("PATCH", place, REP, headers={**headers, "Upload-Checksum": said}, content=part)
