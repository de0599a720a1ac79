"""What is done to the evaluation part: transform it only, resample it never."""

import ast

from mlwright.leakage.domain.rows import overlap
from mlwright.leakage.edits.learning import resampling_at
from mlwright.leakage.edits.names import mentions
from mlwright.leakage.edits.restated import restated
from mlwright.leakage.edits.statements import Spot, spot_of
from mlwright.leakage.edits.text import text_of
from mlwright.leakage.edits.transformers import takes_new_rows
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Edit
from mlwright.leakage.rule import Hit


def transform_only(hit: Hit, facts: Facts) -> Edit | None:
    """Use what the same object learned from the training rows just before."""
    spot, node = spot_of(facts.source, hit.node), hit.node
    fits = [fit for fit in facts.fits if fit.node is node]
    if (
        spot is None
        or not fits
        or not isinstance(node, ast.Call)
        or not isinstance(node.func, ast.Attribute)
        or node.keywords
    ):
        return None
    safe = takes_new_rows(fits[0].estimator)
    earlier = fits[0].estimator.fits[: fits[0].estimator.fits.index(fits[0])]
    if safe is None or not earlier or node.func.attr not in {"fit_transform", "fit"} or not node.args:
        return None
    for fit in fits:
        before = fit.estimator.fits[fit.estimator.fits.index(fit) - 1]
        if before.node is not earlier[-1].node or overlap(before.data.rows, fit.data.rows) != "disjoint":
            return None
    receiver = text_of(spot.source, node.func.value)
    if not _stands_before(spot, earlier[-1].node) or not isinstance(node.func.value, ast.Name | ast.Attribute):
        return None
    what = f"transform these rows with what {receiver} learned from the training rows"
    if node.func.attr == "fit":
        alone = isinstance(spot.statement, ast.Expr) and spot.statement.value is node and len(spot.block) > 1
        return restated(spot, {}, what, safe, removed=True) if alone else None
    new = f"{receiver}.transform({text_of(spot.source, node.args[0])})"
    return restated(spot, {node: new}, what, safe)


def _stands_before(spot: Spot, node: ast.AST) -> bool:
    """Whether a simple statement of the same block, earlier, holds the node."""
    return any(
        isinstance(item, ast.Assign | ast.Expr) and any(inner is node for inner in ast.walk(item))
        for item in spot.block[: spot.at]
    )


def left_alone(hit: Hit, facts: Facts) -> Edit | None:
    """Leave the evaluation part as it is."""
    spot = spot_of(facts.source, hit.node)
    found = resampling_at(spot, hit.node) if spot is not None else None
    if spot is None or found is None:
        return None
    targets, call = found
    sampler = getattr(call.func, "value", None)
    if isinstance(sampler, ast.Name):
        later = [item for item, _ in mentions(spot.scope, sampler.id) if item.lineno > (spot.statement.end_lineno or 0)]
        if later:
            return None
    what = f"leave {' and '.join(targets)} as they are"
    given = [text_of(spot.source, item) for item in call.args]
    if given == targets:
        return restated(spot, {}, what, True, removed=True) if len(spot.block) > 1 else None
    return restated(spot, {call: ", ".join(given)}, what, True)
