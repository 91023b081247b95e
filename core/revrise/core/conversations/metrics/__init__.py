"""What a call measures: definitions, and each measure by itself."""
