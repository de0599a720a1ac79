"""The lanes of work: what each is, which words ask for it, and what of it a tool or command does today."""

import re
from typing import NamedTuple

from mlwright.framing.cues import compiled
from mlwright.framing.families import EFFECT
from mlwright.specs.plan import Family


class Work(NamedTuple):
    """A lane: its title, the cues that ask for it beside its families, and who does it."""

    title: str
    cue: str = ""
    tools: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    by_hand: str = ""
    unless: str = ""
    """Words of a clause in which the cue means something else."""


LANES: dict[str, Work] = {
    "data_contract": Work(
        "What the table holds, and which of it is known at the moment of prediction",
        r"data contract\b|schema\b",
        ("profile_data",),
        ("mlwright profile DATA",),
        "who writes each column, and when",
    ),
    "labels": Work(
        "Where the truth comes from, how late and how sure",
        r"label(?:s|led|ling|s? exist)?\b|ground truth|annotat\w+|confirmed by|relevance judg\w+|known outcomes?\b",
        by_hand="label rule, delay, and a sample of labels read by two people",
    ),
    "features": Work(
        "Which columns the model may see and how rows are split",
        r"features? (?:engineering|list|plan)\b",
        ("write_feature_spec",),
        ("mlwright spec WORKSPACE",),
    ),
    "leak_check": Work(
        "Nothing is used that is not known yet",
        r"leak(?:s|age|y)?\b|too good to be true",
        ("review_leakage",),
        ("mlwright review PATHS",),
        "columns filled in after the moment of prediction",
    ),
    "training": Work(
        "A script that trains repeatably, beside baselines",
        r"train(?:s|ed|ing)? (?:a|the|our|script|pipeline)\b",
        ("generate_training_script", "run_training"),
        ("mlwright script WORKSPACE", "mlwright train WORKSPACE"),
    ),
    "offline_evaluation": Work(
        "Metric and bounds declared before the run, judged after it",
        r"offline (?:evaluation|metrics?)|quality gates?\b|acceptance (?:test|criteria)",
        ("write_experiment_config", "check_gates"),
        ("mlwright config WORKSPACE", "mlwright gate WORKSPACE"),
    ),
    "decision_threshold": Work(
        "From a probability to a decision, by what each mistake costs",
        r"thresholds?\b|false (?:positives?|negatives?|alarms?)|(?:precision|recall)\b(?!@| at \d)|missed cases",
        by_hand="choose it on out-of-fold predictions, which a run does not keep, never on the test rows",
    ),
    "error_sizes": Work(
        "How large the errors are, for whom, and whether they lean one way",
        r"residuals?\b|over-?estimat\w+|under-?estimat\w+",
        commands=("mlwright predict WORKSPACE DATA",),
        by_hand="compare predictions with the truth on the slices of the compact",
    ),
    "backtesting": Work(
        "Errors measured on later periods than those learned from",
        r"back-?test\w*|rolling origin",
        ("write_feature_spec", "run_training"),
        ("mlwright spec WORKSPACE", "mlwright train WORKSPACE"),
        "several origins: one run scores one last horizon",
    ),
    "ranking_metrics": Work(
        "Whether the right things stand on top",
        r"ndcg\b|mrr\b|hit rate\b|click-?through",
        by_hand="NDCG or precision at k per list, on lists that were shown later; clicks are biased by position",
    ),
    "candidate_items": Work(
        "Which items may be offered at all, and what newcomers get",
        r"cold start\b|new users? (?:have|without)|catalogue?\b",
        by_hand="candidate source, filters, and the most popular items as the baseline",
    ),
    "retrieval_index": Work(
        "An index that finds candidates for a query",
        r"(?:vector|search|inverted) index\b|vector (?:database|store)\b",
        by_hand="keyword search as the baseline, then an index with a measured recall",
    ),
    "relevance_judgements": Work(
        "Real queries with the answers that were right",
        r"relevance\b|judged? (?:queries|results)|golden queries",
        by_hand="a set of real queries, judged by people who know, split by query",
    ),
    "neighbour_evaluation": Work(
        "Whether what lies close belongs together",
        r"nearest[- ]neighbou?rs?\b|downstream (?:task|model)s?\b",
        by_hand="pairs that must be close or far, and one downstream task beside a simple baseline",
    ),
    "prompt_contract": Work(
        "What goes into the prompt, what must come out, and what is refused",
        r"prompts?\b|guardrails?\b|json schema\b",
        by_hand="prompt, output schema, refusals; text from outside is data, never an instruction",
    ),
    "answer_evaluation": Work(
        "Answers judged on cases that were kept aside",
        r"hallucinat\w+|made[- ]up\b|cites?\b|citations?\b|answer quality",
        by_hand="kept-aside cases with checks of form by code, of facts by a person; a judge model needs its own check",
    ),
    "normal_behaviour": Work(
        "What normal looks like, per machine, customer or season",
        r"normal behaviou?r\b|usual\b|baseline behaviou?r",
        by_hand="robust limits per unit as the baseline; planted anomalies to see what is found",
    ),
    "alert_budget": Work(
        "How many alerts a day somebody can look at",
        r"alerts? (?:budget|fatigue|a day|per day)",
        by_hand="alerts per day and who takes them; every alert looked at becomes a label",
    ),
    "analysis_report": Work(
        "Tables and pictures that answer the question",
        r"reports?\b|dashboards?\b|charts?\b|slides?\b|slide deck\b",
        ("profile_data",),
        ("mlwright profile DATA",),
        "the comparison itself; association is not cause",
    ),
    "rule_baseline": Work(
        "A rule that people can read",
        r"rules?\b(?! out)",
        by_hand="write the rule with its bound, count on past cases what it would have done, name who may change it",
    ),
    "online_serving": Work(
        "Answers to single requests",
        r"(?:rest |http |prediction )?api\b|end-?point\b|served?\b online|online serving\b|microservice\b|"
        r"per request\b|in the (?:app|checkout)\b|web ?service\b",
        by_hand="no part of this version",
    ),
    "real_time": Work(
        "An answer while somebody waits",
        r"real[- ]?time\b|milliseconds?\b|\d+\s?ms\b|instant(?:ly|aneous)?\b|low latency\b|streaming\b|"
        r"live (?:scor\w+|predictions?|decisions?|answers?)\b|"
        r"within (?:a|one|two|\d+) seconds?\b",
        by_hand="time limit, fallback when it is missed, and features that are there in time",
    ),
    "batch_scoring": Work(
        "Many rows scored at once, on a schedule",
        r"batch (?:scoring|job|predictions?|scores?)\b|(?:every|each) (?:night|"
        r"morning|day|week|month|monday|quarter)\b|"
        r"nightly\b|overnight\b|once a (?:day|week|month|quarter)\b|(?:daily|"
        r"weekly|monthly) (?:scores?|list|run|job)\b",
        commands=("mlwright predict WORKSPACE DATA",),
        by_hand="the schedule",
        unless=r"\b(?:los(?:e|es|t|ing)|costs?|gets?|receives?|arrives?|sells?|spends?)\b",
    ),
    "feature_store": Work(
        "Features kept once for training and serving", r"feature store\b", by_hand="no part of this version"
    ),
    "gpu": Work("Training that needs an accelerator", r"gpus?\b|cuda\b", by_hand="what we train runs on the processor"),
    "ab_test": Work(
        "A comparison on users, with a group that keeps the old way",
        r"a\s?/\s?b(?:[- ]tests?)?\b|ab[- ]tests?\b|split test\w*|randomi[sz]ed (?:test|trial|"
        r"experiment)|control group\b|hold-?out group\b|" + EFFECT,
        by_hand="unit, size, length and stopping rule, written down before it starts",
    ),
    "rollout": Work(
        "Going live in steps, with a way back",
        r"(?:with|a|has|have|needs?) (?:\w+ )?roll-?back\b|roll-?out\b|canary\b|shadow (?:mode|traffic)|"
        r"go(?:es|ing)? live\b|champion\b",
        by_hand="steps, the sign to go back, and who does it",
    ),
    "monitoring": Work(
        "Whether it still holds after weeks",
        r"monitor\w*|drift\w*|degrad\w+|alarms? when (?:the|it)",
        commands=("mlwright review --select HY7 --data FILE --data FILE",),
        by_hand="compare the training table with a recent one, on a schedule of your own",
    ),
    "retraining": Work(
        "When and how it learns anew",
        r"re-?train\w*|refresh(?:ed)? (?:the )?model|keep(?:s|ing)? (?:it|the model) up to date|continuous training",
        ("run_training", "check_gates"),
        ("mlwright train WORKSPACE", "mlwright gate WORKSPACE"),
        "the schedule, and the comparison with the model in use",
    ),
    "privacy": Work(
        "Personal data: what may be used, kept and shown",
        r"personal data\b|gdpr\b|hipaa\b|pii\b|privacy\b|patients?\b|"
        r"medical records?\b|health records?\b|anonymi[sz]\w+|"
        r"consent\b|(?:hr|health|medical) data\b",
        commands=("mlwright scan PATHS",),
        by_hand="purpose, retention, and who may see a single prediction",
    ),
    "human_review": Work(
        "A person decides, the model proposes",
        r"human[- ](?:in[- ]the[- ]loop|review)|(?:a person|people|somebody|"
        r"nurses?|doctors?|inspectors?|analysts?|auditors?|"
        r"agents?|lawyers?|moderators?|team|reps?) (?:\w+ )?(?:reviews?|checks?|inspects?|"
        r"corrects?|decides?|sends?|approves?|signs?|looks?)\b|"
        r"manual approval\b|(?:for|to) (?:the )?\w+ to (?:look at|review|check|approve)",
        by_hand="what is shown to that person, and how their decision comes back as a label",
    ),
    "explanation": Work(
        "Reasons with each prediction",
        r"explain\w*|explanations?\b|interpretab\w+|reason codes?\b|transparen\w+|justif\w+",
        by_hand="a model that can be read, before one that must be explained",
    ),
    "fairness": Work(
        "Groups that must not be treated worse",
        r"fair(?:ness|ly)?\b|discriminat\w+|unbiased\b|protected (?:groups?|attributes?)|equal treatment",
        by_hand="the metric per group, on the test rows, beside its interval",
    ),
    "unstructured_input": Work(
        "Pictures, sound or free text as input",
        r"images?\b|pictures?\b|photos?\b|audio\b|video\b|recordings?\b|free text\b|x-?rays?\b|scans\b",
        by_hand="our tools read tables: extract columns first, or train elsewhere and judge by the same discipline",
    ),
}
"""Lane name → what it is. None is presumed: a word of the brief or a fact puts it in."""
CUES: dict[str, re.Pattern[str]] = {name: compiled(work.cue) for name, work in LANES.items()}
UNLESS = {name: re.compile(work.unless, re.IGNORECASE) for name, work in LANES.items() if work.unless}

