"""One demo company for all its tests: it is immutable and takes a second to make."""

import pytest

from revrise.apps.demo.company import Company
from revrise.apps.demo.simulation import generate


@pytest.fixture(scope="session")
def company() -> Company:
    return generate()


@pytest.fixture(scope="session")
def other_company() -> Company:
    return generate(seed=8)
