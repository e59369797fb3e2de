"""Map sites that are used again: their browser profiles stay as long as the application does."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from console.model.places import District
from console.views.background import Background
from console.views.map.scheme import MapSite

_at_rest: list[MapSite] = []


def site_for(district: District, background: Background) -> MapSite:
    """A site nobody uses, or a new one; to be given back."""
    return _at_rest.pop() if _at_rest else MapSite(district, background, QApplication.instance())


def give_back(site: MapSite) -> None:
    """The pages of this site are gone."""
    _at_rest.append(site)
