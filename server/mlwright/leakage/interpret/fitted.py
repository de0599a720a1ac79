"""Attributes of an estimator after its fit."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.learned import Statistic
from mlwright.leakage.domain.values import (
    EMPTY,
    Data,
    Estimator,
    Mapping,
    Method,
    Value,
)  # fmt: skip
from mlwright.leakage.events import Report

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine


def attribute(machine: "Machine", owner: Estimator, name: str, node: ast.AST) -> Value:
    """`estimator.name`: a search's results, what a fit learned, or a method."""
    if name in {
        "best_score_",
        "best_value",
        "best_trial",
        "best_score",
        "cv_results_",
        "best_iteration",
        "best_iteration_",
        "best_ntree_limit",
    }:
        if owner.role == "search" and name in {"best_score_"}:
            machine.emit(Report, node, estimator=owner, how=name)
        return Data(flags=frozenset({"search score"}))
    if (
        name
        in {"best_estimator_", "estimator", "model", "estimator_", "base_estimator", "regressor_", "net", "booster_"}
        and name not in owner.params
    ):
        return owner
    if name in {"best_params_", "params", "best_params"}:
        return Mapping()
    if name in {
        "feature_importances_",
        "coef_",
        "support_",
        "ranking_",
        "scores_",
        "pvalues_",
        "selected_features_",
        "k_feature_idx_",
        "support_weak_",
        "feature_names_",
        "pvalues",
        "k_feature_names_",
        "features_to_drop_",
    }:
        return importance(machine, owner, name, node)
    if name in {"labels_", "embedding_"} and owner.fit is not None:
        return owner.fit.data.like(learned=owner.learned, name=None, columns=None)
    if name.endswith("_") and owner.learned:
        return Data(latent=owner.learned)
    if name in {"fittedvalues", "oob_prediction_", "train_score_", "resid"} and owner.fit is not None:
        return owner.fit.data.like(fits=frozenset((owner.fit,)), flags=frozenset({"prediction"}), columns=None)
    if name in {"wv", "dv", "docvecs"} and owner.role == "transformer":
        return owner
    if name in {"named_steps", "steps", "transformers_", "named_transformers_"}:
        return Mapping({str(i): step for i, step in enumerate(owner.steps)}) if not owner.steps else owner.steps[-1]
    return Method(owner, name, node)


def importance(machine: "Machine", owner: Estimator, name: str, node: ast.AST) -> Value:
    fit = owner.fit
    if fit is None or fit.target is None:
        return Data()
    made = Statistic("supervised", fit.node, fit.data.rows, f"{owner.text}.{name}", EMPTY, owner, len(machine.events))
    made.source = fit.source
    return Data(latent=frozenset((made,)))