_SUPERVISED = ("data_contract", "features", "leak_check", "training", "offline_evaluation")
OF_FAMILY: dict[Family, tuple[str, ...]] = {
    "ranking": (*_SUPERVISED, "ranking_metrics"),
    "search": ("data_contract", "retrieval_index", "relevance_judgements", "ranking_metrics"),
    "recommendation": ("data_contract", "leak_check", "candidate_items", "ranking_metrics"),
    "classifier": (*_SUPERVISED, "decision_threshold"),
    "regression": (*_SUPERVISED, "error_sizes"),
    "forecasting": (*_SUPERVISED, "backtesting"),
    "embeddings": ("data_contract", "neighbour_evaluation"),
    "LLM workflow": ("prompt_contract", "answer_evaluation"),
    "anomaly": ("data_contract", "normal_behaviour", "alert_budget"),
    "batch analytics": ("data_contract", "analysis_report"),
}
"""Family → the lanes that the family's own words ask for."""

OF_MODELS = frozenset({"batch_scoring", "retraining", "training", "decision_threshold"})
"""Lanes that words alone do not put in where no model is asked for: a report, too, comes once a quarter."""
OF_UPKEEP = ("monitoring", "retraining", "rollout", "labels", "privacy")
"""The lanes that words put in where a model is there already; the first is always asked for."""
SUPERVISED: tuple[Family, ...] = ("ranking", "classifier", "regression", "forecasting")
OF_LABELS = frozenset({"training", "offline_evaluation", "decision_threshold", "error_sizes", "backtesting"})
"""Lanes that wait until somebody knows the truth of past cases."""
OF_CLASSES = frozenset({"decision_threshold"})
"""Lanes without a meaning where a number is predicted."""
