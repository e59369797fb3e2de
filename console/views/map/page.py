"""The page under the map: drawn once by folium, with every script and style from our own scheme."""

from __future__ import annotations

from typing import Any, ClassVar

import folium
from branca.element import Figure
from folium.template import Template

from console.geo import LatLon
from console.views.map.origin import ORIGIN, policy
from console.views.map.tiles import MAX_ZOOM, MIN_ZOOM


class _Sheet(Figure):  # type: ignore[misc]  # branca has no types
    """branca's outer page with a nonce on its one inline script and the content security policy in its head."""

    _template = Template(
        "<!DOCTYPE html>\n<html>\n<head>\n"
        '<meta http-equiv="Content-Security-Policy" content="{{ this.policy|e }}">\n'
        "{{ this.header.render(**kwargs) }}\n</head>\n<body>\n{{ this.html.render(**kwargs) }}\n</body>\n"
        '<script nonce="{{ this.nonce|e }}">\n{{ this.script.render(**kwargs) }}\n</script>\n</html>\n'
    )

    def __init__(self, nonce: str) -> None:
        super().__init__()
        self.nonce = nonce
        self.policy = policy(nonce)


class BasePage(folium.Map):  # type: ignore[misc]  # folium has no types
    """folium's map without its ten outside files: Leaflet, the channel and our own script, all by our scheme."""

    default_js: ClassVar[list[tuple[str, str]]] = [  # type: ignore[misc]  # folium's own are plain attributes
        ("leaflet", f"{ORIGIN}/leaflet.js"),
        ("channel", f"{ORIGIN}/qwebchannel.js"),
        ("shapes", f"{ORIGIN}/shapes.js"),
        ("sprites", f"{ORIGIN}/sprites.js"),
        ("labels", f"{ORIGIN}/labels.js"),
        ("scene", f"{ORIGIN}/scene.js"),
        ("crowd", f"{ORIGIN}/crowd.js"),
        ("ways", f"{ORIGIN}/ways.js"),
        ("conditions", f"{ORIGIN}/conditions.js"),
        ("pointing", f"{ORIGIN}/pointing.js"),
        ("map", f"{ORIGIN}/map.js"),
    ]
    default_css: ClassVar[list[tuple[str, str]]] = [  # type: ignore[misc]
        ("leaflet_css", f"{ORIGIN}/leaflet.css"),
        ("map_css", f"{ORIGIN}/map.css"),
    ]
    _template = Template(
        """
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            ConsoleMap.begin(L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}
            }));
        {% endmacro %}
        """
    )

    def __init__(self, centre: LatLon, **options: Any) -> None:
        super().__init__(
            location=list(centre),
            tiles=None,
            prefer_canvas=True,
            zoom_control=False,
            zoom_start=15,
            attribution_control=False,
            zoom_snap=0.5,
            fade_animation=False,
            **options,
        )
        self.options.update(minZoom=MIN_ZOOM, maxZoom=MAX_ZOOM)


def render_page(centre: LatLon, nonce: str) -> str:
    """The page's HTML; the same ``nonce`` goes into the response's header."""
    sheet = _Sheet(nonce)
    sheet.add_child(BasePage(centre))
    html: str = sheet.render()
    return html
