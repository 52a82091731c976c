"""Fits what stands behind the network: feature weights, the blend, the map against bunching, spread, and every threshold."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import GroupKFold

from training.disagreements import disagreements, opinions
from training.replies import DIMENSIONS, LabelledReply
from trainer.scoring.heads import expectation
from trainer.signals.features import names, observe, vector

RIDGE = 100.0
TECHNIQUE_C = 0.1


def features_of(rows: list[LabelledReply]) -> np.ndarray:
    return np.array([vector(observe(r.reply, r.client, r.history, r.situation)) for r in rows])


def fit_heads(
    train: list[LabelledReply], held: list[LabelledReply], cumulative: np.ndarray, final: list[LabelledReply], technique_names: tuple[str, ...]
) -> dict[str, np.ndarray]:
    """``train``: what the calibration network learned from; ``held``: rows it has not seen, with its ``cumulative`` logits;
    ``final``: the rows of the network that ships. Everything that needs unseen rows is fitted on ``held`` alone."""
    made, unseen = features_of(train), features_of(held)
    target = np.array([r.target for r in held])
    mean, scale = made.mean(0), made.std(0) + 1e-6
    weights, bias = _ridge(train, _standard(made, mean, scale), mean, scale)
    counted = _standard(unseen, mean, scale) @ weights.T + bias
    net = expectation(cumulative)
    share, slope, shift, sigma = np.zeros(4), np.ones(4), np.zeros(4), np.zeros((4, 2))
    gold = np.array([r.gold for r in held])
    ordinary = np.array([not r.odd for r in held])  # gates answer for the odd ones
    for d in range(4):
        share[d] = _best_share(net[:, d], counted[:, d], target[:, d], ordinary)
        blend = (1 - share[d]) * net[:, d] + share[d] * counted[:, d]
        slope[d], shift[d] = _map(blend[ordinary], target[ordinary, d], gold[ordinary, d])
        point = slope[d] * blend + shift[d]
        sigma[d] = _spread(point[ordinary] - target[ordinary, d], np.abs(net - counted)[ordinary, d])
    whole = features_of(final)
    mean, scale = whole.mean(0), whole.std(0) + 1e-6
    ridge, ridge_bias = _ridge(final, _standard(whole, mean, scale), mean, scale)
    return {
        "feature_names": np.array(names()), "technique_names": np.array(technique_names), "dimension_names": np.array(DIMENSIONS),
        "feature_mean": mean, "feature_scale": scale, "feature_weights": ridge, "feature_bias": ridge_bias,
        "feature_share": share, "map_slope": slope, "map_shift": shift, "sigma": sigma,
    }


def _ridge(rows: list[LabelledReply], standard: np.ndarray, mean: np.ndarray, scale: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Feature weights per dimension, learned from the replies and, for what these rate, from the plain disagreements."""
    far_off = disagreements() + opinions()
    far = _standard(features_of(far_off), mean, scale)
    weights, bias = np.zeros((4, standard.shape[1])), np.zeros(4)
    for d in range(4):
        extra = [i for i, r in enumerate(far_off) if r.rated[d]]
        target = np.array([r.target[d] for r in rows] + [far_off[i].target[d] for i in extra])
        fitted = Ridge(alpha=RIDGE).fit(np.vstack([standard, far[extra]]), target)
        weights[d], bias[d] = fitted.coef_, fitted.intercept_
    return weights, bias


