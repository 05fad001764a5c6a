"""What the two packages offer to others."""

import emulator
import flow_runner


def test_the_public_names_are_these() -> None:
    assert sorted(emulator.__all__) == ["Tenant", "World", "create_app"]
    assert sorted(flow_runner.__all__) == ["Engine", "Flow", "Sandbox", "Session"]


def test_every_public_name_is_there() -> None:
    for package in (emulator, flow_runner):
        assert [getattr(package, name).__name__ for name in package.__all__] == package.__all__
