"""What is on the paper."""

import os

# OpenBLAS' threads wait by counting: beside other work the small products of the net of roles took fifty times as long
# with two of them. It looks at this when numpy is first imported, so the other rooms import this one before all else.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
