"""What the screens cost beside a bare Streamlit app with the same number of messages: CPU, memory, and time under load."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from urllib.parse import urlencode

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.e2e.browser import ROOT, Server, a_browser, a_page, settled
from trainer.domain.people import LOCAL_PERSON
from trainer.settings import load
from trainer.wiring import build, offline

SCENARIO = "freezer_for_saturday"
REPLIES = tuple((ROOT / "tests" / "data" / "talks" / f"{SCENARIO}.good.txt").read_text(encoding="utf-8").split("\n"))
THINKS_S = 12  # what a fast typist takes between a line and the next reply
TICKS = os.sysconf("SC_CLK_TCK")

# The bare app: the same number of bubbles, the same title and box, nothing behind it. A line comes in sixteen pieces at
# 20 draws a second, as the talk's does (its opening line takes 0.8 s at speaking pace).
BARE = '''
import time
import streamlit as st

LINE = "Good. Then I tell the bride it is all cold, and you ring me tomorrow at one, not the other way round."
st.session_state.setdefault("said", ["A line of about the length that a client says when upset."] * {messages})
st.title("Bare")
text = st.chat_input("Your reply")
for i, words in enumerate(st.session_state.said):
    with st.chat_message("user" if i % 2 else "client"):
        st.text(words)
if text:
    st.session_state.said += [text, LINE]
    with st.chat_message("user"):
        st.text(text)
    with st.chat_message("client"):
        place = st.empty()
        for n in range(1, 17):
            place.text(LINE[: len(LINE) * n // 16])
            time.sleep(0.05)
'''


class BareServer(Server):
    """The bare app with the same configuration."""

    def __init__(self, folder: Path, messages: int) -> None:
        super().__init__(folder / "bare.db")
        self.script = folder / "bare.py"
        self.script.write_text(textwrap.dedent(BARE).replace("{messages}", str(messages)), encoding="utf-8")

    def start(self) -> float:
        (self.script.parent / "app.py").write_text(
            "import gc\nfrom contextlib import asynccontextmanager\nimport streamlit as st\nfrom starlette.responses import "
            "JSONResponse\nfrom starlette.routing import Route\nasync def well(r):\n    return JSONResponse({})\n"
            "@asynccontextmanager\nasync def life(a):\n    gc.collect(); gc.freeze(); yield\n"
            f"app = st.App({str(self.script)!r}, lifespan=life, routes=[Route('/healthz', well)])\n", encoding="utf-8")
        config = self.script.parent / ".streamlit"
        config.mkdir(exist_ok=True)
        (config / "config.toml").write_text((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"), encoding="utf-8")
        return super().start()

    @property
    def folder(self) -> Path:
        """Where it is run from."""
        return self.script.parent


def cpu_s(pid: int) -> float:
    """CPU seconds that a process has used, its children left out."""
    parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / TICKS


def pss_kb(pid: int) -> int:
    """Proportional memory of a process in kB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


class Visitor:
    """A browser without a screen: Streamlit's websocket, spoken directly."""

    def __init__(self, port: int, path: str = "", query: dict[str, str] | None = None) -> None:
        self.port, self.query = port, urlencode(query or {})
        self.url, self.page = f"http://127.0.0.1:{port}/{path}", path
        self.socket = None
        self.box_id = ""
        self.page_hash = ""
        self.taken_s = self.words_s = 0.0

    async def open(self) -> None:
        """Connects and has the screen drawn once."""
        self.socket = await websockets.connect(f"ws://127.0.0.1:{self.port}/_stcore/stream", max_size=None,
                                               origin=f"http://127.0.0.1:{self.port}", subprotocols=["streamlit"])
        await self.rerun()

    async def rerun(self, box: str = "") -> float:
        """One run of the script, with or without something typed; seconds until it is finished."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self.page_hash
        if not self.page_hash:
            message.rerun_script.page_name = self.page
        message.rerun_script.context_info.url = self.url
        if box:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.box_id
            state.chat_input_value.data = box
        begun = time.perf_counter()
        self.taken_s = self.words_s = 0.0
        await self.socket.send(message.SerializeToString())
        while True:
            heard = ForwardMsg.FromString(await asyncio.wait_for(self.socket.recv(), 120))
            kind = heard.WhichOneof("type")
            drawn = heard.delta.new_element if kind == "delta" else None
            if drawn is not None and drawn.WhichOneof("type") == "chat_input":
                self.box_id = drawn.chat_input.id
            elif drawn is not None and drawn.WhichOneof("type") == "text":
                if self.taken_s and not self.words_s:
                    self.words_s = time.perf_counter() - begun
                if box and drawn.text.body == box.strip():
                    self.taken_s = time.perf_counter() - begun
            elif kind == "navigation":
                self.page_hash = heard.navigation.page_script_hash
            elif kind == "script_finished":
                return time.perf_counter() - begun

    async def close(self) -> None:
        """Leaves."""
        await self.socket.close()


def talks_in(database: Path, how_many: int, replies: int) -> list[str]:
    """Talks with that many replies, made by the service on the server's own database before it starts."""
    house = build(load({}, file=Path("/nonexistent"), database_url=f"sqlite:///{database}"), at_once=True, rating=False)
    ids = []
    for _ in range(how_many):
        practice = house.practising.start(LOCAL_PERSON, SCENARIO, seed=7)
        for text in REPLIES[:replies]:
            house.practising.say(LOCAL_PERSON, practice.id, text, house.practising.wait(LOCAL_PERSON, practice.id).n)
            house.practising.wait(LOCAL_PERSON, practice.id)
        ids.append(practice.id)
    house.close()
    return ids