def technique_weights(rows: list[LabelledReply], inputs: np.ndarray, technique_names: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """One logistic regression per technique; a technique that one of two raters named teaches a half."""
    weights, bias = np.zeros((len(technique_names), inputs.shape[1])), np.full(len(technique_names), -20.0)
    for place, name in enumerate(technique_names):
        fitted = _fit_technique(inputs, rows, name)
        if fitted is not None:
            weights[place], bias[place] = fitted.coef_[0], fitted.intercept_[0]
    return weights, bias


def _fit_technique(inputs: np.ndarray, kept: list[LabelledReply], name: str) -> LogisticRegression | None:
    share = np.array([np.mean([name in t for t in r.shown]) for r in kept])
    if share.sum() < 5:
        return None
    both, said = np.vstack([inputs, inputs]), np.r_[np.ones(len(kept)), np.zeros(len(kept))]
    return LogisticRegression(C=TECHNIQUE_C, max_iter=300).fit(both, said, sample_weight=np.r_[share, 1 - share])


def technique_logits_unseen(rows: list[LabelledReply], inputs: np.ndarray, technique_names: tuple[str, ...]) -> np.ndarray:
    """Logits for every row from weights that have not seen its industry: enough rows to lay a threshold by."""
    logits = np.full((len(rows), len(technique_names)), -20.0)
    for learn, unseen in GroupKFold(n_splits=5).split(inputs, groups=[r.industry for r in rows]):
        for place, name in enumerate(technique_names):
            fitted = _fit_technique(inputs[learn], [rows[i] for i in learn], name)
            if fitted is not None:
                logits[unseen, place] = fitted.decision_function(inputs[unseen])
    return logits


def _standard(values: np.ndarray, mean: np.ndarray, scale: np.ndarray) -> np.ndarray:
    return np.clip((values - mean) / scale, -4, 4)


def _best_share(net: np.ndarray, counted: np.ndarray, target: np.ndarray, rows: np.ndarray) -> float:
    """The share of the features that correlates best with the target, from a coarse grid (a fine one would fit noise)."""
    grid = (0.1, 0.2, 0.3, 0.4)
    scored = [np.corrcoef((1 - s) * net[rows] + s * counted[rows], target[rows])[0, 1] for s in grid]
    return grid[int(np.argmax(scored))]


def _map(blend: np.ndarray, target: np.ndarray, gold: np.ndarray) -> tuple[float, float]:
    """A line that gives the points the spread of the targets, shrunk as far as kappa likes it, with a bias of zero after rounding."""
    best: tuple[float, float, float] | None = None
    for stretch in (0.8, 0.85, 0.9, 0.95, 1.0):
        slope = stretch * target.std() / blend.std()
        shift = target.mean() - slope * blend.mean()
        for _ in range(10):
            levels = np.clip(np.floor(slope * blend + shift + 0.5), 1, 5)
            shift -= 0.5 * (levels.mean() - gold.mean())
        levels = np.clip(np.floor(slope * blend + shift + 0.5), 1, 5).astype(int)
        kappa = cohen_kappa_score(levels, gold, weights="quadratic", labels=[1, 2, 3, 4, 5])
        within = float((np.abs(levels - gold) <= 1).mean())
        if best is None or kappa + within > best[0]:
            best = (kappa + within, slope, shift)
    assert best is not None
    return best[1], best[2]


def _spread(error: np.ndarray, apart: np.ndarray) -> np.ndarray:
    """Sigma as a line in the disagreement of network and features: |error| ≈ .8 sigma for a normal error."""
    line = np.polyfit(apart, np.abs(error) / 0.798, 1)
    growth = float(np.clip(line[0], 0.0, 0.6))
    return np.array([max(0.35, float((np.abs(error) / 0.798 - growth * apart).mean())), growth])


def guard_threshold(logits: np.ndarray, rate: float) -> float:
    """The logit under which at most ``rate`` of ordinary replies fall."""
    return float(np.quantile(logits, rate))


def off_topic(own: np.ndarray, strange: np.ndarray, rate: float) -> dict[str, list[float] | float]:
    """Weights over the inputs of ``trainer.scoring.off_topic`` that tell replies to their own message from replies to another's,
    and the bar that at most ``rate`` of the replies to their own message pass."""
    inputs, label = np.vstack([own, strange]), np.r_[np.zeros(len(own)), np.ones(len(strange))]
    mean, scale = inputs.mean(0), inputs.std(0) + 1e-6
    fitted = LogisticRegression(C=1.0, max_iter=1000, class_weight="balanced").fit((inputs - mean) / scale, label)
    weights = fitted.coef_[0] / scale
    return {"weights": [round(float(w), 5) for w in weights], "bar": round(float(np.quantile(own @ weights, 1 - rate)), 5)}


def technique_threshold(probability: np.ndarray, shown: np.ndarray) -> float:
    """The lowest threshold, never below one half, from which at least .86 of what is said is right (a margin above the .8 that must hold on rows held
    out); .99, which is hardly ever passed, where no threshold reaches it on five replies."""
    for threshold in np.arange(0.5, 0.91, 0.025):
        said = probability >= threshold
        if said.sum() < 8:
            return 0.99
        if float(shown[said].mean()) >= 0.86:
            return float(threshold)
    return 0.99
