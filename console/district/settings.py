"""Settings in a YAML file, checked against their model, for every room that reads some."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from console.errors import BadInput

Settings = TypeVar("Settings", bound=BaseModel)


def load_settings(path: Path, model: type[Settings]) -> Settings:
    """The settings in ``path``; :class:`BadInput` names the file, and the field that is wrong."""
    try:
        return model.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: no YAML: {str(error).splitlines()[0]}") from None
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the whole file"
        raise BadInput(f"{path}: {field}: {first['msg']}") from None
