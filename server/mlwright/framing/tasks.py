"""The ten tasks: input, steps with tool and command, and the outputs by which a task is seen to be done."""

from typing import NamedTuple


class Step(NamedTuple):
    """What is done in a lane, by which tool and command, and which files it leaves."""

    lane: str
    does: str
    command: str
    tool: str = ""
    writes: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()
    """What the placeholders FILE stand for in the simulation, one after the other."""
    exits: int = 0
    """The exit code in the simulation, where it is another than 0."""
    prints: str = ""
    """Where the simulation keeps what the command prints, which is its paper."""
    by_hand_first: str = ""
    """A file that people write before this step; the simulation has one ready."""


class Output(NamedTuple):
    """A file that must be there, the model that reads it, and what it must hold."""

    path: str
    model: str
    says: str
    check: str
    """Name of the check, see `outputs.py`."""


class Task(NamedTuple):
    """One of the ten tasks."""

    id: str
    title: str
    input: str
    brief: str
    steps: tuple[Step, ...]
    outputs: tuple[Output, ...]
    by_hand: tuple[str, ...]

    @property
    def lanes(self) -> tuple[str, ...]:
        """The lanes of its steps, in their order."""
        return tuple(dict.fromkeys(step.lane for step in self.steps))


PROFILE = Step(
    "data_contract", "profile the table", "mlwright profile DATA --target NAME", "profile_data", ("data/profile.json",)
)
SPEC = Step(
    "features",
    "decide what the model may see and how rows are split",
    "mlwright spec WORKSPACE",
    "write_feature_spec",
    ("ml/feature-spec.md",),
)
CONFIG = Step(
    "offline_evaluation",
    "declare metric, candidates and bounds before the run",
    "mlwright config WORKSPACE",
    "write_experiment_config",
    ("ml/experiment-config.yaml",),
)
SCRIPT = Step(
    "training", "write the script", "mlwright script WORKSPACE", "generate_training_script", ("ml/training_script.py",)
)
TRAIN = Step(
    "training",
    "run and verify it, baselines beside candidates",
    "mlwright train WORKSPACE",
    "run_training",
    ("experiments/exp-001/run.json",),
)
GATE = Step(
    "offline_evaluation",
    "judge the run by its own policy",
    "mlwright gate WORKSPACE",
    "check_gates",
    ("experiments/exp-001/verdict.json",),
)
REPORT = Step("analysis_report", "write the page", "mlwright report WORKSPACE", "", ("report/index.html",))
PLAN = Step(
    "framing",
    "read the brief, list what is open",
    'mlwright plan "BRIEF" --out plan.json',
    "plan_lanes",
    ("plan.json",),
)
CHAIN = (PROFILE, SPEC, SCRIPT, CONFIG, TRAIN)

_PROFILE = Output("data/profile.json", "Profile", "the table, with its target and the columns that leak", "profile")
_SPEC = Output("ml/feature-spec.md", "FeatureSpec", "a column filled in after the outcome is left out", "spec")
_CONFIG = Output(
    "ml/experiment-config.yaml", "ExperimentConfig", "metric, split, seed and policy, before a run", "config"
)
_SCRIPT = Output(
    "ml/training_script.py", "Python", "a script that parses and imports nothing of this package", "script"
)
_RUN = Output("experiments/exp-001/run.json", "Run", "verified; baselines beside the candidates", "run")
_VERDICT = Output("experiments/exp-001/verdict.json", "Verdict", "each gate with value and reason", "verdict")

