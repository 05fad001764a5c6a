"""What is to be run: in pyproject.toml or pytest.ini, on the command line, or as markers of a test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flow_runner.testing.place import placed, placed_other

if TYPE_CHECKING:
    from flow_runner.testing.setting import Setting

FILES = {
    "flow": ("FLOW", "the chatbot: a file that Wati exported, or the name of a bundled one"),
    "world": ("WORLD", "the account, as world.yaml"),
    "stubs": ("STUBS", "canned answers for whoever needs them, as stubs.yaml"),
}
MARKERS = {
    "wati_flow(file, *others)": "the chatbot that the test runs, and others that it triggers ([id=]file)",
    "wati_world(file)": "the account that it runs in",
    "wati_stubs(file)": "canned answers for it; each must be used",
    "wati_assume({name: choice})": "what is to be true of what nobody knows; see `wati-sandbox assumptions`",
    "wati_phone(number)": "who writes by default",
    "wati_flow_may_fail": "a chatbot that fails does not make the test fail",
}
ASSUME = "assumptions: NAME=CHOICE, such as zoho.phone_match=exact"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("wati-sandbox")
    for name, (shown, told) in FILES.items():
        group.addoption(f"--wati-{name}", metavar=shown, help=told)
        parser.addini(f"wati_{name}", f"{told}; relative to the root folder", default="")
    group.addoption("--wati-assume", metavar="NAME=CHOICE", action="append", default=[], help=ASSUME)
    parser.addini("wati_assume", f"{ASSUME}, one a line", type="linelist")
    parser.addini("wati_with", "other chatbots that the chatbot triggers: [id=]file, one a line", type="linelist")


def pytest_configure(config: pytest.Config) -> None:
    for name, told in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {told}")


def setting_for(config: pytest.Config, folder: Path, node: pytest.Item | None = None) -> Setting:
    """What holds in this folder, and for this test. Its own markers win over the command line, and that over the ini
    file. Names of markers are relative to the test's folder. Stubs of all tests need not be used by each.
    """
    from flow_runner.testing.setting import Setting

    typed = config.invocation_params.dir
    given: dict[str, Any] = {}
    for name in FILES:
        ini, option = str(config.getini(f"wati_{name}")), config.getoption(f"--wati-{name}")
        if option or ini:
            given[name] = placed(typed, option) if option else placed(config.rootpath, ini)
    given["stubs_may_rest"] = "stubs" in given
    others = tuple(placed_other(config.rootpath, one) for one in config.getini("wati_with"))
    assume = dict(_choice(one) for one in (*config.getini("wati_assume"), *config.getoption("--wati-assume")))
    for marker in reversed(list(node.iter_markers())) if node is not None else ():
        match marker.name:
            case "wati_flow":
                given["flow"], others = _argument(marker), (*others, *map(str, marker.args[1:]))
            case "wati_stubs":
                given["stubs"], given["stubs_may_rest"] = _argument(marker), False
            case "wati_world" | "wati_phone":
                given[marker.name.removeprefix("wati_")] = _argument(marker)
            case "wati_assume":
                assume |= _choices(marker)
    return Setting(folder, others=others, assume=assume, **given)


def _argument(marker: pytest.Mark) -> str:
    """The first one. UsageError where there is none."""
    if not marker.args:
        raise pytest.UsageError(f"the marker {marker.name} needs an argument: {_usage(marker)}")
    return str(marker.args[0])


def _choices(marker: pytest.Mark) -> dict[str, str]:
    if len(marker.args) != 1 or not isinstance(marker.args[0], dict):
        raise pytest.UsageError(f"the marker wati_assume needs a dictionary: {_usage(marker)}")
    return {str(name): str(choice) for name, choice in marker.args[0].items()}


def _usage(marker: pytest.Mark) -> str:
    return next(usage for usage in MARKERS if usage.partition("(")[0] == marker.name)


def has_default_flow(config: pytest.Config) -> bool:
    """Whether scenarios need not say which chatbot they are about."""
    return bool(config.getoption("--wati-flow") or config.getini("wati_flow"))


def _choice(text: str) -> tuple[str, str]:
    name, equals, choice = text.partition("=")
    if not equals:
        raise pytest.UsageError(f"'{text}' is no assumption: write NAME=CHOICE, as in zoho.phone_match=exact")
    return name.strip(), choice.strip()
