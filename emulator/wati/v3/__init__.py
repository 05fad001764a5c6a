"""What the operations of v3 share: how they are asked, whom they are about, and how they spell it."""