TASKS: tuple[Task, ...] = (
    Task(
        "MLE-01",
        "Frame an ambiguous ask",
        "a sentence",
        "Use AI so that fewer customers leave.",
        (
            PLAN._replace(exits=1),
            Step(
                "framing",
                "draft the compact from it; what nobody said stays `unknown`",
                "mlwright compact --plan plan.json --out compact.md",
                writes=("compact.md",),
            ),
        ),
        (
            Output("plan.json", "Plan", "not ready, with open questions", "open_plan"),
            Output("compact.md", "Compact", "all fields named; unknowns are listed, none invented", "open_compact"),
        ),
        ("ask the user the questions that block, and write the answers into the compact",),
    ),
    Task(
        "MLE-02",
        "Data and metric contract",
        "a table and its target",
        "Predict which customers leave next month.",
        (PROFILE, SPEC, CONFIG),
        (_PROFILE, _SPEC, _CONFIG),
        ("label timing and how sure labels are", "joins as of the moment of prediction", "who writes each column"),
    ),
    Task(
        "MLE-03",
        "Baseline scorer",
        "a table and its target",
        "Predict which customers leave next month; how good is a simple rule?",
        (*CHAIN, GATE, REPORT),
        (_PROFILE, _SPEC, _SCRIPT, _CONFIG, _RUN, Output("report/index.html", "page", "quotes the run", "page")),
        ("latency and cost of a prediction", "a list of what the baseline gets wrong"),
    ),
    Task(
        "MLE-04",
        "Feature plan and transforms",
        "a table and its target",
        "Predict which customers leave next month from their table.",
        (
            PROFILE,
            SPEC,
            SCRIPT,
            Step(
                "leak_check",
                "review the script for leakage",
                "mlwright review PATHS --format json --output review.json",
                "review_leakage",
                ("review.json",),
            ),
        ),
        (
            _PROFILE,
            _SPEC,
            _SCRIPT,
            Output("review.json", "review", "the script was analysed, no finding", "clean_review"),
        ),
        ("features that need another source", "compare the transform of a batch with that of its single rows"),
    ),
    Task(
        "MLE-05",
        "Threshold and config report",
        "a workspace with a run",
        "Predict which customers leave; a missed one costs us ten calls.",
        (*CHAIN, GATE),
        (
            _PROFILE,
            _SPEC,
            _SCRIPT,
            _CONFIG,
            Output(
                "experiments/exp-001/run.json",
                "Run",
                "precision, recall, F1, AUC and calibration error, with intervals",
                "metrics",
            ),
            _VERDICT,
        ),
        (
            "the threshold for the stated costs: a run keeps predictions of the test rows and a score for each fold, "
            "and no prediction of a training row; take those from scikit-learn's cross_val_predict in a script of "
            "your own, with the folds of the config, choose there, and count once on the test rows",
            "latency, cost and slices of the decision",
        ),
    ),
    Task(
        "MLE-06",
        "Error analysis",
        "a workspace with a verified run",
        "Which customers does the churn model get wrong, and why?",
        (
            *CHAIN,
            Step(
                "batch_scoring",
                "score rows whose outcome is known and that were not in the table",
                "mlwright predict WORKSPACE NEW_DATA --out scored.csv",
                writes=("scored.csv",),
            ),
            Step(
                "iteration_ledger",
                "note the kinds of errors that were looked at",
                'mlwright ledger WORKSPACE/ml/ledger.jsonl --add run=exp-001 --add change="read the wrong predictions" '
                '--add hypothesis="errors gather in one group" --add errors="leavers '
                'with many visits" --add decision=repeat',
                writes=("ml/ledger.jsonl",),
            ),
        ),
        (
            _PROFILE,
            _SPEC,
            _CONFIG,
            _RUN,
            Output("scored.csv", "table", "one prediction for each row, with probabilities", "scored"),
            Output("ml/ledger.jsonl", "Ledger", "errors that were looked at, beside the run", "error_ledger"),
        ),
        (
            "take other rows than the training table's, which show what was memorised; the run's `predictions.parquet` "
            "holds the test rows, and reading them is a look",
            "group the errors: false alarms, misses, doubtful labels, stale features, missing signal",
        ),
    ),
    Task(
        "MLE-07",
        "Versioned bundle",
        "a workspace with a verified run",
        "Pack the churn model so that another team can load it safely.",
        (
            *CHAIN,
            Step(
                "privacy",
                "scan what will be handed over",
                "mlwright scan WORKSPACE --json",
                prints="scan.json",
            ),
        ),
        (
            _PROFILE,
            _SPEC,
            _CONFIG,
            Output(
                "experiments/exp-001/run.json", "Run", "model, config and pins by hash, as they lie on disk", "bundle"
            ),
            Output("scan.json", "scan", "no secret, personal data or unsafe artefact", "clean_scan"),
        ),
        ("a schema that refuses input out of range", "logs that hold no personal data"),
    ),
    Task(
        "MLE-08",
        "Batch predictions",
        "a verified run and new rows",
        "Score all customers each night with the churn model.",
        (
            *CHAIN,
            Step(
                "batch_scoring",
                "score the new rows",
                "mlwright predict WORKSPACE NEW_DATA --out scored.csv",
                writes=("scored.csv",),
            ),
        ),
        (
            _PROFILE,
            _SPEC,
            _CONFIG,
            _RUN,
            Output("scored.csv", "table", "one prediction for each row, with probabilities", "scored"),
        ),
        ("an endpoint with time limit, fallback and version", "a log that joins outcomes to predictions"),
    ),
    Task(
        "MLE-09",
        "Rollout plan",
        "a verdict that passed",
        "Predict which customers leave; go live behind a canary with a rollback, then an A/B test, and monitor drift.",
        (
            PLAN,
            Step(
                "framing",
                "check the compact that people filled in: gates, rollback, owner",
                "mlwright compact FILE",
                writes=("compact.md",),
                fills=("compact.md",),
                by_hand_first="compact.md",
            ),
            *CHAIN,
            GATE,
        ),
        (
            Output("plan.json", "Plan", "the lanes rollout, ab_test and monitoring", "rollout_plan"),
            Output("compact.md", "Compact", "gates, rollback and owner; nothing open", "ready_compact"),
            _PROFILE,
            _SPEC,
            _SCRIPT,
            _VERDICT,
        ),
        ("traffic split, dashboards and the sign to go back", "who signs: `approve_stage` on the user's word only"),
    ),
    Task(
        "MLE-10",
        "Ledger and refresh plan",
        "the training table and a recent one",
        "Monitor the model that predicts which customers leave, and retrain it when the data drift.",
        (
            PLAN,
            Step(
                "monitoring",
                "compare a recent table with the training table",
                "mlwright review --select HY7 --data FILE --data FILE --format json --output drift.json",
                writes=("drift.json",),
                fills=("customers.csv", "drifted.csv"),
                exits=1,
            ),
            Step(
                "monitoring",
                "the same with one that did not change: no proposal",
                "mlwright review --select HY7 --data FILE --data FILE --format json --output stable.json",
                writes=("stable.json",),
                fills=("customers.csv", "recent.csv"),
            ),
            Step(
                "iteration_ledger",
                "note what was seen, and the debt it opens",
                'mlwright ledger WORKSPACE/ml/ledger.jsonl --add change="compare recent rows" --add '
                'hypothesis="customers stay the same" '
                '--add errors="the spend of customers drifted" --add '
                'decision=repeat --add debt="+retrain on recent rows"',
                writes=("ml/ledger.jsonl",),
            ),
        ),
        (
            Output("plan.json", "Plan", "the lanes monitoring and retraining", "refresh_plan"),
            Output("drift.json", "review", "drift is found, with the column", "drifted"),
            Output("stable.json", "review", "no finding where nothing changed", "clean_review"),
            Output("ml/ledger.jsonl", "Ledger", "an unbroken chain with open debt", "debt_ledger"),
        ),
        ("owner, runbook and health of labels", "when to retrain, and who signs the new model"),
    ),
)
BY_ID = {task.id: task for task in TASKS}
LANES = tuple(dict.fromkeys(lane for task in TASKS for lane in task.lanes))
"""Every lane that a task has a step in."""
