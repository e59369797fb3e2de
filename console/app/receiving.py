"""Reports that come while the desk runs: from a watched folder and from an MQTT broker, a step each second."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from console.app.taking_in import Taking, items_of
from console.app.writing import AT_ONCE, Became, Came, write
from console.desk.session import Session
from console.district.where import resource_dir
from console.errors import BadInput, Refused, StoreUnavailable
from console.intake.broker import Arrived, Broker, load_broker_rules
from console.intake.feed import FeedCount, FeedStatus
from console.intake.inbox import Inbox
from console.intake.messages import Machines, load_rules, read_messages
from console.intake.outcome import Item
from console.intake.profile import load_profile
from console.intake.series import Series
from console.model.commands import ReportIncident
from console.model.words import Posture
from console.phrase import say


class Receiving:
    """The ways in of one live desk. ``step`` and ``close`` belong to the thread that writes."""

    def __init__(self, session: Session, watch: Path | None, mqtt: str, lang: str) -> None:
        self._session, self._lang = session, lang
        self._rules = load_rules(resource_dir() / "intake" / "machines.yaml")
        self._series = Series()
        self._ways: list[FolderWay | BrokerWay] = []
        if watch is not None:
            self._ways.append(FolderWay(self, watch))
        if mqtt:
            self._ways.append(BrokerWay(self, mqtt))

    @property
    def session(self) -> Session:
        """Whose journal the reports go to."""
        return self._session

    @property
    def lang(self) -> str:
        """The language of results written beside files."""
        return self._lang

    @property
    def machines(self) -> Machines:
        """How machines' messages are read now; the emergency posture lowers sensors' thresholds."""
        district, emergency = self._session.district, self._session.board.posture is Posture.EMERGENCY
        share = district.duty.emergency.sensor_share if emergency else 1.0
        return Machines(district, self._rules, self._series, share)

    def step(self) -> int:
        """Take in what waits, a batch of each way in; how many messages that was."""
        return sum(way.step() for way in self._ways)

    def statuses(self) -> tuple[FeedStatus, ...]:
        """How each way in does now."""
        return tuple(way.status() for way in self._ways)

    def close(self) -> None:
        """Let go of folder and line."""
        for way in self._ways:
            way.close()


def _note(count: FeedCount, came: Came, now: datetime, where: str) -> None:
    count.last_at = now
    match came.became:
        case Became.NEW:
            count.new += 1
        case Became.KNOWN | Became.JOINED:
            count.known += 1
        case Became.QUIET:
            count.quiet += 1
        case Became.REFUSED:
            count.refuse(now, where, came.why or say("intake.empty"))


class BrokerWay:
    """Messages of a broker."""

    def __init__(self, receiving: Receiving, url: str) -> None:
        session = receiving.session
        seat = hashlib.sha256(f"{session.district.id} {session.journal.place}".encode()).hexdigest()[:12]
        rules = load_broker_rules(resource_dir() / "intake" / "broker.yaml")
        self._receiving, self._broker = receiving, Broker(url, rules, seat)
        self._count = FeedCount(f"MQTT {self._broker.name}", session.clock.now())
        self._held: list[Arrived] = []  # read and not written yet: the journal could not be written
        self._broker.begin()

    def step(self) -> int:
        """A batch: read, write, acknowledge."""
        now = self._receiving.session.clock.now()
        if self._broker.is_connected:
            self._count.opened(now)
        else:
            self._count.closed(now, self._broker.trouble or say("broker.connecting"))
        self._held = self._held or self._broker.take(AT_ONCE)
        if not self._held:
            return 0
        machines = self._receiving.machines
        items = [
            replace(item, where=f"{message.topic} {item.where}")
            for message in self._held
            for item in read_messages(message.payload, machines, now)
        ]
        for came in write(self._receiving.session, items):
            _note(self._count, came, now, came.item.where)
        for message in self._held:
            self._broker.acknowledge(message)
        done, self._held = len(self._held), []
        return done

    def status(self) -> FeedStatus:
        """As it is now."""
        return self._count.status(self._broker.waiting + len(self._held))

    def close(self) -> None:
        """Close the line."""
        self._broker.end()


class FolderWay:
    """Files of a watched folder, one at a time, a batch of rows in each step."""

    def __init__(self, receiving: Receiving, folder: Path) -> None:
        self._receiving, self._inbox = receiving, Inbox(folder)
        self._count = FeedCount(f"{folder.name}/", receiving.session.clock.now())
        self._profile = load_profile(resource_dir() / "intake" / "hotline.yaml")
        self._evidence = receiving.session.journal.evidence
        self._path: Path | None = None
        self._items: Iterator[Item] = iter(())
        self._taking = Taking("")
        self._used: list[str] = []
        self._waiting = 0

    def step(self) -> int:
        """Go on with the file in hand, or begin with the next one."""
        now = self._receiving.session.clock.now()
        try:
            if self._path is None and not self._begin():
                self._count.opened(now)
                return 0
            self._count.opened(now)
            return self._go_on()
        except (OSError, StoreUnavailable) as error:
            why = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            self._count.closed(now, say("inbox.trouble", problem=why))
            self._path = None  # begun again from its first row: what was taken is known then
            return 0

    def _begin(self) -> bool:
        self._inbox.begin()
        whole = self._inbox.whole()
        self._waiting = len(whole)
        for strange in self._inbox.strange():
            self._count.refuse(self._receiving.session.clock.now(), strange.name, say("inbox.strange"))
            self._inbox.put_away(strange, False, say("inbox.strange").get(self._receiving.lang))
        if not whole:
            return False
        self._path, self._used = whole[0], []
        self._taking = Taking(self._path.name)
        self._items = items_of(self._receiving.session, self._path, self._profile, self._receiving.machines)
        return True

    def _go_on(self) -> int:
        assert self._path is not None, "a file is in hand"
        now, lang = self._receiving.session.clock.now(), self._receiving.lang
        try:
            batch = [self._with_pictures(item) for item in islice(self._items, AT_ONCE)]
        except Refused as error:
            self._count.refuse(now, self._path.name, error.reason)
            self._taking.errors.append(("file", error.reason.get(lang)))
            self._finish()
            return 0
        for came in write(self._receiving.session, batch):
            self._taking.note(came, lang)
            _note(self._count, came, now, f"{self._path.name}, {came.item.where}")
        if len(batch) < AT_ONCE:
            self._finish()
        return len(batch)

    def _with_pictures(self, item: Item) -> Item:
        if not isinstance(item.command, ReportIncident) or not item.command.evidence:
            return item
        try:
            kept, used = self._inbox.with_pictures(item.command, self._evidence)
        except (Refused, BadInput) as error:  # the report counts all the same
            reason = error.reason if isinstance(error, Refused) else say("inbox.picture_bad", problem=str(error))
            self._count.refuse(self._receiving.session.clock.now(), item.where, reason)
            return replace(item, command=replace(item.command, evidence=()), remarks=(*item.remarks, reason))
        self._used.extend(used)
        return replace(item, command=replace(item.command, evidence=kept))

    def _finish(self) -> None:
        """A file of which nothing could be taken is put with the refused ones."""
        assert self._path is not None, "a file is in hand"
        taken = self._taking.counted > len(self._taking.errors) or not self._taking.errors
        self._inbox.put_pictures_away(self._used)
        self._inbox.put_away(self._path, taken, self._taking.as_text())
        self._path = None

    def status(self) -> FeedStatus:
        """As it is now."""
        return self._count.status(self._waiting)

    def close(self) -> None:
        """Nothing is held."""
