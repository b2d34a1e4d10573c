"""Whether the files of a workshop pack have, in print, the pages that they were laid out for; by LibreOffice."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.export.pack_pages import pages_of
from assistant.export.pack_shown import shown_slides
from assistant.export.pack_zip import PackFile, pack_files
from assistant.workshop.pack import Pack

_SECONDS = 300  # for one pack
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def office() -> str:
    """The program that turns files into PDF; "" if there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def wrong_pages(pack: Pack, day: date, program: str) -> list[str]:
    """What is wrong with the pages of a pack's files: a file that has more or fewer than expected, or gives none."""
    files = pack_files(pack, day)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file in files:
            (folder / file.name).write_bytes(file.made())
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        sources = [str(folder / file.name) for file in files]
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", name, *sources]
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)
        except (subprocess.SubprocessError, OSError) as error:
            return [f"not converted ({type(error).__name__})"]
        return list(_wrong(pack, files, folder))


def expected_pages(pack: Pack, file: PackFile) -> int:
    """How many pages a file was laid out for."""
    return sum(len(pages_of(paper)) for paper in file.papers) if file.papers else len(shown_slides(pack))


def _wrong(pack: Pack, files: tuple[PackFile, ...], folder: Path) -> Iterator[str]:
    for file in files:
        made = (folder / file.name).with_suffix(".pdf")
        pages = len(_PAGE.findall(made.read_bytes())) if made.exists() else 0
        expected = expected_pages(pack, file)
        if pages != expected:
            yield f"{file.what}: {pages} pages instead of {expected}"
