"""Acts on disputes (争议): reconsideration and litigation over what the agency decided."""
