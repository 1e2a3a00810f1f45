__version__ = "0.1.0"

import sys

from graphnn.docstrings import explain

explain(sys.modules[__name__])
