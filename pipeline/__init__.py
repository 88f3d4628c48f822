"""The way of a case: from upload to report."""

import extractors as extractors  # before numpy is imported anywhere
