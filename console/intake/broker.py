"""Messages from an MQTT broker, one after the other; each is acknowledged only when the journal has it.

The broker keeps what is not acknowledged (QoS 1, a session that outlives the connection), so that nothing is lost when
the desk or the line breaks; the same message twice is one report. When more wait than ``most_waiting`` nothing more is
read from the line until there is room: the broker holds the rest.
"""

from __future__ import annotations

import os
import queue
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote, urlsplit

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from pydantic import BaseModel, ConfigDict, Field

from console.district.settings import load_settings
from console.errors import BadInput
from console.intake.messages import MOST_BYTES
from console.phrase import Phrase, say

PASSWORD = "DISPATCH_MQTT_PASSWORD"
_PORTS = {"mqtt": 1883, "mqtts": 8883}


class BrokerRules(BaseModel):
    """``broker.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    topics: Annotated[tuple[Annotated[str, Field(min_length=1, max_length=400)], ...], Field(min_length=1)]
    client: Annotated[str, Field(min_length=1, max_length=60)] = "dispatch-console"
    keepalive_s: Annotated[int, Field(ge=5, le=600)] = 30
    most_waiting: Annotated[int, Field(ge=10, le=100_000)] = 2000


@dataclass(frozen=True, slots=True)
class Arrived:
    """One message: its topic, its bytes (cut where it was too large to be taken), and how to acknowledge it."""

    topic: str
    payload: bytes
    mid: int
    qos: int


def load_broker_rules(path: Path) -> BrokerRules:
    """The rules in ``path``; :class:`BadInput` names the field that is wrong."""
    return load_settings(path, BrokerRules)


class Broker:
    """A line to one broker. It comes back by itself, waiting longer after each failure, up to half a minute."""

    def __init__(self, url: str, rules: BrokerRules, seat: str) -> None:
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            port = 0
        if parts.scheme not in _PORTS or not parts.hostname or port == 0:
            raise BadInput("--mqtt: expected mqtt://HOST[:PORT] or mqtts://HOST[:PORT]")
        self._host, self._port = parts.hostname, port or _PORTS[parts.scheme]
        self.name = f"{self._host}:{self._port}"  # never the password
        self._rules = rules
        self._waiting: queue.Queue[Arrived] = queue.Queue(maxsize=rules.most_waiting)
        self.is_connected = False
        self.trouble: Phrase | None = say("broker.connecting")
        self._closing = False
        client_id = f"{rules.client}-{seat}"
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id, clean_session=False, manual_ack=True)
        password = unquote(parts.password) if parts.password else os.environ.get(PASSWORD)
        if parts.username:
            self._client.username_pw_set(unquote(parts.username), password)
        if parts.scheme == "mqtts":
            self._client.tls_set_context(ssl.create_default_context())
        self._client.reconnect_delay_set(1, 30)
        self._client.on_connect, self._client.on_disconnect = self._connected, self._disconnected
        self._client.on_connect_fail, self._client.on_message = self._failed, self._came
        self._client.on_subscribe = self._subscribed

    def begin(self) -> None:
        """Connect in the background, and go on trying."""
        self._client.connect_async(self._host, self._port, self._rules.keepalive_s)
        self._client.loop_start()

    def end(self) -> None:
        """Close the line; what was not acknowledged comes again next time."""
        self._closing = True
        self._client.disconnect()
        while not self._waiting.empty():  # lets the line's thread go on if it waits for room
            self._waiting.get_nowait()
        self._client.loop_stop()

    @property
    def waiting(self) -> int:
        """How many messages were read from the line and not taken yet."""
        return self._waiting.qsize()

    def take(self, most: int) -> list[Arrived]:
        """The next messages, at most so many; none when none wait."""
        found: list[Arrived] = []
        while len(found) < most:
            try:
                found.append(self._waiting.get_nowait())
            except queue.Empty:
                break
        return found

    def acknowledge(self, message: Arrived) -> None:
        """The journal has it: the broker may forget it."""
        self._client.ack(message.mid, message.qos)

    def _connected(self, client: mqtt.Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        if reason.is_failure:
            self.is_connected, self.trouble = False, say("broker.refused", reason=str(reason))
            return
        client.subscribe([(topic, 1) for topic in self._rules.topics])

    def _subscribed(self, _client: mqtt.Client, _data: Any, _mid: int, reasons: Any, _properties: Any) -> None:
        """Open is a line on which messages will come, not one that merely stands."""
        bad = next((reason for reason in reasons if reason.is_failure), None)
        self.is_connected = bad is None
        self.trouble = None if bad is None else say("broker.refused", reason=str(bad))

    def _disconnected(self, _client: mqtt.Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        self.is_connected, self.trouble = False, say("broker.lost", reason=str(reason))

    def _failed(self, _client: mqtt.Client, _data: Any) -> None:
        self.is_connected, self.trouble = False, say("broker.no_answer", name=self.name)

    def _came(self, _client: mqtt.Client, _data: Any, message: mqtt.MQTTMessage) -> None:
        arrived = Arrived(message.topic, bytes(message.payload[: MOST_BYTES + 1]), message.mid, message.qos)
        while not self._closing:
            try:
                self._waiting.put(arrived, timeout=1)
            except queue.Full:
                continue
            return
