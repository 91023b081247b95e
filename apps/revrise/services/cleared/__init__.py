"""What people may read of conversations: words without whom they are about, unless cleared.

One place below every service. `store.cleared` puts it around a store, and every desk does so.
"""
