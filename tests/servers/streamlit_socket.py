"""Speaks Streamlit's websocket like a browser tab, or like somebody who pretends to be one."""

from __future__ import annotations

import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect


class Tab:
    """One connection. ``session`` is Streamlit's id for it, ``seen`` all text that came down the wire."""

    def __init__(self, port: int, cookie: str = "", headers: dict[str, str] | None = None, session: str = "",
                 origin: str | None = "own") -> None:
        headers = dict(headers or {})
        if cookie:
            headers["Cookie"] = cookie
        protocols = ["streamlit", "none", *([session] if session else [])]
        self._socket = connect(
            f"ws://localhost:{port}/_stcore/stream", additional_headers=headers, subprotocols=protocols,
            origin=f"http://localhost:{port}" if origin == "own" else origin, max_size=None, open_timeout=15, legacy=True)
        self.session, self.seen = "", ""
        self.buttons: dict[str, str] = {}     # label → widget id of every button drawn so far
        self.fragments: list[str] = []        # ids of the parts that redraw by themselves
        self._where = ("", "")

    def run(self, query: str = "", page: str = "", wait_s: float = 20, end: bool = True) -> str:
        """Asks for a run of the script and returns the text that it drew."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        self._where = (query, page)
        self._socket.send(message.SerializeToString())
        return self.read(wait_s, end)

    def click(self, label: str, wait_s: float = 20) -> str:
        """Clicks a button that was drawn, as the browser tells it; what was drawn upon it."""
        message = BackMsg()
        message.rerun_script.query_string, message.rerun_script.page_name = self._where
        message.rerun_script.widget_states.widgets.add(id=self.buttons[label], trigger_value=True)
        self._socket.send(message.SerializeToString())
        return self.read(wait_s)

    def redraw(self, fragment: str, wait_s: float = 20) -> str:
        """What a part that redraws by itself asks for; the screen around it is not run."""
        message = BackMsg()
        message.rerun_script.query_string, message.rerun_script.page_name = self._where
        message.rerun_script.fragment_id = fragment
        self._socket.send(message.SerializeToString())
        return self.read(wait_s)

    def read(self, wait_s: float, end: bool = True) -> str:
        """What comes until the run is over."""
        drawn, until = "", time.monotonic() + wait_s
        while time.monotonic() < until:
            try:
                raw = self._socket.recv(timeout=max(0.05, until - time.monotonic()))
            except TimeoutError:
                break
            except ConnectionClosed:
                break
            message = ForwardMsg.FromString(raw)
            text = raw.decode("utf-8", "ignore")
            drawn += text
            self.seen += text
            if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "button":
                self.buttons[message.delta.new_element.button.label] = message.delta.new_element.button.id
            if message.WhichOneof("type") == "auto_rerun":
                self.fragments.append(message.auto_rerun.fragment_id)
            if message.WhichOneof("type") == "new_session":
                self.session = message.new_session.initialize.session_id
            if end and message.WhichOneof("type") == "script_finished":
                break
        return drawn

    def close(self) -> None:
        """Closes the tab."""
        self._socket.close()
