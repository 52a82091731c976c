"""Reads every import of the product and says which cross a wall."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

GROUND = {"domain"}
CRAFT = {"domain", "ports", "signals"}
MAY_KNOW: dict[str, set[str]] = {
    "domain": set(),
    "ports": GROUND,
    "signals": GROUND,
    "client": CRAFT,
    "scoring": CRAFT,
    "bots": CRAFT,
    "library": {"domain", "ports", "signals"},   # signals: to say which cue of an author can match nothing
    "llm": {"domain", "ports"},
    "store": {"domain", "ports"},
    "reports": {"domain", "ports"},
    "services": {"domain", "ports", "client", "bots"},
    "web": {"domain", "services"},
    "screens": {"domain", "services"},
    "settings": {"domain"},
    "wiring": {"domain", "ports", "signals", "client", "scoring", "bots", "library", "llm", "store", "reports", "services", "settings", "web", "screens"},
    "terminal": {"domain", "ports", "signals", "client", "scoring", "bots", "library", "reports", "services", "settings", "wiring", "store", "llm"},
    "__main__": {"terminal", "domain"},
    "app": {"domain", "services", "screens", "web", "wiring", "settings"},
}
ONLY_IN: dict[str, set[str]] = {
    "streamlit": {"screens", "app", "web"},
    "starlette": {"web", "app"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "openai": {"llm"},
    "httpx": {"llm"},
    "httpx2": {"llm"},
    "tiktoken": {"llm"},
    "yaml": {"library"},
    "onnxruntime": {"signals"},
    "tokenizers": {"signals"},
    "numpy": {"signals", "scoring"},
    "argon2": {"services", "store", "web"},
}
NEVER = {"torch", "transformers", "sklearn", "pandas", "trainer.training"}
DOMAIN_OUTSIDE = {"pydantic"} | set(sys.stdlib_module_names)
DOMAIN_NEVER = {"random", "time", "socket", "subprocess", "os", "pathlib", "sqlite3", "urllib", "http"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "core", "manager"}


def room_of(path: Path, root: Path) -> str:
    """The room a file stands in: "domain", "ports", "app", …"""
    relative = path.relative_to(root)
    if relative.parts[0] == "app.py":
        return "app"
    inside = relative.parts[1:]
    return inside[0].removesuffix(".py") if inside else ""


def product_files(root: Path) -> list[Path]:
    """All Python files of the product."""
    files = sorted((root / "trainer").rglob("*.py"))
    return files + ([root / "app.py"] if (root / "app.py").exists() else [])


def imports_of(tree: ast.AST) -> list[tuple[str, int, bool]]:
    """(module, line, inside a function) of every import."""
    found: list[tuple[str, int, bool]] = []

    def visit(node: ast.AST, inside: bool) -> None:
        for child in ast.iter_child_nodes(node):
            deeper = inside or isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            if isinstance(child, ast.Import):
                found.extend((alias.name, child.lineno, inside) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                name = child.module or ""
                found.append(("." * child.level + name, child.lineno, inside))
                if name == "trainer":
                    found.extend((f"trainer.{alias.name}", child.lineno, inside) for alias in child.names)
            visit(child, deeper)

    visit(tree, False)
    return found


def breaches(root: Path = ROOT) -> list[str]:
    """Every import that crosses a wall, as sentences."""
    out: list[str] = []
    graph: dict[str, set[str]] = {}
    for file in product_files(root):
        room = room_of(file, root)
        where = str(file.relative_to(root))
        tree = ast.parse(file.read_text(encoding="utf-8"), filename=where)
        if file.stem in FORBIDDEN_NAMES:
            out.append(f"{where}: a module must not be called {file.stem}")
        if room in ("__init__", "__main__") and file.parent.name != "trainer":
            continue
        for module, line, inside in imports_of(tree):
            out += _one(room, where, module, line, inside)
            if module.startswith("trainer.") and not inside:
                graph.setdefault(_module(file, root), set()).add(module)
        out += _at_import(tree, where)
    return out + _circles(graph)


def _one(room: str, where: str, module: str, line: int, inside: bool) -> list[str]:
    at = f"{where}:{line}"
    if module.startswith("."):
        return [f"{at}: relative import; say trainer.…"]
    top = module.split(".")[0]
    if top in NEVER or module in NEVER:
        return [f"{at}: {top} must not reach the product"]
    if top in ("tests", "bench", "training"):
        return [f"{at}: the product must not import {top}"]
    if top == "trainer":
        other = module.split(".")[1] if "." in module else ""
        out = []
        if other and other != room and room in MAY_KNOW and other not in MAY_KNOW[room]:
            out.append(f"{at}: {room} must not know {other}")
        if inside:
            out.append(f"{at}: import of {module} inside a function")
        if room not in MAY_KNOW and room not in ("__init__",):
            out.append(f"{at}: the room {room} is not on the map")
        return out
    if top in ONLY_IN and room not in ONLY_IN[top]:
        return [f"{at}: {top} belongs to {', '.join(sorted(ONLY_IN[top]))}, not to {room}"]
    if room == "domain" and (top not in DOMAIN_OUTSIDE or top in DOMAIN_NEVER):
        return [f"{at}: domain must not use {top}"]
    return []


_QUIET = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.If, ast.Try)


def _at_import(tree: ast.Module, where: str) -> list[str]:
    """Statements at module level that do something; a screen's or app's script is meant to run."""
    if where.startswith(("app.py", "trainer/screens/", "trainer/__main__", "trainer/store/migrations")):
        return []
    return [f"{where}:{node.lineno}: something happens at import" for node in tree.body
            if not isinstance(node, _QUIET) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]


def _module(file: Path, root: Path) -> str:
    return ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _circles(graph: dict[str, set[str]]) -> list[str]:
    state: dict[str, int] = {}
    out: list[str] = []

    def visit(node: str, path: tuple[str, ...]) -> None:
        state[node] = 1
        for other in graph.get(node, ()):
            if state.get(other) == 1:
                start = path.index(other) if other in path else len(path)
                out.append("circle: " + " → ".join((*path[start:], node, other)))
            elif other in graph and state.get(other) is None:
                visit(other, (*path, node))
        state[node] = 2

    for node in graph:
        if state.get(node) is None:
            visit(node, ())
    return out
