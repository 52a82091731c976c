"""Writes the model's card and the results in words, from measured figures only."""

from __future__ import annotations

import json
from pathlib import Path

from training.replies import DIMENSIONS

VERSION = "1"


def write_json(folder: Path, *, model_sha256: str, heads_sha256: str, data_sha256: str, which: str) -> None:
    """The part of the card a program reads; the scorer's id is made from it."""
    found = {
        "version": VERSION, "which": which, "model_sha256": model_sha256, "heads_sha256": heads_sha256, "data_sha256": data_sha256,
        "starting_weights": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)", "licence": "Apache-2.0 for the network, the project's own for the rest",
    }
    (folder / "card.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def summary(figures: dict) -> str:
    """The main table, as plain text."""
    lines = ["| dimension | QWK (95 %) | exact | within one | Spearman | bias | length only | keywords only |", "|---|---|---|---|---|---|---|---|"]
    for name in DIMENSIONS:
        a = figures["agreement"][name]
        lines.append(
            f"| {name.replace('_', ' ')} | {a['kappa']:.2f} ({a['low']:.2f}–{a['high']:.2f}) | {a['exact']:.2f} | {a['within_one']:.2f} | {a['spearman']:.2f} | {a['bias']:+.2f} | "
            f"{figures['baselines']['length only'][name]:.2f} | {figures['baselines']['keywords only'][name]:.2f} |"
        )
    return "\n".join(lines)


def missed_bars(figures: dict) -> list[str]:
    """The bars that were not reached, in words."""
    found = []
    for name in DIMENSIONS:
        a, plain = figures["agreement"][name], name.replace("_", " ")
        if a["kappa"] < 0.75:
            found.append(f"{plain}: QWK {a['kappa']:.3f}, wanted .75")
        if a["within_one"] < 0.95:
            found.append(f"{plain}: within one {a['within_one']:.3f}, wanted .95")
        if abs(a["bias"]) > 0.2:
            found.append(f"{plain}: bias {a['bias']:+.2f}, wanted ±.20")
        if a["kappa"] - max(figures["baselines"][b][name] for b in figures["baselines"]) < 0.25:
            found.append(f"{plain}: less than .25 above a baseline")
    if figures["gates"]["share"] > 0.02:
        found.append(f"gates fire on {figures['gates']['share']:.1%} of ordinary replies, wanted 2 %")
    for name in DIMENSIONS:
        a, plain = figures["fresh_writers"]["agreement"][name], name.replace("_", " ")
        if a["kappa"] < 0.75 or abs(a["bias"]) > 0.2 or a["within_one"] < 0.95:
            found.append(f"writers never met, {plain}: QWK {a['kappa']:.3f}, within one {a['within_one']:.3f}, bias {a['bias']:+.2f}")
    for kind, row in figures["fairness"].items():
        found += [f"{kind}: {name.replace('_', ' ')} {row[name]:+.2f}, wanted ±.30" for name in DIMENSIONS if abs(row[name]) > 0.3]
    said = sum(t["may_say_used"] for t in figures["techniques"].values())
    if said < 12:
        found.append(f"techniques that may be named: {said}, wanted 12")
    return found


def _techniques(figures: dict) -> str:
    lines = ["| technique | said | named by one or both | by both | precision | recall | precision against both | may say used | may say missed |", "|---|---|---|---|---|---|---|---|---|"]
    for name, t in sorted(figures["techniques"].items(), key=lambda kv: -kv[1]["named_by_one"]):
        share = [("–" if t[k] is None else f"{t[k]:.2f}") for k in ("precision", "recall", "precision_against_both")]
        lines.append(
            f"| {name} | {t['said']} | {t['named_by_one']} | {t['named_by_both']} | {share[0]} | {share[1]} | {share[2]} | {'yes' if t['may_say_used'] else 'no'} | {'yes' if t['may_say_missed'] else 'no'} |"
        )
    return "\n".join(lines)


def _body(figures: dict) -> str:
    missed, fresh = missed_bars(figures), figures["fresh_writers"]
    fair = "\n".join(
        f"| {kind} | {row['n']} | " + " | ".join(f"{row[name]:+.2f}" for name in DIMENSIONS) + " |" for kind, row in figures["fairness"].items()
    )
    shares = "\n".join(f"| {name.replace('_', ' ')} | " + " | ".join(f"{s:.0%}" for s in figures["agreement"][name]["shares"]) + " |" for name in DIMENSIONS)
    return f"""## Agreement on industries held out ({figures['rows']} replies, never learned from)

{summary(figures)}

Labels: two language models following the codebook, one of them blind. They are a consistent standard, not people; every figure here is agreement with that standard.
The figures of two earlier networks on these industries were seen while the recipe was being chosen (on the calibration industries); the two writers below came after that.

## Agreement on two writers it had never met ({fresh['rows']} replies in industries of their own, {fresh['second_rated']} of them rated twice)

{summary(fresh)}

Share of each level given on the test industries:

| dimension | 1 | 2 | 3 | 4 | 5 |
|---|---|---|---|---|---|
{shares}

Marked uncertain: {figures['uncertain']:.0%} of the levels. Gates fire on {figures['gates']['share']:.1%} of {figures['gates']['ordinary']} ordinary replies.

## Manner of writing: scorer minus label, mean

| manner | replies | empathy | clarity | non-defensive | solution focus |
|---|---|---|---|---|---|
{fair}

## Techniques

Measured on the test industries and the two writers never met. Precision: of the replies where it is said, the share in which at least one rater named it. Recall: of the replies where all raters (one or two) named it, the share in which it is said.

{_techniques(figures)}

## Bars missed

{chr(10).join('- ' + m for m in missed) if missed else 'None of those measured here.'}
"""


def write_card(folder: Path, figures: dict, ship: str) -> None:
    """The card for people, beside the model."""
    found = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    which = (
        "The shipped network goes on from the reported one: two further epochs on every labelled reply. **The figures below are the reported network's**, which learned without the test industries "
        f"(its sha256: `{figures['reported_sha256']}`). The heads' thresholds are taken over from it."
        if ship == "shipped"
        else "The shipped network is the reported one: it learned without the test industries."
    )
    text = f"""# Model card: reply rater {found['version']}

Rates one trainee reply, read against the client's message, on four dimensions from 1 to 5, and says which techniques it shows. English only.

- **Made from**: all-MiniLM-L6-v2 (Apache-2.0), fine-tuned whole; ordinal heads over the mean of the reply's pieces; quantised to int8. Beside it a ridge regression over counted features.
- **Data**: `training/data`, replies written for this project, labelled by language models following the codebook; sha256 of the data `{found['data_sha256']}`.
- **Network**: `reply_rater.int8.onnx`, sha256 `{found['model_sha256']}`. **Heads**: `heads.npz` (plain arrays), sha256 `{found['heads_sha256']}`.
- **Licence**: {found['licence']}.
- **Remade by**: `make train` (training/requirements.txt; CPU, about half an hour on two cores). {which}
- **Not for**: judging people. It rates practice replies against one codebook; a reviewer's rating stands above it.

{_body(figures)}"""
    (folder / "model_card.md").write_text(text, encoding="utf-8")


def write_results(path: Path, results: dict) -> None:
    """Comparison of the candidates and the figures of the one chosen."""
    parts = ["# What was tried, and what it reached\n", "Written by `python -m training.finish` from `results.json`; do not edit by hand.\n"]
    if "comparison" in results:
        c = results["comparison"]
        parts.append(f"## Candidates\n\n{c['about']}\n\n| candidate | empathy | clarity | non-defensive | solution focus | mean |\n|---|---|---|---|---|---|")
        parts += [f"| {row['name']} | " + " | ".join(f"{v:.2f}" for v in row["kappa"]) + f" | {sum(row['kappa']) / 4:.3f} |" for row in c["rows"]]
        parts.append("")
    if "public" in results:
        parts.append("## Public human-rated sets, never learned from: Spearman with the expected level (the shipped network; `bench/public_sets.py`)\n\n| set | replies | empathy | clarity | non-defensive | solution focus | length alone |\n|---|---|---|---|---|---|---|")
        parts += [f"| {name} | {row['rows']} | " + " | ".join(f"{row[d]:.2f}" for d in DIMENSIONS) + f" | {row['length']:.2f} |" for name, row in results["public"].items()]
        parts.append(f"\nReceptiveness, non-defensive: {results['public']['receptiveness']['non_defensive']:.2f}, wanted .42" + (": missed. It rates manner toward a client; toward a political opponent it ranks with the people only weakly.\n" if results["public"]["receptiveness"]["non_defensive"] < 0.42 else ".\n"))
    if "reported" in results:
        parts.append(_body(results["reported"]))
    path.write_text("\n".join(parts), encoding="utf-8")
