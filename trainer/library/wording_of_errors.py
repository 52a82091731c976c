"""Says in an author's words what a validation error means, and how to cure it."""

from __future__ import annotations

import difflib

from pydantic import BaseModel, ValidationError

from trainer.domain.errors import Problem
from trainer.library.reading import Sheet


def problems_of(sheet: Sheet, error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """One problem per fault that pydantic found, with the line of the field."""
    out = []
    for fault in error.errors(include_url=False):
        path = tuple(p for p in fault["loc"] if p != "[key]")
        message, cure = _said(fault, path, model)
        out.append(Problem(sheet.file, sheet.line_of(path), ".".join(map(str, path)), message, cure))
    return out


def _said(fault: dict, path: tuple, model: type[BaseModel]) -> tuple[str, str]:
    kind, ctx, name = fault["type"], fault.get("ctx", {}), str(path[-1]) if path else "the file"
    given = repr(fault.get("input"))
    given = given if len(given) < 60 else given[:57] + "…"
    if kind == "missing":
        return f"'{name}' is missing", f"add '{name}:'; docs/scenario-format.md says what it holds"
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(name, _field_names(model, path[:-1]), n=1)
        return f"'{name}' is not a field here", f"did you mean '{near[0]}'?" if near else f"remove it; known here: {', '.join(sorted(_field_names(model, path[:-1]))) or 'nothing'}"
    if kind.startswith("enum") or kind == "literal_error":
        return f"{given} is not one of the allowed values", f"use one of {ctx.get('expected', 'the documented values')}"
    if kind in ("string_type",):
        return f"{given} is not text", "put it in quotation marks" if not isinstance(fault.get("input"), (dict, list)) and fault.get("input") is not None else "give one text here"
    if kind.startswith(("int", "float")):
        return f"{given} is not a number", "give a number without quotation marks"
    if kind.startswith("bool"):
        return f"{given} is not true or false", "write true or false"
    if kind in ("tuple_type", "list_type"):
        return f"{given} is not a list", "give a list: one '- …' line per item"
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return f"{given} is not a group of fields", "indent its fields below it"
    if kind == "too_short":
        return f"{ctx.get('actual_length', 0)} given, at least {ctx.get('min_length')} needed", "add more"
    if kind == "too_long":
        return f"{ctx.get('actual_length', 'too many')} given, at most {ctx.get('max_length')} allowed", "remove some"
    if kind == "string_too_long":
        return f"the text is longer than {ctx.get('max_length')} characters", "shorten it"
    if kind == "string_pattern_mismatch":
        return f"{given} has a form that is not allowed", "ids: small letters, digits and _, beginning with a letter" if name == "id" else f"it must fit {ctx.get('pattern')}"
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        bounds = " and ".join(f"{k} {v}" for k, v in (("at least", ctx.get("ge")), ("at most", ctx.get("le")), ("more than", ctx.get("gt")), ("less than", ctx.get("lt"))) if v is not None)
        return f"{given} is out of range", f"give a number of {bounds}"
    return fault["msg"].removeprefix("Value error, "), "change it so that the sentence before is no longer true"


def _field_names(model: type[BaseModel], path: tuple) -> list[str]:
    """Names of the fields at a path of a model, found by walking its JSON Schema."""
    schema = model.model_json_schema()
    here = schema
    for step in path:
        here = _deref(schema, here)
        if isinstance(step, int):
            here = here.get("items", {})
        else:
            here = here.get("properties", {}).get(step) or here.get("additionalProperties", {})
        if not isinstance(here, dict):
            return []
    return list(_deref(schema, here).get("properties", {}))


def _deref(schema: dict, part: dict) -> dict:
    for option in part.get("anyOf", []):
        if "$ref" in option:
            part = option
    ref = part.get("$ref")
    if ref:
        for key in ref.removeprefix("#/").split("/"):
            schema = schema[key]
        return schema
    return part
