"""The files that people write: settings of the environment, channels and contracts in YAML."""
