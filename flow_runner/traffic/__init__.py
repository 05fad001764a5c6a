"""Real traffic, recorded by a proxy on this machine: masked before it is written, then stubs and contract examples."""
