"""Files on the local disk, named by what is in them."""
