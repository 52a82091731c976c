"""What a screen leaves to be called later asks by itself who is there: by then the sign-in that drew it may have ended."""

from __future__ import annotations

import ast

import pytest

from tests.walls import ROOT

SCREENS = sorted((ROOT / "trainer" / "screens").glob("*.py"))
LATER = {"on_click", "on_change", "on_submit"}


def people_handed_on(tree: ast.AST) -> list[int]:
    """Lines on which a callback is given a person that was known when the screen was drawn."""
    out = []
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
        named = {k.arg: k.value for k in call.keywords}
        if LATER & set(named):
            given = [named.get("args"), named.get("kwargs"), *(v for k, v in named.items() if k in LATER and isinstance(v, ast.Lambda))]
            if any(isinstance(n, ast.Name) and n.id in ("who", "asker", "person") and isinstance(n.ctx, ast.Load) and not _called(g, n)
                   for g in given if g is not None for n in ast.walk(g)):
                out.append(call.lineno)
    return out


def files_made_later(tree: ast.AST) -> list[int]:
    """Lines with a download that is made by a function: outside of a run nobody is known, so taking_away.py does it."""
    return [c.lineno for c in ast.walk(tree) if isinstance(c, ast.Call) and isinstance(c.func, ast.Attribute) and c.func.attr == "download_button"
            and any(isinstance(a, ast.Lambda) for a in [*c.args, *(k.value for k in c.keywords)])]


def _called(inside: ast.AST, name: ast.Name) -> bool:
    return any(isinstance(n, ast.Call) and n.func is name for n in ast.walk(inside))


@pytest.mark.parametrize("file", SCREENS, ids=lambda f: f.stem)
def test_no_callback_is_handed_a_person_and_no_file_is_made_for_one_who_may_be_gone(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert people_handed_on(tree) == []
    assert file.stem == "taking_away" or files_made_later(tree) == []


def test_a_planted_one_is_seen():
    assert people_handed_on(ast.parse("st.button('x', on_click=go, args=(who, 1))")) == [1]
    assert people_handed_on(ast.parse("st.button('x', on_click=lambda: go(who))")) == [1]
    assert people_handed_on(ast.parse("st.button('x', on_click=lambda: go(person()))")) == []
    assert files_made_later(ast.parse("st.download_button('x', lambda: make(person()))")) == [1]
