"""Workshop packs for trainers: chosen, timed and put together from the guidance and what was written on its topics."""
