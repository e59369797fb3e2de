"""A camera as a process of its own, so that it can be held, killed and started again."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

FPS = 20
SIZE = (320, 180)
ROOT = Path(__file__).parents[2]


class CameraProcess:
    """An RTSP camera at a fixed port of this machine."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"rtsp://127.0.0.1:{self.port}/live"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Begin, and wait until it gives pictures."""
        command = [sys.executable, "-m", "tests.qt.rtsp_server", str(self.port)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline().strip() == "up"

    def hold(self) -> None:
        """Freeze it as it is: connections stay, nothing comes."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it at once; safe to call twice."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None

    def _signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)


def serve(port: int) -> None:
    """Give a picture that changes, forever."""
    import rtsp
    from PIL import Image

    source = rtsp.Source(f"rtsp://127.0.0.1:{port}/live", fps=FPS, size=SIZE)
    shade, pace = 0, threading.Event()
    while True:
        source.put(Image.new("RGB", SIZE, (shade, 80, 120)))
        if shade == 0:
            source.wait_encoding_started()
            print("up", flush=True)
        shade = shade % 240 + 5
        pace.wait(1 / FPS)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
