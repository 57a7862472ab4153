"""What people write: settings from the environment, channels and Space contracts from YAML."""
