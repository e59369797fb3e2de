"""New columns of the query tables filled from what is there, where that is quicker than projecting every event anew."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, text, update

from console.geo import LatLon
from console.journal.schema import incidents
from console.journal.squares import square_of
from console.model.case_events import IncidentClosed, IncidentReopened
from console.model.events import IncidentAccepted

AT_ONCE = 20_000
_WHO = "(SELECT actor FROM events WHERE incident = incidents.number AND kind = :{kind} ORDER BY version {way} LIMIT 1)"
_DECIDED = text(
    f"UPDATE incidents SET accepted_by = {_WHO.format(kind='accepted', way='ASC')},"
    f" closed_by = {_WHO.format(kind='closed', way='DESC')},"
    " reopened = nullif((SELECT count(*) FROM events WHERE incident = incidents.number AND kind = :reopened), 0)"
)
_PLACED = update(incidents).where(incidents.c.number == bindparam("of")).values(square=bindparam("its"))


def fill_from_0002(connection: Connection) -> None:
    """Everything the forms after 0002 added: who accepted and closed, how often reopened, and the square."""
    kinds = {"accepted": IncidentAccepted.kind, "closed": IncidentClosed.kind, "reopened": IncidentReopened.kind}
    connection.execute(_DECIDED, kinds)
    last = -1
    while True:
        query = (
            select(incidents.c.number, incidents.c.lat, incidents.c.lon)
            .where(incidents.c.number > last)
            .order_by(incidents.c.number)
            .limit(AT_ONCE)
        )
        found = connection.execute(query).all()
        if not found:
            return
        last = found[-1].number
        placed = [{"of": n, "its": square_of(LatLon(lat, lon))} for n, lat, lon in found if lat is not None]
        if placed:
            connection.execute(_PLACED, placed)
