"""One kind of fault a file; each registers itself."""

import sys

from emulator.kernel.registry import discover

discover(sys.modules[__name__])
