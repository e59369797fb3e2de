"""The tab Materials: need, who brings it from where, what is short and the nearest alternative."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.model.recommendation import MaterialRow
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wording import m_ss, tell, word
from console.views.workstation.rows import Row, RowList


class MaterialsTab(QWidget):
    """One row per need, one line per load on its way."""

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.list = RowList("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show the materials of the selected incident."""
        self.list.setAccessibleName(self.tr("Materials"))
        incident, offered = self._link.incident, self._link.recommendation
        if incident is None:
            self.list.set_rows([])
        elif incident.plan is None:
            said = self.tr("Materials follow from the plan. Confirm one first.")
            self.list.set_rows([Row("none", said, heading=True)])
        elif offered is None:
            self.list.set_rows([Row("wait", self.tr("Depots are being searched …"), heading=True)])
        elif not offered.materials:
            self.list.set_rows([Row("none", self.tr("The plan asks for no materials at this level."), heading=True)])
        else:
            self.list.set_rows([row for material in offered.materials for row in self._rows(material)])

    def _rows(self, material: MaterialRow) -> list[Row]:
        colours = palette()
        late, met = colours.states["late"], colours.states["met"]
        unit = word("unit", material.unit)
        short = self.tr("{n} {unit} short").format(n=material.short, unit=unit) if material.short else ""
        head = Row(
            f"m:{material.need}", tell(material.name), short or self.tr("covered"),
            dots=((not material.short, late.ink if material.short else met.ink),),
            value=f"{material.quantity} {unit}", edge=late.fill if material.short else "",
        )  # fmt: skip
        rows = [head]
        depots = self._link.session.district.depots
        for n, (team, load, eta_s) in enumerate(material.picks):
            origin = tell(depots[load.depot].name) if load.depot in depots else self.tr("own vehicle")
            words = self.tr("{team} brings {n} {unit} · {origin}").format(
                team=team, n=load.quantity, unit=unit, origin=origin
            )
            name = f"m:{material.need}:{n}"
            rows.append(Row(name, words, indent=1, icon="depot", icon_ink=colours.muted, value=m_ss(eta_s)))
        if material.alternative is not None:
            rows.append(Row(f"m:{material.need}:alt", tell(material.alternative), indent=1, title_ink=late.ink,
                            icon="alarm-high", icon_ink=late.ink))  # fmt: skip
        return rows
