"""gates.yaml to Policy: structure, inheritance, lock, and the keys that all of them share."""

from cdgate.policy.load import Effective, load_effective, load_policy
from cdgate.policy.lock import LockMode

__all__ = ["Effective", "LockMode", "load_effective", "load_policy"]
