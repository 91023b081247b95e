"""Files of other projects are the ones the manifest names, and whole."""

import json
import re
import shutil

from tools import vendor_assets

from revrise.apps.web import assets
from revrise.apps.web.i18n import HERE


def test_every_vendored_file_is_as_the_manifest_says():
    assert vendor_assets.problems(vendor_assets.STATIC) == []


def test_a_changed_a_missing_and_a_strange_file_are_found(tmp_path):
    shutil.copytree(vendor_assets.STATIC / "vendor", tmp_path / "vendor")
    manifest = json.loads((tmp_path / "vendor/manifest.json").read_text())
    first, second = (tmp_path / "vendor" / one["file"] for one in manifest["assets"][:2])
    first.write_bytes(first.read_bytes() + b" ")
    second.unlink()
    (tmp_path / "vendor/strange.js").write_text("")
    found = vendor_assets.problems(tmp_path)
    assert len(found) == 3
    assert any("differs" in one for one in found)


def test_each_package_is_named_with_version_and_licence():
    listed = (vendor_assets.STATIC / "vendor/THIRD_PARTY.md").read_text()
    for one in vendor_assets.PACKAGES:
        assert f"| {one.name} | {one.version} | {one.licence} |" in listed


def test_every_icon_a_template_names_is_there():
    named = set()
    for path in HERE.rglob("*.html"):
        named |= set(re.findall(r"icon\('([a-z0-9-]+)'", path.read_text(encoding="utf-8")))
    assert named - set(assets.icons()) == set()


def test_no_page_names_another_host():
    kinds = ("*.html", "static/js/**/*.js", "static/css/**/*.css")
    for path in (path for kind in kinds for path in HERE.rglob(kind)):
        found = re.findall(r"(?:src|href|url|import)\W{1,3}(https?://[^\s\"')]+)", path.read_text())
        assert found == [], path
