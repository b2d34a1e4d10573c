"""LibreOffice for tests that look at slides and papers as pages."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CONVERT_S = 300  # how long turning the files of one pack into PDF may take
CARLITO = Path("/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf")


def lacking(reason):
    """A machine without what a test needs skips it, unless CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def carlito():
    """The font with the widths of Calibri."""
    if not CARLITO.exists():
        lacking(f"{CARLITO} is not installed, so text was not measured with its font")
    return CARLITO


@pytest.fixture(scope="session")
def to_pdf(carlito, tmp_path_factory):
    """Turn files into PDF with LibreOffice; returns the paths of the PDF files in the same order."""
    program = shutil.which("soffice")
    if program is None:
        lacking("LibreOffice is not installed, so slides and papers were not looked at as pages")
    profile = tmp_path_factory.mktemp("profile")

    def convert(files, folder):
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf",
            "--outdir", str(folder), *map(str, files),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=CONVERT_S)
        return [folder / f"{file.stem}.pdf" for file in files]

    return convert
