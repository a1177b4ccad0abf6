"""Where one submission runs: kernels forked from a warm process, in a sandbox, with an examiner inside."""
