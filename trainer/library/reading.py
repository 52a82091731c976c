"""Reads one YAML file into plain data with the line of every field, and refuses what a scenario file has no need for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from trainer.domain.errors import FileProblems, Problem

MAX_BYTES = 400_000
MAX_SCALAR = 4_000
MAX_DEPTH = 24
MAX_NODES = 20_000
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Sheet:
    """A file as plain data; ``lines`` maps a path of keys and indexes to its 1-based line."""

    file: str
    data: dict
    lines: dict[tuple, int] = field(default_factory=dict)

    def line_of(self, path: tuple) -> int | None:
        """The line of the nearest field on the way to ``path``."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def read_sheet(path: Path, shown_as: str) -> Sheet:
    """Reads a file. Raises ``FileProblems`` with file, line, field and cure for whatever cannot be a scenario file."""
    text = _text(path, shown_as)
    _refuse_odd_yaml(text, shown_as)
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        raise FileProblems([_yaml_problem(shown_as, error)]) from None
    if node is None:
        raise FileProblems([Problem(shown_as, 1, "", "the file is empty", "start from scenarios/template in docs/scenario-format.md")])
    if not isinstance(node, yaml.MappingNode):
        raise FileProblems([Problem(shown_as, node.start_mark.line + 1, "", "the file must be a mapping of fields, not a list or a single value", "begin with lines such as 'kind: scenario' and 'id: my_client'")])
    sheet = Sheet(shown_as, {})
    faults: list[Problem] = []
    sheet.data = _plain(node, (), sheet, faults)
    if faults:
        raise FileProblems(faults)
    return sheet


def _text(path: Path, shown_as: str) -> str:
    def problem(message: str, cure: str, line: int | None = None) -> FileProblems:
        return FileProblems([Problem(shown_as, line, "", message, cure)])

    try:
        raw = path.read_bytes()
    except OSError as error:
        raise problem(f"the file cannot be read ({error.strerror})", "check that it exists and may be read") from None
    if len(raw) > MAX_BYTES:
        raise problem(f"the file has {len(raw):,} bytes, at most {MAX_BYTES:,} are read", "shorten it; a scenario needs about 30,000")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise problem("the file is UTF-16", "save it as UTF-8", 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise problem("the file is not UTF-8", "save it as UTF-8 in your editor", line) from None
    for number, row in enumerate(text.split("\n"), 1):
        bad = next((c for c in row if (ord(c) < 32 and c not in "\t\r") or ord(c) == 127), None)
        if bad is not None:
            raise problem(f"a control character (code {ord(bad)}) stands in the text", "delete it", number)
        if row.startswith("\t") or (row.lstrip(" ").startswith("\t") and row.strip()):
            raise problem("the line is indented with a tab", "indent with spaces", number)
    return text


def _refuse_odd_yaml(text: str, shown_as: str) -> None:
    depth = nodes = 0
    try:
        for event in yaml.parse(text, Loader=Loader):
            line = event.start_mark.line + 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise FileProblems([Problem(shown_as, line, "", "anchors and aliases (& and *) are not allowed", "write the text out, or put it in quotation marks where & or * is meant")])
            tag = getattr(event, "tag", None)
            if tag and getattr(event, "implicit", True) in (False, (False, False)):
                raise FileProblems([Problem(shown_as, line, "", f"the tag {tag} is not allowed", "remove it; put the value in quotation marks if it is text")])
            nodes += isinstance(event, yaml.NodeEvent)
            depth += isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)) - isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent))
            if depth > MAX_DEPTH:
                raise FileProblems([Problem(shown_as, line, "", f"fields are nested more than {MAX_DEPTH} deep", "no field of this format is that deep; check the brackets and the indentation")])
            if nodes > MAX_NODES:
                raise FileProblems([Problem(shown_as, line, "", f"more than {MAX_NODES:,} values", "shorten the file")])
            if isinstance(event, yaml.ScalarEvent) and len(event.value) > MAX_SCALAR:
                raise FileProblems([Problem(shown_as, line, "", f"a text of {len(event.value):,} characters, at most {MAX_SCALAR:,} are allowed", "shorten it; a missing quotation mark can also cause this")])
            if isinstance(event, yaml.DocumentStartEvent) and event.explicit and nodes:
                raise FileProblems([Problem(shown_as, line, "", "a second document starts here (---)", "put each scenario into a file of its own")])
    except yaml.YAMLError as error:
        raise FileProblems([_yaml_problem(shown_as, error)]) from None


def _yaml_problem(shown_as: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or str(error).split("\n")[0]
    return Problem(shown_as, mark.line + 1 if mark else None, "", f"this is not valid YAML: {what}",
                   "check the indentation and quotation marks at this line and the one above; texts that hold ': ' or begin with a sign need quotation marks")


def _plain(node: yaml.Node, path: tuple, sheet: Sheet, faults: list[Problem]):
    sheet.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        out: dict = {}
        for key_node, value_node in node.value:
            key = _scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            line = key_node.start_mark.line + 1
            if key is None or isinstance(key, (dict, list)):
                faults.append(Problem(sheet.file, line, ".".join(map(str, path)), "a key must be a word", "check the indentation and the colons here"))
                continue
            key = key if isinstance(key, str) else key_node.value
            if key in out:
                faults.append(Problem(sheet.file, line, ".".join(map(str, (*path, key))), f"'{key}' is given twice", "keep one of the two"))
                continue
            out[key] = _plain(value_node, (*path, key), sheet, faults)
            sheet.lines[(*path, key)] = line
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, i), sheet, faults) for i, child in enumerate(node.value)]
    return _scalar(node)


_CONSTRUCT = yaml.SafeLoader("")


def _scalar(node: yaml.ScalarNode):
    """Numbers, true/false and null as YAML 1.1 has them; dates and the words yes/no/on/off stay text, as authors mean them."""
    if node.tag.endswith(":timestamp") or (node.tag.endswith(":bool") and node.value.lower() not in ("true", "false")):
        return node.value
    if node.tag.endswith((":int", ":float")) and (":" in node.value or "_" in node.value or len(node.value) > 30):
        return node.value
    try:
        return _CONSTRUCT.construct_object(yaml.ScalarNode(node.tag, node.value), deep=True)
    except (yaml.YAMLError, ValueError):
        return node.value
