"""One pass of the loop over the loaded company, through the services. Start at `loop.run`."""
