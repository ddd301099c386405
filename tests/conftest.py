"""What all tests share: repeatable luck for hypothesis, and data from outside the repository."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--shared-data DIR`: data sets too large for the repository, or not ours to ship."""
    parser.addoption(
        "--shared-data",
        type=Path,
        default=None,
        metavar="DIR",
        help="folder of data sets from outside the repository; tests that need it are skipped "
        "without it",
    )


@pytest.fixture(scope="session")
def shared_data(pytestconfig: pytest.Config) -> Path:
    """The folder of data sets from outside the repository."""
    folder: Path | None = pytestconfig.getoption("--shared-data")
    if folder is None:
        pytest.skip("needs --shared-data DIR")
    if not folder.is_dir():
        pytest.fail(f"--shared-data: {folder} is not a folder")
    return folder
