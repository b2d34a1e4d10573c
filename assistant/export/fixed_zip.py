"""Zip archives whose bytes depend on nothing but their files: no time of day, no machine."""

import io
import zipfile
from collections.abc import Iterable

_DATE = (2000, 1, 1, 0, 0, 0)


def zip_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of files in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, data)
    return out.getvalue()


def fixed_zip(data: bytes) -> bytes:
    """The same archive without the time at which it was made; Word and PowerPoint files are archives."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zip_of([(name, archive.read(name)) for name in archive.namelist()])
