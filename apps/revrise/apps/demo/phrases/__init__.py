"""What sellers and buyers of the demo company say, as data, by language."""
