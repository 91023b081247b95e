"""What provides the ports: storage, policy, speech, blobs, plugins, logging."""
