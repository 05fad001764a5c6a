"""How sure we are of something: seen, written down by the vendor, told by a user, or a guess. In that order."""

from typing import Literal

Evidence = Literal["observed", "documented", "reported", "assumed"]