async def rerun_cpu(server: Server, path: str, query: dict[str, str], runs: int) -> float:
    """CPU milliseconds of one rerun of a screen."""
    visitor = Visitor(server.port, path, query)
    await visitor.open()
    for _ in range(5):
        await visitor.rerun()
    before = cpu_s(server.process.pid)
    for _ in range(runs):
        await visitor.rerun()
    spent = cpu_s(server.process.pid) - before
    await visitor.close()
    return 1000 * spent / runs


async def line_cpu(server: Server, path: str, queries: list[dict[str, str]], said: int) -> tuple[float, list[float]]:
    """CPU milliseconds of one reply with its line, and the seconds that each took until the line was whole."""
    visitors = [Visitor(server.port, path, q) for q in queries]
    for visitor in visitors:
        await visitor.open()
    await asyncio.sleep(2)
    before = cpu_s(server.process.pid)
    took: list[float] = []

    async def one(visitor: Visitor) -> None:
        for text in REPLIES[:said]:
            took.append(await visitor.rerun(text))

    for visitor in visitors:
        await one(visitor)
    spent = cpu_s(server.process.pid) - before
    for visitor in visitors:
        await visitor.close()
    return 1000 * spent / len(took), took


async def memory_per_talk(server: Server, path: str, queries: list[dict[str, str]]) -> float:
    """kB of memory that one open talk takes in the server."""
    before = pss_kb(server.process.pid)
    visitors = [Visitor(server.port, path, q) for q in queries]
    for visitor in visitors:
        await visitor.open()
    grown = pss_kb(server.process.pid) - before
    for visitor in visitors:
        await visitor.close()
    return grown / len(queries)


async def crowd(server: Server, ids: list[str]) -> dict[str, float]:
    """Everybody talks at the same time; seconds until a reply is taken and shown, and until its line begins to appear."""
    visitors = [Visitor(server.port, "talk", {"practice": i}) for i in ids]
    await asyncio.gather(*(v.open() for v in visitors))
    await asyncio.sleep(2)
    taken: list[float] = []
    words: list[float] = []

    async def one(visitor: Visitor, pause: float) -> None:
        await asyncio.sleep(pause)
        for text in REPLIES[:3]:
            await visitor.rerun(text)
            taken.append(visitor.taken_s)
            words.append(visitor.words_s)
            await asyncio.sleep(THINKS_S)

    before = cpu_s(server.process.pid)
    await asyncio.gather(*(one(v, THINKS_S * i / len(visitors)) for i, v in enumerate(visitors)))
    spent = cpu_s(server.process.pid) - before
    await asyncio.gather(*(v.close() for v in visitors))
    return {"reply_shown_p50_s": percentile(taken, .5), "reply_shown_p95_s": percentile(taken, .95),
            "line_begins_p50_s": percentile(words, .5), "line_begins_p95_s": percentile(words, .95),
            "cpu_ms_a_reply": 1000 * spent / len(taken)}


