"""Fictional cases with truth, and what is measured on them."""

import extractors as extractors  # before numpy is imported anywhere
