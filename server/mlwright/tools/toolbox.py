"""The tools of a server."""

from collections.abc import Sequence

from mcp_types import ToolAnnotations

from mlwright.guards import GuardedTool
from mlwright.skills import Skill
from mlwright.tools.planning import plan_lanes
from mlwright.tools.reviews import Reviews
from mlwright.tools.roots import Roots
from mlwright.tools.sampling import Samples
from mlwright.tools.skills import SkillTools
from mlwright.tools.verbs import Verbs

LOOK = ToolAnnotations(read_only_hint=True, open_world_hint=False)
WRITE = ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
SIGN = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)


def toolbox(roots: Roots, skills: Sequence[Skill] = ()) -> list[GuardedTool]:
    """The tools, confined to the roots."""
    verbs, reader = Verbs(roots), SkillTools(skills, roots)
    return [
        GuardedTool.of(plan_lanes, "Read a brief", LOOK),
        GuardedTool.of(verbs.profile_data, "Profile a table", WRITE),
        GuardedTool.of(Samples(roots).data_sample, "Show a few rows", LOOK),
        GuardedTool.of(verbs.write_feature_spec, "Write the feature spec", WRITE),
        GuardedTool.of(verbs.generate_training_script, "Write the training script", WRITE),
        GuardedTool.of(verbs.write_experiment_config, "Write the experiment config", WRITE),
        GuardedTool.of(verbs.run_training, "Train and verify", WRITE),
        GuardedTool.of(verbs.check_gates, "Check the gates", WRITE),
        GuardedTool.of(verbs.workspace_status, "Show a workspace", LOOK),
        GuardedTool.of(verbs.approve_stage, "Record an approval", SIGN),
        GuardedTool.of(Reviews(roots).review_leakage, "Review for leakage", LOOK),
        GuardedTool.of(reader.read_skill, "Read a skill", LOOK),
        GuardedTool.of(reader.run_skill, "Fill in a skill", LOOK),
    ]