def percentile(values: list[float], share: float) -> float:
    """The value below which that share lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def drawing_cpu(ours: Server, bare: Server, rounds: int = 8) -> dict[str, float]:
    """CPU milliseconds of drawing one line at speaking pace, and nothing else: a run with it less a run without."""
    with_line = without = 0.0
    for _ in range(rounds):
        visitor = Visitor(ours.port, "talk", {"practice": talks_in(ours.database, 1, 0)[0]})
        before = cpu_s(ours.process.pid)
        await visitor.open()
        with_line += cpu_s(ours.process.pid) - before
        await visitor.close()
        before = cpu_s(ours.process.pid)
        await visitor.open()
        without += cpu_s(ours.process.pid) - before
        await visitor.close()
    visitor = Visitor(bare.port)
    await visitor.open()
    before = cpu_s(bare.process.pid)
    for text in REPLIES[:6]:
        await visitor.rerun(text)
    line = cpu_s(bare.process.pid) - before
    before = cpu_s(bare.process.pid)
    for _ in range(6):
        await visitor.rerun()
    plain = cpu_s(bare.process.pid) - before
    await visitor.close()
    return {"ours": 1000 * (with_line - without) / rounds, "bare": 1000 * (line - plain) / 6}


def first_paints(addresses: dict[str, str], rounds: int = 7) -> dict[str, float]:
    """Milliseconds to the first contentful paint, the median over fresh windows, taken in turn so that all share the weather."""
    taken: dict[str, list[float]] = {name: [] for name in addresses}
    with a_browser() as browser:
        for _ in range(rounds):
            for name, address in addresses.items():
                page = a_page(browser)
                page.goto(address)
                settled(page)
                taken[name].append(page.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                page.context.close()
    return {name: statistics.median(values) for name, values in taken.items()}


def rating_cpu() -> float:
    """CPU milliseconds of one rating by the scorer on this machine; the server does that beside the talk."""
    scorer = offline()
    scorer.rate("", [], "Where is my order?", REPLIES[0])
    before = time.process_time()
    for text in REPLIES[:6] * 3:
        scorer.rate("", [], "Where is my order?", text)
    return 1000 * (time.process_time() - before) / 18


def measure(talks: int, runs: int) -> dict:
    """All figures, ours and the bare app's, in the same run."""
    out: dict = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        messages = 9
        ids = talks_in(folder / "ours.db", talks, 4)
        fresh, crowded = talks_in(folder / "ours.db", 6, 0), talks_in(folder / "ours.db", talks, 0)
        ours, bare = Server(folder / "ours.db"), BareServer(folder, messages)
        out["ready"] = {"wall_s": ours.start(), "cpu_s": cpu_s(ours.process.pid)}
        bare.start()
        try:
            out["rerun_cpu_ms"] = {"ours": asyncio.run(rerun_cpu(ours, "talk", {"practice": ids[-1]}, runs)),
                                   "bare": asyncio.run(rerun_cpu(bare, "", {}, runs))}
            cpu, took = asyncio.run(line_cpu(ours, "talk", [{"practice": i} for i in fresh], 3))
            bare_cpu, _ = asyncio.run(line_cpu(bare, "", [{}] * 6, 3))
            out["reply_with_line_cpu_ms"] = {"ours": cpu, "of_which_rating": rating_cpu(), "bare": bare_cpu,
                                  "ours_wall_s": statistics.median(took)}
            out["drawing_a_line_cpu_ms"] = asyncio.run(drawing_cpu(ours, bare))
            out["memory_kb_a_talk"] = {
                "ours": asyncio.run(memory_per_talk(ours, "talk", [{"practice": i} for i in ids[:talks]])),
                "bare": asyncio.run(memory_per_talk(bare, "", [{}] * talks))}
            out["first_paint_ms"] = first_paints({"ours_home": ours.address, "bare": bare.address,
                                                  "ours_talk": f"{ours.address}/talk?practice={ids[0]}"})
            out[f"{talks}_at_once"] = asyncio.run(crowd(ours, crowded))
        finally:
            ours.stop()
            bare.stop()
    return out


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.screens", description=__doc__)
    parser.add_argument("--talks", type=int, default=50)
    parser.add_argument("--runs", type=int, default=60)
    args = parser.parse_args()
    json.dump(measure(args.talks, args.runs), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
