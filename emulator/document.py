"""Files that people write (worlds, stubs, scripts): YAML held against a JSON Schema, every mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Any

import yaml

from emulator.kernel.secret import is_secret_name
from emulator.kernel.suggest import did_you_mean

MAX_CHARACTERS = 5_000_000
MAX_VALUES = 200_000
MAX_DEPTH = 50

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in a file, and where."""

    file: str
    line: int
    path: Place
    text: str

    def __str__(self) -> str:
        place = " > ".join(str(part) for part in self.path)
        return f"{self.file}:{self.line}: {place + ': ' if place else ''}{self.text}"


class DocumentError(ValueError):
    """A file that cannot be used, with all its mistakes."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C one where it was built
    """YAML 1.2's plain types: no dates, no octal numbers, so that a phone number stays what was written."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own protocol


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


class Document:
    """The data of a file, and the line of everything in it."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self._lines: dict[Place, int] = {}
        self._count = 0
        if len(text) > MAX_CHARACTERS:
            raise DocumentError([self.mistake((), f"the file has over {MAX_CHARACTERS:,} characters")])
        try:
            self._measure(text)
            node = yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            problem = f"this is not YAML: {error.problem or error.context}"
            raise DocumentError([Mistake(file, mark.line + 1 if mark else 1, (), problem)]) from error
        except (yaml.YAMLError, RecursionError, UnicodeError) as error:
            raise DocumentError([Mistake(file, 1, (), f"this is not YAML: {' '.join(str(error).split())}")]) from error
        self.data: Any = self._read(node, ()) if node is not None else None

    @classmethod
    def of(cls, data: Any, file: str) -> Document:
        """A document of data that stands in no file; mistakes have no lines."""
        document = cls("", file)
        document.data = data
        return document

    def mistake(self, path: Iterable[str | int], text: str) -> Mistake:
        """A mistake at the nearest place that stands in the file."""
        place = tuple(path)
        line = next((self._lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in self._lines), 1)
        return Mistake(self.file, line, place, text)

    def check(self, schema: dict[str, Any]) -> Any:
        """The data, if it holds to the schema. DocumentError with every mistake otherwise."""
        import jsonschema

        mistakes: list[Mistake] = []
        for error in jsonschema.Draft202012Validator(schema).iter_errors(self.data):
            path = tuple(error.absolute_path)
            if error.validator == "additionalProperties":
                mistakes += self._unknown(path, error)
            else:
                mistakes.append(self.mistake(path, _told(error).strip()))
        if mistakes:
            raise DocumentError(sorted(dict.fromkeys(mistakes), key=lambda mistake: mistake.line))
        return self.data

    def _unknown(self, path: Place, error: Any) -> list[Mistake]:
        """A mistake for each key that is not known, at its own line."""
        known = error.schema.get("properties", {})
        return [
            Mistake(
                self.file,
                self._lines.get((*path, key), 1),
                path,
                f"'{key}' is not known here.{did_you_mean(key, known)}",
            )
            for key in error.instance
            if key not in known
        ]

    def _measure(self, text: str) -> None:
        """Refuse deep nesting before anything recurses: the C composer would take the whole process with it."""
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                told = f"the file is too large: nested deeper than {MAX_DEPTH}"
                raise DocumentError(
                    [Mistake(self.file, event.start_mark.line + 1 if event.start_mark else 1, (), told)]
                )

    def _read(self, node: yaml.Node, path: Place) -> Any:
        self._count += 1
        self._lines[path] = node.start_mark.line + 1
        if self._count > MAX_VALUES or len(path) > MAX_DEPTH:
            what = f"over {MAX_VALUES:,} values" if self._count > MAX_VALUES else f"nested deeper than {MAX_DEPTH}"
            raise DocumentError([self.mistake(path[:3], f"the file is too large: {what}")])
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._read(item, (*path, number)) for number, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None or key in found:
                told = "a key must be plain text" if key is None else f"the key '{key}' stands here twice"
                raise DocumentError([Mistake(self.file, key_node.start_mark.line + 1, path, told)])
            found[key] = self._read(value_node, (*path, key))
            self._lines[(*path, key)] = key_node.start_mark.line + 1
        return found


def text_of(path: Path) -> str:
    """The text of a file that somebody wrote. DocumentError where it is not UTF-8, OSError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError([Mistake(path.name, 1, (), f"this is not UTF-8 text: {error.reason}")]) from error


def named_file(folder: Path, name: str) -> Path:
    """A file that another file names, relative to its folder. ValueError for a pipe, a device or a folder, of which
    nobody knows whether it ends; OSError where there is nothing.
    """
    path = folder / name
    if not S_ISREG(path.stat().st_mode):
        raise ValueError(f"{name} is no regular file")
    return path


def read(text: str, file: str, schema: dict[str, Any]) -> Document:
    """A checked document. DocumentError with every mistake otherwise."""
    document = Document(text, file)
    document.check(schema)
    return document


def _scalar(node: yaml.Node) -> Any:
    """A plain value by what it looks like; one that an explicit tag calls a number and is none stays text."""
    kind, text = node.tag.rpartition(":")[2], node.value
    if kind == "int" and re.fullmatch(r"-?[0-9]{1,40}", text):
        return int(text)
    if kind == "float" and re.fullmatch(r"-?[0-9]{1,40}\.[0-9]{1,40}", text):
        return float(text)
    if kind == "bool":
        return text.lower() == "true"
    return None if kind == "null" else text


def _told(error: Any) -> str:
    """A schema error in the words of somebody who wants to mend the file."""
    found, wanted = error.instance, error.validator_value
    name = next((part for part in reversed(error.absolute_path) if isinstance(part, str)), "")
    hidden = is_secret_name(name) and not isinstance(found, dict | list)
    shown = "" if hidden else _short(found)
    match error.validator:
        case "required":
            missing = [key for key in wanted if key not in found]
            return f"{', '.join(repr(key) for key in missing)} is missing"
        case "anyOf" if all(option.keys() == {"required"} for option in wanted):
            return f"{' or '.join(repr(key) for option in wanted for key in option['required'])} is missing"
        case "type":
            expected = " or ".join(wanted) if isinstance(wanted, list) else wanted
            return f"expected {expected}, found {_kind(found)} {shown}"
        case "enum":
            options = [str(option) for option in wanted]
            return f"{shown} is not one of {', '.join(options)}.{did_you_mean(str(found), options)}"
        case "pattern":
            return f"{shown} does not look right{': ' + error.schema['title'] if 'title' in error.schema else ''}"
        case _:
            return "this value is not allowed here" if hidden else str(error.message)


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "the text", bool: "the flag", type(None): "nothing"}
    return names.get(type(value), "the number")


def _short(value: Any) -> str:
    if isinstance(value, dict | list) or value is None:
        return ""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
