"""One district folder being read: each file once, checked against its door, errors put into plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from console.district import files
from console.district.doors import CollectionDoor, Door, FeatureDoor
from console.errors import BadDistrict

_SHOWN = 60
DoorT = TypeVar("DoorT", bound=Door)
ModelT = TypeVar("ModelT", bound=BaseModel)


class Reading:
    """Reads the files of ``folder`` and of the vocabulary folder, and remembers their bytes for the hash."""

    def __init__(self, folder: Path, vocabulary: Path) -> None:
        if not folder.is_dir():
            raise BadDistrict(f"{folder}: no such folder; expected a district folder with district.yaml in it")
        self.folder = folder
        self._folders = {"": folder, "vocabulary/": vocabulary}
        self.contents: dict[str, bytes] = {}

    def has(self, name: str) -> bool:
        """Whether a file that may be left out is there."""
        return (self._folders[""] / name).is_file()

    def one(self, name: str, door: type[ModelT]) -> ModelT:
        """A YAML file that is one record."""
        text = self._text(name)
        record: ModelT = _checked(TypeAdapter(door), files.as_yaml(name, text), _yaml_place(name, text))
        return record

    def mapping(self, name: str, door: type[DoorT]) -> dict[str, DoorT]:
        """A YAML file of records by id."""
        text = self._text(name)
        found = files.as_yaml(name, text)
        keyed = {str(k): v for k, v in found.items()} if isinstance(found, dict) else found
        adapter = TypeAdapter(dict[str, door])  # type: ignore[valid-type]
        records: dict[str, DoorT] = _checked(adapter, keyed, _yaml_place(name, text))
        return records

    def table(self, name: str, door: type[DoorT]) -> list[tuple[DoorT, int]]:
        """A CSV file: each row with its line."""
        columns = [field.alias or key for key, field in door.model_fields.items()]
        rows, lines = files.as_rows(name, self._text(name), columns)

        def place(path: Sequence[str | int]) -> str:
            row = f", line {lines[int(path[0])]}" if path else ""
            return f"{name}{row}" + (f", column {path[1]}" if len(path) > 1 else "")

        checked = _checked(TypeAdapter(list[door]), rows, place)  # type: ignore[valid-type]
        return list(zip(checked, lines, strict=True))

    def features(self, name: str, door: type[DoorT]) -> list[FeatureDoor[DoorT]]:
        """A GeoJSON file of polygons; features are counted from 1 in messages."""
        found = files.as_json(name, self._text(name))

        def place(path: Sequence[str | int]) -> str:
            if len(path) > 1 and path[0] == "features":
                return f"{name}, feature {int(path[1]) + 1}" + (f", {_dotted(path[2:])}" if path[2:] else "")
            return f"{name}, {_dotted(path)}" if path else name

        adapter = TypeAdapter(CollectionDoor[door])  # type: ignore[valid-type]
        features: list[FeatureDoor[DoorT]] = _checked(adapter, found, place).features
        return features

    def line(self, name: str, *path: str | int) -> str:
        """``file, line n, path`` of a value in a YAML file, for messages about references."""
        return _yaml_place(name, self.contents[name].decode("utf-8-sig"))(path)

    def packed(self, name: str) -> bytes:
        """The bytes of a file that is not text."""
        self.contents[name] = files.read_bytes(self._folders[""] / name)
        return self.contents[name]

    def _text(self, name: str) -> str:
        prefix = "vocabulary/" if name.startswith("vocabulary/") else ""
        self.contents[name] = files.read_bytes(self._folders[prefix] / name.removeprefix(prefix))
        return files.as_text(name, self.contents[name])


def _yaml_place(name: str, text: str) -> Callable[[Sequence[str | int]], str]:
    def place(path: Sequence[str | int]) -> str:
        return f"{name}, line {files.yaml_line(text, path)}" + (f", {_dotted(path)}" if path else "")

    return place


def _dotted(path: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in path)


def _checked(adapter: TypeAdapter[Any], found: Any, place: Callable[[Sequence[str | int]], str]) -> Any:
    try:
        return adapter.validate_python(found)
    except ValidationError as error:
        raise BadDistrict(_in_words(error, place)) from None


def _in_words(error: ValidationError, place: Callable[[Sequence[str | int]], str]) -> str:
    errors = error.errors(include_url=False, include_context=False)
    first: Mapping[str, Any] = min(errors, key=lambda e: e["type"] != "extra_forbidden")
    misspelt = "no such field here; expected a known field, is it misspelt?"
    path = [part for part in first["loc"] if part != "[key]"]
    said = str(first["msg"]).removeprefix("Value error, ").replace("Input should", "expected to")
    expected = misspelt if first["type"] == "extra_forbidden" else said
    shown = repr(first["input"])
    brief = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 3] + "..."
    found = f", found {brief}" if first["type"] not in ("missing", "extra_forbidden") else ""
    others = f" ({error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{place(path)}: {expected}{found}{others}"
