"""Classes of indicators: what belongs under which, and what they are called."""
