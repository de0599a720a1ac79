"""Parts of a table, each measured where it lies → states that merge → the profile of the whole."""

from mlwright.profiling.parts.measuring import state_of
from mlwright.profiling.parts.merging import merge_states
from mlwright.profiling.parts.profiling import profile_of
from mlwright.profiling.parts.storing import read_state, state_bytes, state_from

__all__ = ["merge_states", "profile_of", "read_state", "state_bytes", "state_from", "state_of"]
