"""What is held for workshops on each topic: written by hand, every text resting on places of the documents."""
