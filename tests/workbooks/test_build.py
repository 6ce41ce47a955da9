import shutil

import pytest


def test_committed_workbooks_are_current(build):
    targets = build.targets()
    assert len(targets) >= 14
    for workbook, text in targets.items():
        assert build.parts(workbook.read_bytes()) == build.parts(build.build(text)), f"{workbook.name}：请重新运行 workbooks/build.py"


def test_no_workbook_stands_without_its_text(build):
    targets = build.targets()
    assert set(build.ROOT.rglob("*.xlsx")) <= set(targets)


def test_the_same_text_gives_the_same_bytes(build):
    text = next(iter(build.targets().values()))
    assert build.build(text) == build.build(text)


def test_building_again_touches_nothing(build, tmp_path, monkeypatch):
    source = next(iter(build.targets().values()))
    shutil.copy(source, tmp_path / "one.md")
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "FORMS", tmp_path / "none")
    build.main()
    written = tmp_path / "one.xlsx"
    stamp = written.stat().st_mtime_ns
    build.main()
    assert written.stat().st_mtime_ns == stamp


@pytest.mark.parametrize("name", ["2022-seed-yunxing", "2022-seed-waishi"])
def test_a_workbook_lies_beside_its_text(build, yanjiang, name):
    assert build.targets()[yanjiang / "project" / f"{name}.xlsx"] == yanjiang / "project" / f"{name}.md"
