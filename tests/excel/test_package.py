"""The guarded zip container."""

import io
import struct
import zipfile

import pytest

from xlplugin.errors import RefusedError, UnreadableError
from xlplugin.excel.package import MAX_ENTRIES, Package, relationships, resolve


def _zip(parts, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_every_member_reads_as_zipfile_reads_it(compression):
    parts = {"a.xml": b"<a/>", "目录/文.xml": "内容".encode() * 500, "empty": b""}
    package = Package(_zip(parts, compression))
    assert {name: package.read(name) for name in package.members} == parts
    assert list(package.members) == list(parts)


def test_raw_bytes_are_those_in_the_file():
    package = Package(_zip({"a": b"a" * 100}, zipfile.ZIP_STORED))
    assert package.raw("a") == b"a" * 100


def test_zip64_members_are_read():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, archive.open("a", "w", force_zip64=True) as member:
        member.write(b"x" * 1000)
    assert Package(buffer.getvalue()).read("a") == b"x" * 1000


def test_zip64_directory_and_sizes_are_read():
    data = _zip({"a": b"abc"}, zipfile.ZIP_STORED)
    end = data.rfind(b"PK\5\6")
    start = struct.unpack_from("<I", data, end + 16)[0]
    entry = bytearray(data[start:end])
    entry[20:28] = b"\xff" * 8
    entry[30:32] = struct.pack("<H", 20)
    entry += struct.pack("<HHQQ", 1, 16, 3, 3)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(entry), start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, start + len(entry), 1)
    tail = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert Package(data[:start] + bytes(entry) + record + locator + tail).read("a") == b"abc"


def test_data_descriptors_are_no_obstacle():
    class Stream(io.RawIOBase):
        def __init__(self):
            self.parts = []

        def writable(self):
            return True

        def write(self, data):
            self.parts.append(bytes(data))
            return len(data)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"abc" * 50)
        archive.writestr("b", b"d")
    package = Package(b"".join(stream.parts))
    assert package.read("a") == b"abc" * 50
    assert package.read("b") == b"d"


def test_names_are_found_whatever_their_case():
    package = Package(_zip({"xl/SharedStrings.xml": b"s", "xl\\styles.xml": b"t"}))
    assert "xl/sharedStrings.xml" in package
    assert package.read("xl/sharedstrings.xml") == b"s"
    assert package.read("xl/styles.xml") == b"t"


def test_a_missing_part_is_named():
    with pytest.raises(UnreadableError, match=r"xl/none\.xml") as caught:
        Package(_zip({"a": b""})).read("xl/none.xml")
    assert "xl/none.xml" in caught.value.en


def test_names_that_occur_twice_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.xml", b"1")
        archive.writestr("A.xml", b"2")
    with pytest.raises(RefusedError):
        Package(buffer.getvalue())


def _patched(data, offset, new):
    """Change bytes of the only directory entry, counted from its start."""
    at = data.rfind(b"PK\1\2") + offset
    return data[:at] + new + data[at + len(new) :]


SMALL = _zip({"a": b"a" * 1000})


@pytest.mark.parametrize(
    ("offset", "new"),
    [(8, b"\1\0"), (10, b"\x0c\0"), (24, struct.pack("<I", 300 << 20)), (24, struct.pack("<I", 11 << 20))],
    ids=["encrypted", "bzip2", "beyond the total", "beyond the ratio"],
)
def test_what_breaks_a_limit_is_refused_before_it_is_inflated(offset, new):
    with pytest.raises(RefusedError):
        Package(_patched(SMALL, offset, new))


@pytest.mark.parametrize(
    ("offset", "new"),
    [(24, struct.pack("<I", 10)), (24, struct.pack("<I", 2000)), (16, b"\0\0\0\0"), (20, struct.pack("<I", 3))],
    ids=["declared shorter", "declared longer", "wrong checksum", "cut"],
)
def test_lies_about_a_member_are_found_on_reading(offset, new):
    with pytest.raises(UnreadableError):
        Package(_patched(SMALL, offset, new)).read("a")


@pytest.mark.parametrize(
    ("offset", "new"),
    [(42, struct.pack("<I", 5)), (42, b"\xff\xff\xff\x7f"), (20, struct.pack("<I", 5000)), (42, b"\xff" * 4)],
)
def test_members_that_are_not_where_they_should_be_are_unreadable(offset, new):
    with pytest.raises(UnreadableError):
        Package(_patched(SMALL, offset, new))


def test_overlapping_members_are_refused():
    data = _zip({"a": b"same", "b": b"same"}, zipfile.ZIP_STORED)
    at = data.rfind(b"PK\1\2") + 42
    with pytest.raises(RefusedError):
        Package(data[:at] + b"\0\0\0\0" + data[at + 4 :])


def test_too_many_members_are_refused():
    with pytest.raises(RefusedError, match="5,000"):
        Package(_zip({str(number): b"" for number in range(MAX_ENTRIES + 1)}))


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\5\6", b"PK\5\6" + b"\xff" * 18, b"PK\6\7" + b"\0" * 16 + b"PK\5\6" + b"\0" * 18]
)
def test_what_is_no_zip_file_is_unreadable(data):
    with pytest.raises(UnreadableError):
        Package(data)


@pytest.mark.parametrize(
    ("part", "target", "expected"),
    [
        ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/worksheets/sheet1.xml", "../comments1.xml", "xl/comments1.xml"),
        ("xl/worksheets/sheet1.xml", "../../../../etc/passwd", "etc/passwd"),
        ("xl/workbook.xml", ".\\worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("", "xl/workbook.xml", "xl/workbook.xml"),
    ],
)
def test_targets_resolve_within_the_package(part, target, expected):
    assert resolve(part, target) == expected


def test_relationships_say_kind_target_and_whether_external():
    rels = (
        '<Relationships><Relationship Id="a" Type="http://x/worksheet" Target="sheet1.xml"/>'
        '<Relationship Id="b" Type="http://y/hyperlink" Target="http://example.org/" TargetMode="External"/>'
        "</Relationships>"
    )
    package = Package(_zip({"xl/_rels/workbook.xml.rels": rels}))
    assert relationships(package, "xl/workbook.xml") == {
        "a": ("worksheet", "xl/sheet1.xml", False),
        "b": ("hyperlink", "http://example.org/", True),
    }
    assert relationships(package, "xl/other.xml") == {}


def test_a_relationship_without_target_is_damage():
    package = Package(_zip({"_rels/.rels": "<Relationships><Relationship Id='a'/></Relationships>"}))
    with pytest.raises(UnreadableError, match=r"_rels/\.rels"):
        relationships(package, "")
